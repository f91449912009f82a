using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

/// <summary>A ledger with one person and one dose, and the desks that correct it.</summary>
internal sealed class DeskFixture : IDisposable
{
    public DeskFixture(Engine engine, ApprovalPolicy? policy = null)
    {
        Ledger = TestDb.On(engine);
        Person = A.Person();
        Dose = A.Dose(Person);
        Ledger.Add(Person, Dose);
        var saving = new RevisionSaving(Ledger, policy ?? ApprovalPolicy.Default, Time);
        Desk = new CorrectionDesk(Ledger, saving, Time);
        Residence = new ResidenceDesk(Ledger, saving, Time);
        Approvals = new ApprovalDesk(Ledger, Time);
        Evidence = new EvidenceStore(Ledger, Time);
    }

    public TestDb Ledger { get; }

    public FakeTimeProvider Time { get; } = new(A.Now);

    public LedgerPerson Person { get; }

    public Dose Dose { get; }

    public CorrectionDesk Desk { get; }

    public ResidenceDesk Residence { get; }

    public ApprovalDesk Approvals { get; }

    public EvidenceStore Evidence { get; }

    public async Task<OpenedRecord> OpenDoseAsync(Staff? by = null)
    {
        var opened = await Desk.OpenAsync(by ?? A.Clerk, RecordKind.Dose, Dose.DoseId);
        Assert.NotNull(opened);
        return opened;
    }

    public async Task<OpenedRecord> OpenPersonAsync(Staff? by = null)
    {
        var opened = await Desk.OpenAsync(by ?? A.Clerk, RecordKind.Person, Person.LedgerPersonId);
        Assert.NotNull(opened);
        return opened;
    }

    public Task<CorrectionOutcome> CorrectDoseAsync(IReadOnlyDictionary<string, string?> seen, string field, string? text, Staff? by = null) =>
        Desk.CorrectAsync(by ?? A.Clerk, RecordKind.Dose, Dose.DoseId, Ask.For(seen, (field, text)));

    public async Task<Revision> RequestNameAsync(string name = "佐藤 和江")
    {
        var opened = await OpenPersonAsync();
        var outcome = await Desk.CorrectAsync(A.Clerk, RecordKind.Person, Person.LedgerPersonId, Ask.For(opened.Texts, ("name", name)));
        return Assert.IsType<CorrectionOutcome.Pending>(outcome).Revision;
    }

    public async Task<Dose> DoseNowAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Doses.SingleAsync(d => d.DoseId == Dose.DoseId);
    }

    public async Task<LedgerPerson> PersonNowAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.People.Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == Person.LedgerPersonId);
    }

    public async Task<List<Revision>> RevisionsAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Revisions.Include(r => r.Changes).OrderBy(r => r.RequestedAt).ThenBy(r => r.RevisionId).ToListAsync();
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
