using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Corrections;
using Portal.Features.Corrections.Merging;
using Portal.Features.Reports;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.Reports;

/// <summary>A ledger with a few people and doses of July 2021, the desks of the reports, and acts that change what they count.</summary>
internal sealed class ReportFixture : IDisposable
{
    private readonly Random _random;

    public ReportFixture(Engine engine = Engine.Sqlite, int seed = 1, bool isEmpty = false)
    {
        _random = new(seed);
        Ledger = TestDb.On(engine);
        Counter = new(Ledger);
        Desk = new(Ledger, Counter, Time);
        Rows = new(Ledger, Counter, Time);
        Explainer = new(Ledger, Counter);
        Settings = new(new Drafts(Ledger, new EphemeralDataProtectionProvider(), Time));
        Files = new(Desk, Explainer, Settings);
        Corrections = new(Ledger, new RevisionSaving(Ledger, ApprovalPolicy.None, Time), Time);
        Merging = new(Ledger, Time);
        People = [.. Enumerable.Range(1, 6).Select(i => A.Person(residentNumber: $"000130000{i}", birthDate: i == 6 ? null : $"19{i}0-07-1{i}", sex: i % 2 == 0 ? Sex.Male : Sex.Female))];
        if (!isEmpty)
        {
            Ledger.Add([.. People, .. People.Select((p, i) => A.Dose(p, (i % 2) + 1, $"2021-07-1{i}"))]);
        }
    }

    public static ReportPeriod July { get; } = ReportPeriod.Parse("2021-07");

    public static Staff Reporter { get; } = A.Staff("inoue", "井上 薫", Role.Reporter, Role.Viewer);

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public ReportCounter Counter { get; }
    public ReportDesk Desk { get; }
    public ReportRowsDesk Rows { get; }
    public ReportExplainer Explainer { get; }
    public KeptReportSettings Settings { get; }
    public ReportFiles Files { get; }
    public CorrectionDesk Corrections { get; }
    public MergeDesk Merging { get; }
    public List<LedgerPerson> People { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ReportFixture> WithDemoAsync(int people)
    {
        var at = new ReportFixture(isEmpty: true);
        await new DemoFill(at.Ledger, at.Time).RunAsync(new DemoLedger(people), Staff.System("test"), _ => { }, Token);
        at.Time.Advance(TimeSpan.FromHours(1));
        return at;
    }

    public void Dispose() => Ledger.Dispose();

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync(Token);
    }

    public async Task<KeptReport> KeptAsync(ReportRun run)
    {
        await using var db = Ledger.CreateDbContext();
        return (await KeptReport.ReadAsync(db, run.ReportRunId, Token))!;
    }

    /// <summary>One act a clerk might do, an hour later.</summary>
    public async Task ActAsync(int step)
    {
        Time.Advance(TimeSpan.FromHours(1));
        await (_random.Next(7) switch
        {
            0 => CorrectAsync(RecordKind.Dose, await AnyDoseAsync(), "vaccinatedOn", $"2021-0{_random.Next(6, 9)}-{_random.Next(10, 28)}"),
            1 => CorrectAsync(RecordKind.Dose, await AnyDoseAsync(), "doseNumber", $"{_random.Next(1, 6)}"),
            2 => CorrectAsync(RecordKind.Dose, await AnyDoseAsync(), "productCode", _random.Next(2) == 0 ? "spikevax-original" : "comirnaty-original"),
            3 => CorrectAsync(RecordKind.Person, await AnyPersonAsync(), "sex", $"{(Sex)_random.Next(3)}"),
            4 => CorrectAsync(RecordKind.Person, await AnyPersonAsync(), "birthDate", $"19{_random.Next(20, 99)}-03-04"),
            5 => CancelAsync(await AnyDoseAsync()),
            _ => _random.Next(3) == 0 ? MergeAsync() : AddAsync(step),
        });
        Time.Advance(TimeSpan.FromSeconds(2));
    }

    public async Task CorrectAsync(RecordKind kind, Guid id, string field, string text)
    {
        if (id == default)
        {
            return;
        }

        var opened = (await Corrections.OpenAsync(A.Clerk, kind, id))!;
        await Corrections.CorrectAsync(A.Clerk, kind, id, Ask.For(opened.Texts, (field, text)));
    }

    public async Task CancelAsync(Guid doseId)
    {
        if (doseId != default)
        {
            var opened = (await Corrections.OpenAsync(A.Clerk, RecordKind.Dose, doseId))!;
            await Corrections.CancelAsync(A.Clerk, RecordKind.Dose, doseId, Guid.CreateVersion7(), opened.Texts, Ask.Slip);
        }
    }

    private async Task AddAsync(int step)
    {
        var person = People[_random.Next(People.Count)];
        var dose = A.Dose(person, 3, $"2021-07-{_random.Next(10, 30)}");
        Ledger.Add(new Dose
        {
            DoseId = dose.DoseId,
            LedgerPersonId = dose.LedgerPersonId,
            DoseNumber = 3,
            VaccinatedOn = dose.VaccinatedOn,
            Source = DoseSource.Slip,
            InstitutionName = $"診療所{step % 2}",
            CreatedAt = Time.GetUtcNow().UtcDateTime,
        });
    }

    private async Task MergeAsync()
    {
        var (keeper, other) = (await AnyPersonAsync(), await AnyPersonAsync());
        if (keeper != other)
        {
            await Merging.MergeAsync(A.Manager, new()
            {
                MergeId = Guid.CreateVersion7(),
                KeeperId = keeper,
                OtherId = other,
                TakesFromOther = new HashSet<string>(),
                Grounds = new(ReasonKind.Duplicate, "転入で二重に登録"),
            });
        }
    }

    private async Task<Guid> AnyDoseAsync()
    {
        await using var db = Ledger.CreateDbContext();
        var ids = await db.Doses.Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseId).Select(d => d.DoseId).ToListAsync(Token);
        return ids.Count == 0 ? default : ids[_random.Next(ids.Count)];
    }

    private async Task<Guid> AnyPersonAsync()
    {
        await using var db = Ledger.CreateDbContext();
        var ids = await db.People.Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null).OrderBy(p => p.LedgerPersonId).Select(p => p.LedgerPersonId).ToListAsync(Token);
        return ids[_random.Next(ids.Count)];
    }
}
