using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;

namespace Portal.Bench;

/// <summary>What the operation log costs: many writers at once, an act with and without its row, the whole log read and verified.</summary>
internal static class LogBench
{
    private const int Writers = 64;
    private const int Each = 500;
    private const int VerifiedRows = 300_000;
    private const int VerifiedPasses = 5;
    private const int Acts = 500;

    private static readonly Staff By = Staff.System("bench");

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var file = Path.Combine(ledgers.Folder, $"log-{Guid.NewGuid():N}.db");
        var checkpoints = BenchChain.Checkpoints();
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", new LogChain(BenchChain.Keys, checkpoints));
        await Schema.EnsureCurrentAsync(factory);
        await AppendAsync(factory, report);
        await ActAsync(factory, report);
        await VerifyAsync(factory, checkpoints, report);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    private static async Task AppendAsync(PortalDbSetup.SqliteFactory factory, Report report)
    {
        // One uncounted pass, as everywhere here.
        await WriteAsync(factory, Each / 5);
        var start = Stopwatch.GetTimestamp();
        var times = await WriteAsync(factory, Each);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = times.Order().ToList();
        Report.Heading($"Operation log, {Writers} writers, {Writers * Each:N0} rows, full sync");
        report.Line("appends", Writers * Each / seconds, "/s", 1_000, atLeast: true);
        report.Line("append, p99", sorted[(int)(sorted.Count * 0.99)], "ms", 50, $"p50 {sorted[sorted.Count / 2]:0.0} ms, longest {sorted[^1]:0.0} ms");
        await using var db = factory.CreateDbContext();
        var last = await db.LogHeads.AsNoTracking().SingleAsync();
        report.Line("forks (rows missing or numbered twice)", last.Sequence - await db.OperationLog.LongCountAsync(), "", 0);
    }

    private static async Task<ConcurrentBag<double>> WriteAsync(PortalDbSetup.SqliteFactory factory, int each)
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await AddAsync(factory, 1);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        })));
        return times;
    }

    /// <summary>One small change of a person, by turns with and without its row: what the log adds to an act.</summary>
    private static async Task ActAsync(PortalDbSetup.SqliteFactory factory, Report report)
    {
        List<double> with = [], without = [];
        await using (var db = factory.CreateDbContext())
        {
            db.Add(Person());
            await db.SaveChangesAsync();
        }

        for (var i = 0; i < Acts * 2; i++)
        {
            await using var db = factory.CreateDbContext();
            var person = await db.People.SingleAsync();
            var start = Stopwatch.GetTimestamp();
            person.Version = Guid.CreateVersion7();
            if (i % 2 == 0)
            {
                db.Add(Entry());
            }

            await db.SaveChangesAsync();
            (i % 2 == 0 ? with : without).Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Report.Heading($"An act with and without its row, {Acts} each, by turns");
        var (logged, bare) = (with.Order().ElementAt(Acts / 2), without.Order().ElementAt(Acts / 2));
        report.Line("the log adds, p50", logged - bare, "ms", 3, $"with {logged:0.00} ms, without {bare:0.00} ms");
    }

    private static async Task VerifyAsync(PortalDbSetup.SqliteFactory factory, LogCheckpoints checkpoints, Report report)
    {
        for (var made = 0; made < VerifiedRows; made += 2_000)
        {
            await AddAsync(factory, 2_000);
        }

        await checkpoints.FlushAsync();
        var reader = new LogReader(factory, checkpoints, BenchChain.Keys);
        var verdict = await reader.VerifyAsync(null, CancellationToken.None);
        var rates = new List<double>();
        for (var pass = 0; pass < VerifiedPasses; pass++)
        {
            var start = Stopwatch.GetTimestamp();
            verdict = await reader.VerifyAsync(null, CancellationToken.None);
            rates.Add(verdict.Rows / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        rates.Sort();
        Report.Heading($"Verification of {verdict.Rows:N0} rows, the middle one of {VerifiedPasses} passes after one to warm up");
        report.Line("verified", rates[VerifiedPasses / 2], "/s", 150_000, $"slowest {rates[0]:N0}, fastest {rates[^1]:N0}", atLeast: true);
        report.Line("false alarms", verdict.Faults.Count, "", 0);
    }

    private static async Task AddAsync(PortalDbSetup.SqliteFactory factory, int rows)
    {
        await using var db = factory.CreateDbContext();
        db.AddRange(Enumerable.Range(0, rows).Select(_ => Entry()));
        await db.SaveChangesAsync();
    }

    private static OperationLogEntry Entry() =>
        OperationLogEntry.For(By, DateTime.UtcNow, Operation.SheetOpened, Guid.NewGuid(), detail: "3件", purpose: "窓口での照会");

    private static LedgerPerson Person() => new()
    {
        LedgerPersonId = Guid.CreateVersion7(),
        Name = "佐藤 和子",
        Kana = "サトウ カズコ",
        Sex = Sex.Female,
        CreatedAt = DateTime.UtcNow,
    };
}
