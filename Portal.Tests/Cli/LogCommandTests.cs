using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Tests.OperationLog;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class LogCommandTests : IDisposable
{
    private readonly LogCheckpoints _checkpoints = TestKeys.Checkpoints();
    private readonly TestDb _ledger;

    public LogCommandTests() => _ledger = TestDb.On(Engine.Sqlite, new LogChain(TestKeys.Ring, _checkpoints));

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

    public void Dispose()
    {
        _checkpoints.Dispose();
        _ledger.Dispose();
    }

    private Task WriteAsync(int rows) => LogFixture.WriteAsync(_ledger, _checkpoints, rows);

    private async Task TamperAsync(Func<Tampering, Task<long>> act)
    {
        await using var db = _ledger.CreateDbContext();
        await act(await Tampering.BeginAsync(db));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var file = new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource;
        var code = await PortalCommands.RunAsync([.. args, "--database", file], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
