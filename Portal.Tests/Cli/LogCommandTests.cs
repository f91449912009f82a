using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Cli;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Tests.OperationLog;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class LogCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly LogCheckpoints _checkpoints;

    public LogCommandTests() => _checkpoints = new(LogCheckpoints.FolderBeside(LedgerFile), TestKeys.Ring, TimeProvider.System, NullLogger<LogCheckpoints>.Instance);

    private string LedgerFile => new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource;

    [Fact]
    public async Task AWholeLog_EndsWellFor_TheShell()
    {
        await WriteAsync(3);

        var (code, output, error) = await RunAsync("log", "verify");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.StartsWith("操作ログの検証: 異常なし（3行、末尾 3番", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATouchedLog_FailsFor_TheShell_AndNamesTheFirstRow()
    {
        await WriteAsync(4);
        await TamperAsync(t => t.DeleteAsync(2));

        var (code, output, _) = await RunAsync("log", "verify");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("2番の行がありません", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestore_IsWrittenDown_WithItsReason()
    {
        await RunAsync("log", "verify");
        await RunAsync("log", "verify");
        await TamperAsync(t => t.CutOffAfterAsync(1));
        Assert.Equal(ExitCode.Failed, (await RunAsync("log", "verify")).Code);

        var (code, output, error) = await RunAsync("log", "restored", "--reason", "11月22日のバックアップから戻した");

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("1番まで", output, StringComparison.Ordinal);
        Assert.Contains("復元の記録", (await RunAsync("log", "verify")).Output, StringComparison.Ordinal);
        await using var db = _ledger.CreateDbContext();
        Assert.Contains(db.OperationLog.AsEnumerable(), e => e.Operation == Operation.LogRestored);
    }

    [Fact]
    public async Task AWipedLog_IsNamed_UntilItIsWrittenDownAsMeant()
    {
        await WriteAsync(5);
        await using (var db = _ledger.CreateDbContext())
        {
            await Tampering.BeginAsync(db);
            await db.Database.ExecuteSqlRawAsync(
                "DELETE FROM \"OperationLog\"; UPDATE \"LogHead\" SET \"Sequence\" = 0, \"Seal\" = zeroblob(0), \"LogId\" = '00000000-0000-0000-0000-000000000000'", TestContext.Current.CancellationToken);
        }

        foreach (var _ in new[] { "once", "and again, with rows of its own by now" })
        {
            var (code, output, _) = await RunAsync("log", "verify");
            Assert.Equal(ExitCode.Failed, code);
            Assert.Contains("別の操作ログ（5番まで）", output, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Done, (await RunAsync("log", "restored", "--reason", "試験用の台帳を作り直した")).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("log", "verify")).Code);
    }

    public void Dispose()
    {
        _checkpoints.Dispose();
        _ledger.Dispose();
    }

    private Task WriteAsync(int rows) => LogFixture.WriteAsync(_ledger.FactoryWith(new LogChain(TestKeys.Ring, _checkpoints)), _checkpoints, rows);

    private async Task TamperAsync(Func<Tampering, Task<long>> act)
    {
        await using var db = _ledger.CreateDbContext();
        await act(await Tampering.BeginAsync(db));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await PortalCommands.RunAsync([.. args, "--database", LedgerFile], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
