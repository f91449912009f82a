using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.DataQuality;

namespace Portal.Bench;

/// <summary>The 点検 of a whole ledger: for the first time, when every finding is written, and again, when nothing has changed; and of one person within a save.</summary>
internal static class CheckBench
{
    private const int Changes = 200;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        // As on a server that has been up for a while: its code is compiled.
        await new LedgerCheck(FactoryOf(ledgers.Scratch(ledgers.Small)), TimeProvider.System).RunAsync(Staff.System("bench"));
        var factory = FactoryOf(ledgers.Scratch(ledgers.Large));
        var check = new LedgerCheck(factory, TimeProvider.System);
        Report.Heading($"Check of {ledgers.LargePeople:N0} people");
        report.Line("first full check", await SecondsAsync(check, out var most), "s", 10);
        report.Line("managed memory on top", most(), "MB", 300);
        report.Line("full check again", await SecondsAsync(check, out most), "s", 10);
        report.Line("managed memory on top", most(), "MB", 300);

        // The same save with and without its check: the difference is the check's.
        List<Guid> doses;
        await using (var db = factory.CreateDbContext())
        {
            doses = await db.Doses.Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseId).Select(d => d.DoseId).Take(Changes).ToListAsync();
        }

        var with = await Measured.EachAsync(doses, id => ChangeAsync(factory, id, isChecked: true));
        var without = await Measured.EachAsync(doses, id => ChangeAsync(factory, id, isChecked: false));
        report.Line("one person within a save, p95", with.P95 - without.P95, "ms", 5);
    }

    private static PortalDbSetup.SqliteFactory FactoryOf(string file) => new($"Data Source={file}", BenchChain.New());

    private static Task<double> SecondsAsync(LedgerCheck check, out Func<double> most)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var top = before;
        most = () => (top - before) / 1024.0 / 1024;
        return RunAsync();

        async Task<double> RunAsync()
        {
            using var watching = new Timer(_ => top = Math.Max(top, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
            var start = Stopwatch.GetTimestamp();
            var result = await check.RunAsync(Staff.System("bench"));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine($"  {result.People:N0} people, {result.Total:N0} findings left, {result.Changed:N0} people brought up");
            return seconds;
        }
    }

    private static async Task ChangeAsync(PortalDbSetup.SqliteFactory factory, Guid doseId, bool isChecked)
    {
        await using var db = factory.CreateDbContext();
        db.ChecksWhatIsSaved = isChecked;
        var dose = await db.Doses.SingleAsync(d => d.DoseId == doseId);
        dose.VaccinatedOn = dose.VaccinatedOn.AddDays(dose.VaccinatedOn.Day % 2 == 0 ? 1 : -1);
        await db.SaveChangesAsync();
    }
}
