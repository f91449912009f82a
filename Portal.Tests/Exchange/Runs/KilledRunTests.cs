using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Cli;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Tests.Exchange.IntermediateServer;
using Xunit;

namespace Portal.Tests.Exchange.Runs;

/// <summary>The real program, killed in the middle of a run at one moment after another: what it leaves is all of a run or nothing of it.</summary>
public sealed class KilledRunTests : IDisposable
{
    private const int People = 1_500;
    private const int Kills = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-killed-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_folder, "ledger.db");

    private PortalProgram Program => new(_folder, Ledger);

    private string Text => Path.Combine(_folder, "file.csv");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AReconciliation_IsThereWithAllItsRows_OrNotAtAll()
    {
        await PrepareAsync(withDoses: true);
        await WriteAsync(number => Csv.Vrs(number, Csv.Dose(lot: "FA5715")));

        var done = await KillAtEveryStepAsync(["exchange", "vrs", "reconcile", "--file", Text]);

        await using var db = Open();
        var runs = await db.ExchangeRuns.OrderBy(r => r.Number).ToListAsync(Token);
        Assert.True(runs.Count >= done);
        Assert.Equal(Enumerable.Range(1, runs.Count), runs.Select(r => r.Number));
        Assert.Equal(runs.Count, await db.OperationLog.CountAsync(e => e.Operation == Operation.VrsReconciled && e.Result == OperationResult.Done, Token));
        foreach (var run in runs)
        {
            var reconciliation = await db.Reconciliations.SingleAsync(r => r.ExchangeRunId == run.ExchangeRunId, Token);
            Assert.Equal((People, People), (run.Lines, reconciliation.Differs));
            Assert.Equal(People, await db.ReconciliationDifferences.CountAsync(d => d.ExchangeRunId == run.ExchangeRunId && d.Field == "lotNumber", Token));
        }
    }

    [Fact]
    public async Task AnImport_IsTakenInOnce_HoweverOftenItWasKilled()
    {
        await PrepareAsync(withDoses: false);
        await WriteAsync(number => Csv.Vrs(number, Csv.Dose()));

        await KillAtEveryStepAsync(["import", Text, "--as", "vrs"]);

        await using var db = Open();
        Assert.Equal(People, await db.Doses.CountAsync(Token));
        var runs = await db.ImportRuns.OrderBy(r => r.Number).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, runs.Count), runs.Select(r => r.Number));
        Assert.All(runs, run => Assert.Equal(run.Number == 1 ? (People, 0) : (0, People), (run.NewCount, run.SameCount)));
    }

    [Fact]
    public async Task AnAnswer_IsTakenInWhole_OrNotAtAll()
    {
        await PrepareAsync(withDoses: true);
        var partner = new StandIn { Refuses = values => values[0].EndsWith('7') ? "符号が未登録です" : null };
        await File.WriteAllBytesAsync(Text, partner.Answer(await new SentFile(Factory).SendAsync()), Token);

        await KillAtEveryStepAsync(["exchange", "answer", "--run", "1", "--file", Text], isOver: async db =>
        {
            var run = await db.ExchangeRuns.SingleAsync(Token);
            var isTaken = run.State == ExchangeState.Done;
            Assert.Equal(isTaken ? (1350, 150, 0) : (0, 0, People), (run.Accepted, run.Rejected, run.Waiting));
            Assert.Equal(isTaken ? (1350, 150) : (0, 0), (await db.ExchangeLines.CountAsync(l => l.IsHeld, Token), await db.ExchangeLines.CountAsync(l => l.IsRefused, Token)));
            Assert.Equal(isTaken ? 150 : 0, await db.FindingRecords.CountAsync(f => f.Rule == FindingRule.PartnerRefused && f.ClosedAt == null, Token));
            Assert.Equal(isTaken ? 1 : 0, await db.OperationLog.CountAsync(e => e.Operation == Operation.ExchangeAnswered && e.Result == OperationResult.Done, Token));
            return isTaken;
        });
    }

    /// <summary>Kills one run after another, each a step later than the one before, and lets the last come to its end.</summary>
    /// <param name="args">Of the program.</param>
    /// <param name="isOver">Looks at what a run left; true when there is nothing left to do.</param>
    /// <returns>How many came to their end by what they said.</returns>
    private async Task<int> KillAtEveryStepAsync(string[] args, Func<PortalDb, Task<bool>>? isOver = null)
    {
        var whole = await DurationAsync(args);
        var done = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            done += await Program.RunAsync(args, whole * kill / (Kills + 1)) ? 1 : 0;
            await using var db = Open();
            Assert.Empty(await db.Database.SqlQueryRaw<string>("PRAGMA foreign_key_check").ToListAsync(Token));
            if (isOver is not null && await isOver(db))
            {
                return done;
            }
        }

        Assert.True(await Program.RunAsync(args), "The last run did not come to its end.");
        await using var after = Open();
        Assert.True(isOver is null || await isOver(after));
        Assert.True(await Program.RunAsync(["log", "verify"]), "The log is not whole.");
        return done + 1;
    }

    /// <summary>On a copy in a folder of its own: the ledger and its log stay as before any run.</summary>
    private async Task<TimeSpan> DurationAsync(string[] args)
    {
        SqliteConnection.ClearAllPools();
        var copy = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "measured")).FullName, "ledger.db");
        File.Copy(Ledger, copy);
        var start = Stopwatch.GetTimestamp();
        Assert.True(await new PortalProgram(_folder, copy).RunAsync(args), "An unhindered run failed.");
        return Stopwatch.GetElapsedTime(start);
    }

    private async Task PrepareAsync(bool withDoses)
    {
        Assert.Equal(ExitCode.Done, await PortalCommands.RunAsync(["migrate", "--database", Ledger], TextWriter.Null, TextWriter.Null, Token));
        await using var db = Open();
        foreach (var at in Enumerable.Range(1, People))
        {
            var person = A.Person(residentNumber: Number(at));
            person.IntegratedNumber = $"10{Number(at)}";
            db.Add(person);
            if (withDoses)
            {
                db.Add(A.Dose(person));
            }
        }

        await db.SaveChangesAsync(Token);
    }

    private Task WriteAsync(Func<string, string> line) =>
        File.WriteAllTextAsync(Text, Csv.Lines([.. Enumerable.Range(1, People).Select(at => line(Number(at)))]), Token);

    private static string Number(int at) => at.ToString("0000000000", CultureInfo.InvariantCulture);

    private PortalDbSetup.SqliteFactory Factory => new($"Data Source={Ledger}", TestKeys.Chain());

    private PortalDb Open() => Factory.CreateDbContext();
}
