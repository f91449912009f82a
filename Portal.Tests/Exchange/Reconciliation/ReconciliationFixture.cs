using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Vrs;

namespace Portal.Tests.Exchange.Reconciliation;

/// <summary>A ledger of three people with two doses each, and the desks of the reconciliation at work on it.</summary>
public sealed class ReconciliationFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-vrs-").FullName;

    public ReconciliationFixture(Engine engine = Engine.Sqlite, ApprovalPolicy? policy = null)
    {
        Ledger = TestDb.On(engine);
        People = [.. Enumerable.Range(1, 3).Select(i => A.Person(residentNumber: $"000120000{i}"))];
        Doses = [.. People.SelectMany(p => new[] { Complete(A.Dose(p)), Complete(A.Dose(p, 2, "2021-07-11")) })];
        Ledger.Add([.. People, .. Doses]);
        var saving = new RevisionSaving(Ledger, policy ?? ApprovalPolicy.Default, Time);
        (Reconcile, Work) = (new(Ledger, new ImportFolder(_folder, Time), Time), new(Ledger, Time));
        (Corrections, Accepting, Registering) = (new(Ledger, saving, Time), new(Ledger, saving, Time), new(Ledger, Time));
        Undoing = new(Ledger, saving, Time);
        Patterns = new(Ledger, Accepting, Registering, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public IReadOnlyList<LedgerPerson> People { get; }
    public IReadOnlyList<Dose> Doses { get; }
    public ReconcileDesk Reconcile { get; }
    public ReconciliationWorkDesk Work { get; }
    public ReconciliationAcceptDesk Accepting { get; }
    public ReconciliationRegisterDesk Registering { get; }
    public ReconciliationPatternDesk Patterns { get; }
    public ReconciliationUndoDesk Undoing { get; }
    public CorrectionDesk Corrections { get; }

    public string[] FilesLeft => Directory.GetFiles(_folder);

    /// <summary>What VRS has when it agrees with the ledger.</summary>
    public List<VrsEntry> Agreeing => [.. Doses.Select(d => VrsEntry.Of(People.Single(p => p.LedgerPersonId == d.LedgerPersonId), d))];

    public Task<ReconciliationMade> RunAsync(IEnumerable<VrsEntry> entries, ReconciliationScope scope = ReconciliationScope.Ledger, Staff? by = null) => RunAsync(new VrsStandIn(entries).File(), scope, by);

    public Task<ReconciliationMade> RunAsync(byte[] file, ReconciliationScope scope = ReconciliationScope.Ledger, Staff? by = null, int? expected = null)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return Reconcile.ReconcileAsync(new MemoryStream(file), new ReconciliationOrder("vrs.csv", scope, expected), by ?? A.Clerk);
    }

    public async Task<List<ReconciliationDifference>> RowsAsync(ReconciliationMade made)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.ReconciliationDifferences.AsNoTracking().Where(d => d.ExchangeRunId == made.Run.ExchangeRunId).OrderBy(d => d.Ordinal).ToListAsync();
    }

    /// <summary>As the page hands rows to a desk: with the version that was on the screen.</summary>
    public static IReadOnlyDictionary<Guid, Guid> Seen(params IEnumerable<ReconciliationDifference> rows) => rows.ToDictionary(r => r.ReconciliationDifferenceId, r => r.Version);

    public async Task<Dose> DoseAsync(Guid id)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Doses.AsNoTracking().SingleAsync(d => d.DoseId == id);
    }

    public async Task<List<Dose>> DosesAsync(LedgerPerson person)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Doses.AsNoTracking().Where(d => d.LedgerPersonId == person.LedgerPersonId).OrderBy(d => d.DoseNumber).ToListAsync();
    }

    public async Task ChangeAsync(Guid id, Action<Dose> change)
    {
        await using var db = Ledger.CreateDbContext();
        var stored = await db.Doses.SingleAsync(d => d.DoseId == id);
        change(stored);
        stored.Version = Guid.CreateVersion7();
        await db.SaveChangesAsync();
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public static Dose Complete(Dose dose)
    {
        (dose.CouponNumber, dose.RecordedAt) = ("0000012345", new DateTime(2021, 8, 1, 1, 15, 0, DateTimeKind.Utc));
        return dose;
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
