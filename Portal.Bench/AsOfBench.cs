using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Portal.Features.Ledger.AsOf;

namespace Portal.Bench;

/// <summary>The sheet and the search of an earlier moment, over a ledger a fifth of whose people have moved since, one every few minutes.</summary>
internal static class AsOfBench
{
    private const int Calls = 200;
    private static readonly TimeSpan Back = TimeSpan.FromDays(50);

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var file = ledgers.Scratch(ledgers.Large);
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", BenchChain.New());
        await MoveAsync(factory, ledgers.LargePeople / 5);
        var (by, moment) = (Staff.System("bench"), DateTime.UtcNow - Back);
        List<LedgerPerson> people;
        using (var raw = new RawLedger(file))
        await using (var db = factory.CreateDbContext())
        {
            var ids = raw.Sample($"SELECT LedgerPersonId FROM LedgerPerson WHERE Status = 'Active' AND ResidentNumber IS NOT NULL AND BirthDate IS NOT NULL ORDER BY substr(LedgerPersonId, -6) LIMIT {Calls}").ConvertAll(Guid.Parse);
            people = await db.People.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToListAsync();
        }

        Report.Heading($"As of {Back.TotalDays:0} days ago, {ledgers.LargePeople:N0} people, {ledgers.LargePeople / 5:N0} corrections in 100 days, {Calls} calls each");
        var sheets = new AsOfDesk(factory, TimeProvider.System);
        var sheet = await Measured.EachAsync(people, p => sheets.OpenAsync(by, p.LedgerPersonId, moment, null));
        report.Line("sheet, p95", sheet.P95, "ms", 30, $"p50 {sheet.P50:0.00} ms");
        var (now, then) = (new LedgerSearch(factory, TimeProvider.System), new AsOfSearch(factory, TimeProvider.System));
        foreach (var (name, text) in new (string, Func<LedgerPerson, string>)[]
        {
            ("resident number", p => p.ResidentNumber!), ("kana, whole name", p => p.Kana), ("name, whole", p => p.Name), ("birth date", p => $"{p.BirthDate:yyyy-MM-dd}"),
            ("kana, family name", p => p.Kana.Split(' ', '　')[0]),
        })
        {
            var present = await Measured.EachAsync(people, p => now.FindAsync(text(p), by));
            var past = await Measured.EachAsync(people, p => then.FindAsync(by, text(p), moment));
            report.Line($"search by {name}, p50 against the present one", past.P50 / present.P50, "x", 2, $"{past.P50:0.00} against {present.P50:0.00} ms, p95 {past.P95:0.00} ms");
        }
    }

    /// <summary>Each with a revision that says where they lived before.</summary>
    private static async Task MoveAsync(PortalDbSetup.SqliteFactory factory, int count)
    {
        await using var db = factory.CreateDbContext();
        var moved = await db.People.AsNoTracking().OrderBy(p => p.LedgerPersonId).Select(p => new { p.LedgerPersonId, p.Version, p.Address }).Take(count).ToListAsync();
        List<Revision> revisions = [.. moved.Select((p, i) => Moved(p.LedgerPersonId, p.Version, p.Address, DateTime.UtcNow.AddDays(-100.0 * i / count)))];
        await using var transaction = await db.Database.BeginTransactionAsync();
        var bulk = BulkWriter.For(db);
        await bulk.WriteAsync(revisions, CancellationToken.None);
        await bulk.WriteAsync(revisions.SelectMany(r => r.Changes).ToList(), CancellationToken.None);
        await transaction.CommitAsync();
    }

    private static Revision Moved(Guid personId, Guid version, string? address, DateTime at)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            RevisionId = id,
            LedgerPersonId = personId,
            RecordKind = RecordKind.Person,
            RecordId = personId,
            Act = RevisionAct.Correct,
            FromVersion = Guid.CreateVersion7(),
            ToVersion = version,
            RequestedBy = "bench",
            RequestedByName = "計測",
            Terminal = "計測",
            RequestedAt = at,
            AppliedAt = at,
            Changes = [new FieldChange { RevisionId = id, Field = PersonFields.Address.Key, OldValue = "朝里一丁目1番1号", NewValue = address }],
        };
    }
}
