using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Cli;
using Portal.Data;
using Portal.Demo;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class KeysCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-keys-").FullName;

    private string Keys => Path.Combine(_folder, "secret", "keys.json");

    private string Ledger => Path.Combine(_folder, "ledger.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Init_MakesAFileWithoutALedger_SaysWhatToDo_AndNeverOverwrites()
    {
        var (code, output, error) = await RunAsync("init");
        var before = await File.ReadAllTextAsync(Keys, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Keys:File", output, StringComparison.Ordinal);
        Assert.Contains("控え", error, StringComparison.Ordinal);
        var (again, _, refused) = await RunAsync("init");
        Assert.Equal(ExitCode.Failed, again);
        Assert.Contains("すでにあります", refused, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Keys, TestContext.Current.CancellationToken));
        AssertShowsNoKey(output + error + refused);
    }

    [Fact]
    public async Task Init_WhereAFolderIs_SaysSo_AndLeavesNoKeyBehind()
    {
        Directory.CreateDirectory(Keys);

        var (code, _, error) = await RunAsync("init");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("はフォルダです", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Init_WithoutAFile_AndAnUnknownUse_AreRefusedInOneLine()
    {
        foreach (var (line, words) in new[] { ("keys init", "--file"), ("keys rotate my-numbers", "my-number"), ("keys remove my-number one", "--help") })
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            Assert.Equal(ExitCode.Misused, await PortalCommands.RunAsync(line.Split(' '), output, error, TestContext.Current.CancellationToken));
            Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
            Assert.Single(error.ToString().TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public async Task List_SaysWhatHangsOnEachKey_AndShowsNone()
    {
        await FillAsync();

        var (code, output, _) = await RunAsync("list");

        Assert.Equal(ExitCode.Done, code);
        Assert.Matches(@"operation-log\s+操作ログの封印\s+1\s+[-\d]+ [:\d]+\s+1\s+使用中", output);
        Assert.Matches(@"my-number\s+個人番号の暗号化\s+1\s+[-\d]+ [:\d]+\s+\d+\s+使用中", output);
        AssertShowsNoKey(output);
    }

    [Fact]
    public async Task RotatingMyNumbers_WritesEveryRowAnew_AndTheOldKeyMayBeRemoved()
    {
        await FillAsync();
        var (_, _, inUse) = await RunAsync("remove", "my-number", "1");

        var (code, output, error) = await RunAsync("rotate", "my-number");
        var (removed, _, _) = await RunAsync("remove", "my-number", "1");
        var (_, list, _) = await RunAsync("list");

        Assert.Contains("先に keys rotate で", inUse, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("個人番号の暗号化 第2号", output, StringComparison.Ordinal);
        Assert.Contains("控えを取り直してください", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, removed);
        Assert.DoesNotMatch(@"my-number\s+個人番号の暗号化\s+1 ", list);
        Assert.Equal(2, Log(Operation.MyNumberRekeyed).Count);
        AssertShowsNoKey(output + error + list);
    }

    [Fact]
    public async Task RotatingTheLog_IsTheFirstRowOfTheNewKey_AndTheOldOneIsKeptForEver()
    {
        await FillAsync();

        var (code, _, _) = await RunAsync("rotate", "operation-log");
        var (removed, _, refused) = await RunAsync("remove", "operation-log", "1");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(2, Assert.Single(Log(Operation.LogKeyRotated)).KeyId);
        Assert.Equal(ExitCode.Failed, removed);
        Assert.Contains("検証できなくなるため、除けません", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyNobodyHas_IsToldSo()
    {
        await FillAsync();

        var (code, _, error) = await RunAsync("remove", "my-number-index", "7");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("鍵束にありません", error, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await RunAsync("init");
        using var output = new StringWriter();
        Assert.Equal(ExitCode.Done, await PortalCommands.RunAsync(["migrate", "--database", Ledger], output, output, TestContext.Current.CancellationToken));
        var keys = new KeyRing(new KeyFile(Keys));
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={Ledger}", new LogChain(keys, new LogCheckpoints(TestKeys.CheckpointFolder, keys, TimeProvider.System, NullLogger<LogCheckpoints>.Instance)));
        await new DemoFill(factory, TimeProvider.System, new Features.Ledger.MyNumbers.MyNumberVault(keys))
            .RunAsync(new DemoLedger(300), Domain.Accounts.Staff.System("test"), _ => { }, TestContext.Current.CancellationToken);
    }

    private List<OperationLogEntry> Log(Operation operation)
    {
        using var db = new PortalDbSetup.SqliteFactory($"Data Source={Ledger}", LogChain.None).CreateDbContext();
        return [.. db.OperationLog.Where(e => e.Operation == operation)];
    }

    private void AssertShowsNoKey(string text) =>
        Assert.All(new KeyRing(new KeyFile(Keys)).All, key => Assert.DoesNotContain(Convert.ToBase64String(key.Bytes)[..12], text, StringComparison.Ordinal));

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PortalCommands.RunAsync(["keys", .. args, "--file", Keys, "--database", Ledger], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
