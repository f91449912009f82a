using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Data;
using Portal.Domain;
using Portal.Features.OperationLog;
using Xunit;

namespace Portal.Tests.Data;

public sealed class LedgerFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-ledger-file-").FullName;

    private string Ledger => Path.Combine(_folder, "ledger.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task NobodyElse_MayReadTheLedger_ItsWriteAheadLog_OrItsCheckpoints()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps the folder's own rights.");
            return;
        }

        Assert.Equal(ExitCode.Done, await RunAsync("migrate"));
        Assert.Equal(ExitCode.Done, await RunAsync("account", "issue-first-admin", "--id", "nakamura", "--number", "0107", "--name", "中村 修", "--kana", "ナカムラ オサム", "--department", "保健総務課"));
        await using var open = new SqliteConnection($"Data Source={Ledger};Pooling=False");
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = open.CreateCommand();
        command.CommandText = "PRAGMA user_version = 1";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var files = Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

        Assert.All([Ledger, Ledger + "-wal", Ledger + "-shm"], file => Assert.Contains(file, files));
        foreach (var file in files)
        {
            Assert.Equal((file, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file, File.GetUnixFileMode(file)));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(LogCheckpoints.FolderBeside(Ledger)));
        Assert.NotEmpty(Directory.GetFiles(LogCheckpoints.FolderBeside(Ledger)));
    }

    [Fact]
    public void AfterARestoreThatEnded_WhatWasPutAsideIsNoObstacle()
    {
        var file = new LedgerFile(Ledger);
        File.WriteAllText(Ledger, "the new one");
        File.WriteAllText(file.Before(A.Now).Path, "the one before");
        File.WriteAllText(file.Before(A.Now).Path + "-wal", "its last commits");

        file.Demand(makesOne: true);

        Assert.Equal("the new one", File.ReadAllText(Ledger));
    }

    [Fact]
    public void ALedgerWhoseLastCommitsWerePutAside_IsNotStarted()
    {
        var file = new LedgerFile(Ledger);
        File.WriteAllText(Ledger, "broken");
        File.WriteAllText(file.Before(A.Now).Path + "-wal", "its last commits");

        var refused = Assert.Throws<RuleException>(() => file.Demand(makesOne: true));

        Assert.Contains("restore をもう一度実行してください", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>SQLite would take it away beside an empty file.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void WhereOnlyTheLastCommitsAreLeft_NoEmptyLedgerIsPutBeforeThem(bool makesOne)
    {
        File.WriteAllText(Ledger + "-wal", "its last commits");

        var refused = Assert.Throws<RuleException>(() => new LedgerFile(Ledger).Demand(makesOne));

        Assert.Contains($"書込みの記録 {Ledger}-wal が残っています", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Ledger));
    }

    [Fact]
    public void OnlyWhoAsksForANewLedger_GetsOne()
    {
        var refused = Assert.Throws<RuleException>(() => new LedgerFile(Ledger).Demand(makesOne: false));
        Assert.False(File.Exists(Ledger));

        new LedgerFile(Ledger).Demand(makesOne: true);

        Assert.Contains("新しい台帳は migrate で作ります", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Ledger));
    }

    [Fact]
    public async Task ALedgerMadeThroughALink_IsNobodyElses()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps the folder's own rights.");
            return;
        }

        var real = Path.Combine(_folder, "real.db");
        File.CreateSymbolicLink(Ledger, real);

        Assert.Equal(ExitCode.Done, await RunAsync("migrate"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(real));
    }

    private async Task<int> RunAsync(params string[] args) =>
        await PortalCommands.RunAsync([.. args, "--database", Ledger], TextWriter.Null, TextWriter.Null, TestContext.Current.CancellationToken);
}
