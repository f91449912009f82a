using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Tests.Exchange;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class ExchangeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-cli-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Reconcile_PrintsTotalsThatBalance_AndRefusesACountThatDoesNot()
    {
        await RunAsync("migrate");
        var file = Path.Combine(_folder, "vrs.csv");
        await File.WriteAllTextAsync(file, Csv.Lines(Csv.Vrs("77", Csv.Dose())), TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync("exchange", "vrs", "reconcile", "--file", file);
        var (refused, _, error) = await RunAsync("exchange", "vrs", "reconcile", "--file", file, "--lines", "2");

        Assert.Equal((ExitCode.Done, ExitCode.Failed), (code, refused));
        Assert.Contains("ファイル 1 = 同じ 0 + 違う 0 + 相手のみ 0 + 照合できない 1", output, StringComparison.Ordinal);
        Assert.Contains("台帳 0 = 同じ 0 + 違う 0 + 台帳のみ 0", output, StringComparison.Ordinal);
        Assert.Contains("件数2件と違います", error, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCommands.RunAsync([.. args, "--database", Path.Combine(_folder, "ledger.db")], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
