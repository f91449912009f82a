using System.Diagnostics;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Reviews;

namespace Portal.Bench;

/// <summary>What it takes to begin a log review of a month: every row read with the keys of its resident, the flags and the sample drawn.</summary>
internal static class LogReviewBench
{
    private const int Rows = 300_000;
    private const int People = 20_000;
    private const int Office = 40;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var file = Path.Combine(ledgers.Folder, $"review-{Guid.NewGuid():N}.db");
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", new LogChain(BenchChain.Keys, BenchChain.Checkpoints()));
        await Schema.EnsureCurrentAsync(factory);
        var month = LogReviewCalendar.FirstOf(JapanTime.DayOf(DateTime.UtcNow)).AddMonths(-1);
        await FillAsync(factory, month);
        var desk = new LogReviewDesk(factory, LogReviewCalendar.Default, LogFlagLimits.Default, TimeProvider.System);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        using var watching = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 20);
        var start = Stopwatch.GetTimestamp();
        var review = await desk.OpenMonthAsync(Staff.System("bench"), month);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;

        Report.Heading($"Log review of a month of {review.RowCount:N0} rows, {review.Lines.Count:N0} lines");
        report.Line("begun", seconds, "s", 10);
        report.Line("managed memory on top", (most - before) / 1024.0 / 1024, "MB", 200);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    /// <summary>Forty people, from half past seven to a quarter past six, each day of the month.</summary>
    private static async Task FillAsync(PortalDbSetup.SqliteFactory factory, DateOnly month)
    {
        var random = new Random(1);
        var people = Enumerable.Range(0, People).Select(Person).ToList();
        var office = Enumerable.Range(0, Office).Select(n => new Staff($"staff{n}", $"職員 {n}", "保健総務課", "窓口2", new HashSet<Permission>()) { StaffMemberId = Guid.NewGuid() }).ToList();
        await using (var db = factory.CreateDbContext())
        {
            db.AddRange(people);
            await db.SaveChangesAsync();
        }

        var days = DateTime.DaysInMonth(month.Year, month.Month);
        var begins = JapanTime.ToUtc(month.ToDateTime(new TimeOnly(7, 30)));
        for (var made = 0; made < Rows; made += 2_000)
        {
            await using var db = factory.CreateDbContext();
            db.AddRange(Enumerable.Range(made, 2_000).Select(n => OperationLogEntry.For(
                office[random.Next(Office)], begins.AddDays((long)n * days / Rows).AddSeconds((long)n * days % Rows * 38_700 / Rows),
                Operation.SheetOpened, people[random.Next(People)].LedgerPersonId)));
            await db.SaveChangesAsync();
        }
    }

    private static LedgerPerson Person(int n) => new()
    {
        LedgerPersonId = Guid.CreateVersion7(),
        Name = $"姓{n % 500} 名{n}",
        Kana = "サトウ カズコ",
        Sex = Sex.Female,
        Address = $"花園四丁目{n % 900}番",
        CreatedAt = DateTime.UtcNow,
    };
}
