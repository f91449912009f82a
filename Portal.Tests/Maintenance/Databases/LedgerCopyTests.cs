using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Cli;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.Maintenance.Databases;
using Portal.Features.Maintenance.Nodes;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Xunit;

namespace Portal.Tests.Maintenance.Databases;

/// <summary>A ledger that moves arrives whole or is not taken for one.</summary>
public sealed class LedgerCopyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-copy-").FullName;
    private readonly TestDb _source = TestDb.OnSqlite();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LedgerCopyDesk Desk => new(_source, TimeProvider.System);

    /// <summary>An invented ledger of every kind of row the demo has, and people who were merged, each into one whose key comes later.</summary>
    public async ValueTask InitializeAsync()
    {
        Assert.Equal(ExitCode.Done, await PortalCommands.RunAsync(["demo", "--people", "300", "--database", FileOf(_source)], TextWriter.Null, TextWriter.Null, Token));
        var (first, second, last) = (A.Person(residentNumber: "1"), A.Person(residentNumber: "2"), A.Person(residentNumber: "3"));
        (first.MergedIntoId, second.MergedIntoId) = (second.LedgerPersonId, last.LedgerPersonId);
        _source.Add(last, second, first);
    }

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory, EveryEngine]
    public async Task ALedger_ArrivesWhole_AndItsLogGoesOn(Engine engine)
    {
        using var target = TestDb.On(engine);

        var copied = await Desk.CopyAsync(A.Administrator, To(target), ct: Token);

        Assert.Equal(await DigestsAsync(_source), (await DigestsAsync(target)).Select(d => d.Table == "OperationLog" ? copied.Tables.Single(t => t.Table == d.Table) : d));
        Assert.Equal(303, copied.Tables.Single(t => t.Table == "LedgerPerson").Rows);
        Assert.Equal(LogFaultKind.NoCheckpoint, Assert.Single((await ReaderOf(target).VerifyAsync(null, Token)).Faults).Kind);
        await using var db = target.CreateDbContext();
        var last = await db.OperationLog.OrderByDescending(e => e.Sequence).FirstAsync(Token);
        Assert.Equal((Operation.LedgerCopied, OperationResult.Done, copied.LogSequence + 1), (last.Operation, last.Result, last.Sequence));
        Assert.Contains(copied.Digest, last.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATargetThatAPreparedPortalHasMigrated_IsEmptyToo()
    {
        var file = Path.Combine(_folder, "prepared.db");
        Assert.Equal(ExitCode.Done, await PortalCommands.RunAsync(["migrate", "--database", file], TextWriter.Null, TextWriter.Null, Token));

        var (code, output, error) = await CopyAsync(FileOf(_source), file);

        Assert.True(code == ExitCode.Done, error);
        Assert.Contains("元と一致しました", output, StringComparison.Ordinal);
        Assert.Contains("鍵は写っていません", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Data Source", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoppedCopy_GoesOn_WithoutARowTwice()
    {
        using var target = TestDb.OnSqlite();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Desk.CopyAsync(A.Administrator, To(target), new When(p => p.Done >= 1_000, stop.Cancel), stop.Token));
        await using (var db = target.CreateDbContext())
        {
            Assert.True(await db.People.AnyAsync(Token));
            Assert.Equal(Guid.Empty, (await db.LogHeads.SingleAsync(Token)).LogId);
        }

        var copied = await Desk.CopyAsync(A.Administrator, To(target), ct: Token);

        Assert.Equal((await DigestsAsync(_source)).Sum(d => d.Rows), copied.Rows);
        await using var source = _source.CreateDbContext();
        Assert.Equal(1, await source.OperationLog.CountAsync(e => e.Operation == Operation.LedgerCopied, Token));
    }

    [Fact]
    public async Task ACopyThatIsDone_IsNotDoneAgain()
    {
        using var target = TestDb.OnSqlite();
        await Desk.CopyAsync(A.Administrator, To(target), ct: Token);

        var refused = await Assert.ThrowsAsync<RuleException>(() => Desk.CopyAsync(A.Administrator, To(target), ct: Token));

        Assert.Contains("もう移し終わっています", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALedgerThatIsWrittenMeanwhile_IsNoCopy_AndTheOldLogSaysSo()
    {
        using var target = TestDb.OnSqlite();
        var late = A.Person(residentNumber: "4");

        var refused = await Assert.ThrowsAsync<RuleException>(() => Desk.CopyAsync(
            A.Administrator, To(target), new When(p => p.Done > 0, () => _source.Add(late, OperationLogEntry.For(A.Clerk, A.Now, Operation.PersonRegistered, late.LedgerPersonId))), Token));

        Assert.Contains("元の台帳が使われました", refused.Message, StringComparison.Ordinal);
        await using var db = _source.CreateDbContext();
        Assert.Single(await db.OperationLog.Where(e => e.Operation == Operation.LedgerCopied && e.Result == OperationResult.Failed).ToListAsync(Token));
        await using var copy = target.CreateDbContext();
        Assert.Equal(Guid.Empty, (await copy.LogHeads.SingleAsync(Token)).LogId);
    }

    [Fact]
    public async Task AChangePastTheLog_IsFoundByTheDigest()
    {
        using var target = TestDb.OnSqlite();

        var refused = await Assert.ThrowsAsync<RuleException>(() => Desk.CopyAsync(A.Administrator, To(target), new When(p => p.Done == p.Total, () =>
        {
            using var db = _source.CreateDbContext();
            db.Database.ExecuteSqlRaw("UPDATE LedgerPerson SET Name = '書換え' WHERE ResidentNumber = '3'");
        }), Token));

        Assert.Contains("写した行が元と一致しません: LedgerPerson（元 303行、写し先 303行）", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherLedger_IsNoTarget()
    {
        using var target = TestDb.OnSqlite();
        target.Add(OperationLogEntry.For(A.Clerk, A.Now, Operation.LedgerSearched));
        Assert.Contains("もう使われている台帳です", (await RefusedAsync(target)).Message, StringComparison.Ordinal);

        using var rows = TestDb.OnSqlite();
        rows.Add(A.Person());
        Assert.Contains("表 LedgerPerson に、この台帳にない行があります", (await RefusedAsync(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APortalAtWork_IsToBeStoppedFirst()
    {
        using var target = TestDb.OnSqlite();
        await using (var db = _source.CreateDbContext())
        {
            await JobLease.TakeAsync(db, "jobs", "a node", TimeSpan.FromSeconds(20), Token);
        }

        Assert.Contains("元の台帳のデータベースでポータルが動いています", (await RefusedAsync(target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATargetWithoutTheSchema_IsRefused_AndStaysEmpty()
    {
        using var target = TestDb.OnSqlite();
        await using (var db = target.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%_TwoNodes'", Token);
        }

        Assert.Contains("写し先のスキーマ", (await RefusedAsync(target)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSamePlaceTwice_AndAFileThatIsNotThere_AreRefusedInWords()
    {
        Assert.Contains("同じです", (await CopyAsync(FileOf(_source), FileOf(_source))).Error, StringComparison.Ordinal);
        Assert.Contains("ありません", (await CopyAsync(FileOf(_source), Path.Combine(_folder, "nowhere.db"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAConnection_TheSettingIsNamed()
    {
        using var error = new StringWriter();

        var code = await PortalCommands.RunAsync(["db", "copy", "--from", "sqlite", "--to", "sqlserver", "--database", FileOf(_source)], TextWriter.Null, error, Token);

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("ConnectionStrings__CopyTo", error.ToString(), StringComparison.Ordinal);
    }

    private Task<RuleException> RefusedAsync(TestDb target) => Assert.ThrowsAsync<RuleException>(() => Desk.CopyAsync(A.Administrator, To(target), ct: Token));

    private CopyTarget To(TestDb target) => new(target, ReaderOf(target));

    private LogReader ReaderOf(TestDb ledger) => new(ledger, new LogCheckpoints(Path.Combine(_folder, "points"), TestKeys.Ring, TimeProvider.System, NullLogger<LogCheckpoints>.Instance), TestKeys.Ring);

    private static async Task<(int Code, string Output, string Error)> CopyAsync(string from, string to)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PortalCommands.RunAsync(["db", "copy", "--from", "sqlite", "--to", "sqlite", "--database", from, "--to-file", to], output, error, Token);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<List<TableDigest>> DigestsAsync(TestDb ledger)
    {
        await using var db = ledger.CreateDbContext();
        var reader = new CopyReader(db);
        var digests = new List<TableDigest>();
        foreach (var table in CopyTable.All(db.GetService<IDesignTimeModel>().Model.GetRelationalModel()))
        {
            digests.Add(await reader.DigestAsync(table, Token));
        }

        return digests;
    }

    private static string FileOf(TestDb ledger) => new SqliteConnectionStringBuilder(ledger.ConnectionString).DataSource;

    /// <summary>Does something once, when the copy is so far.</summary>
    private sealed class When(Func<CopyProgress, bool> isThere, Action act) : IProgress<CopyProgress>
    {
        private bool _isDone;

        public void Report(CopyProgress value)
        {
            if (!_isDone && value.Words == "移しています" && isThere(value))
            {
                _isDone = true;
                act();
            }
        }
    }
}
