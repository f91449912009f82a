using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Tests.Exchange;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class ImportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-cli-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task TakesAFileIn_AndPrintsTotalsThatBalance()
    {
        await RunAsync("migrate");

        var (code, output, _) = await ImportAsync(Csv.Lines(Csv.Resident(), Csv.Resident(number: "x")), "--as", "residents");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("2行 = 新規 1 + 変更 0 + 同じ 0 + 保留 0 + 拒否 1", output, StringComparison.Ordinal);
        Assert.Contains("2行目 宛名番号: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_ChangesNothing()
    {
        await RunAsync("migrate");

        await ImportAsync(Csv.Lines(Csv.Resident()), "--as", "residents", "--dry-run");
        var (_, output, _) = await ImportAsync(Csv.Lines(Csv.Resident()), "--as", "residents");

        Assert.Contains("新規 1", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Done)]
    [InlineData(ExitCode.Failed, "--strict")]
    [InlineData(ExitCode.Done, "--strict", "--repair-zeros")]
    public async Task Strict_RefusesAFileWithALineThatCannotBeRead(int expected, params string[] options)
    {
        await RunAsync("migrate");

        var (code, output, _) = await ImportAsync(Csv.Lines(Csv.Resident(postal: "470024")), ["--as", "residents", .. options]);

        Assert.Equal(expected, code);
        Assert.Contains("先頭の0が失われた郵便番号", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileOfAnotherKind_IsOneLineOnTheErrorStream()
    {
        await RunAsync("migrate");

        var (code, _, error) = await ImportAsync(Csv.Lines(Csv.Resident()), "--as", "vrs");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("9列から73列", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "x.csv")]
    [InlineData("import", "x.csv", "--as", "people")]
    [InlineData("import", "--as", "vrs")]
    public async Task AnIncompleteCommand_IsMisused(params string[] args) => Assert.Equal(ExitCode.Misused, (await RunAsync(args)).Code);

    private async Task<(int Code, string Output, string Error)> ImportAsync(string text, params string[] options)
    {
        var file = Path.Combine(_folder, "file.csv");
        await File.WriteAllTextAsync(file, text);
        return await RunAsync(["import", file, .. options]);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PortalCommands.RunAsync([.. args, "--database", Path.Combine(_folder, "ledger.db")], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
