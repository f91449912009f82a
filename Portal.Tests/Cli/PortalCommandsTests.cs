using Microsoft.Data.Sqlite;
using Portal.Cli;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class PortalCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-cli-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true, "demo", "--people", "3")]
    [InlineData(true, "no-such-command")]
    [InlineData(true, "--help")]
    [InlineData(true, "--no-such-option")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://127.0.0.1:5080")]
    [InlineData(false, "--Demo:People", "0")]
    [InlineData(false, "--environment=Development")]
    public void OnlyOptionsOfTheWebApplication_StartTheWebApplication(bool isCommand, params string[] args) =>
        Assert.Equal(isCommand, PortalCommands.AreMeant(args));

    [Fact]
    public async Task Help_ListsEveryCommand()
    {
        var (code, output, error) = await RunAsync("--help");

        Assert.Equal(ExitCode.Done, code);
        Assert.All(["demo", "migrate", "--database"], word => Assert.Contains(word, output, StringComparison.Ordinal));
        Assert.Empty(error);
    }

    [Theory]
    [InlineData("migrat", "migrate ではありませんか")]
    [InlineData("demo --peple 3", "--people ではありませんか")]
    [InlineData("demo --people many", "--help")]
    [InlineData("demo --people 0", "1から1,000,000まで")]
    [InlineData("demo --doses 9", "0.5から6まで")]
    [InlineData("migrate --database", "--database")]
    public async Task ACommandLineNotUnderstood_IsRefusedInOneLine(string line, string words)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal(ExitCode.Misused, code);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(output);
    }

    [Fact]
    public async Task Demo_WritesALedger_AndPrintsWhatItPlanted()
    {
        var (code, output, error) = await RunAsync("demo", "--people", "300", "--database", File("a.db"));

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("被接種者 300人", output, StringComparison.Ordinal);
        Assert.Contains("接種間隔の不足 1", output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Demo_OnItsOwnFinishedLedger_ChangesNothing()
    {
        await RunAsync("demo", "--people", "300", "--database", File("a.db"));

        var (code, output, _) = await RunAsync("demo", "--people", "300", "--database", File("a.db"));

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("すでに完成しています", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_OnALedgerOfOthers_IsRefused()
    {
        await RunAsync("demo", "--people", "300", "--database", File("a.db"));

        var (code, output, error) = await RunAsync("demo", "--people", "200", "--database", File("a.db"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("すでに他の人が登録されています", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Demo_Stopped_SaysHowToGoOn()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        var (code, _, error) = await RunUntilAsync(["demo", "--people", "300", "--database", File("a.db")], stopped.Token);

        Assert.Equal(ExitCode.Cancelled, code);
        Assert.StartsWith("中断しました。", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_MakesAnEmptyLedger_AndMayBeRepeated()
    {
        Assert.Equal(ExitCode.Done, (await RunAsync("migrate", "--database", File("b.db"))).Code);
        Assert.Equal(ExitCode.Done, (await RunAsync("migrate", "--database", File("b.db"))).Code);
        Assert.True(System.IO.File.Exists(File("b.db")));
    }

    /// <summary>As a variable of the shell that was not set leaves it.</summary>
    [Theory]
    [InlineData("--database", "migrate", "--database", "")]
    [InlineData("--database", "log", "verify", "--database", " ")]
    [InlineData("--file", "keys", "init", "--file", "")]
    public async Task AnOptionWithoutAName_IsRefusedInOneLine(string option, params string[] command)
    {
        var (code, _, error) = await RunAsync(command);

        Assert.Equal(ExitCode.Misused, code);
        Assert.StartsWith($"{option} にファイルの名前を指定してください。", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory, InlineData("migrate"), InlineData("log", "verify")]
    public async Task AFolderInThePlaceOfALedger_IsToldFromAFile(params string[] command)
    {
        var (code, _, error) = await RunAsync([.. command, "--database", _folder]);

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"{_folder} はフォルダです。", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderThatIsNotThere_IsNamed()
    {
        var (code, _, error) = await RunAsync("migrate", "--database", Path.Combine(_folder, "nowhere", "b.db"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("nowhere がありません", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "nowhere")));
    }

    [Fact]
    public async Task AFileThatIsNoLedger_IsRefusedInWords()
    {
        await System.IO.File.WriteAllTextAsync(File("notes.txt"), new string('x', 4096), TestContext.Current.CancellationToken);

        var (code, _, error) = await RunAsync("migrate", "--database", File("notes.txt"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("台帳のファイルではありません", error, StringComparison.Ordinal);
    }

    private string File(string name) => Path.Combine(_folder, name);

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunUntilAsync(args, TestContext.Current.CancellationToken);

    private static async Task<(int Code, string Output, string Error)> RunUntilAsync(string[] args, CancellationToken cancellationToken)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PortalCommands.RunAsync(args, output, error, cancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
