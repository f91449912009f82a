using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Data;
using Portal.Domain.Ledger;
using Portal.Features.OperationLog;
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

    [Fact]
    public async Task Transfers_AreListed_ButNotMadeHere_AndAResultNeedsItsRun()
    {
        await RunAsync("migrate");

        var (listed, table, _) = await RunAsync("exchange", "vrs", "transfers", "list");
        var (made, _, refusal) = await RunAsync("exchange", "vrs", "transfers", "make");
        var (shown, _, missing) = await RunAsync("exchange", "vrs", "transfers", "show", "--run", "7");

        Assert.Equal((ExitCode.Done, ExitCode.Failed, ExitCode.Failed), (listed, made, shown));
        Assert.Contains("未処理の候補", table, StringComparison.Ordinal);
        Assert.Contains("画面の「転入者の照会」", refusal, StringComparison.Ordinal);
        Assert.Contains("連携 第7号の一括照合はありません", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_AreTakenListedAndAnswered_ButAboutSomebodyProtectedOnTheScreenOnly()
    {
        await RunAsync("migrate");
        await AddAsync(A.Person(residentNumber: "77"), A.Person(residentNumber: "78"));
        string[] take = ["exchange", "vrs", "requests", "take", "--from", "131016", "--received", "2024-03-01", "--basis", "consent", "--document"];

        var (taken, number, _) = await RunAsync([.. take, "千区-1", "--resident-number", "77"]);
        var (wrong, _, problems) = await RunAsync([.. take, "千区-2", "--resident-number", "x"]);
        var (none, _, _) = await RunAsync("exchange", "vrs", "requests", "answer", "--request", "1", "--none", "--reason", "接種記録がないため");
        var (over, table, _) = await RunAsync("exchange", "vrs", "requests", "list", "--over");

        Assert.Equal((ExitCode.Done, ExitCode.Failed, ExitCode.Done, ExitCode.Done), (taken, wrong, none, over));
        Assert.Contains("受付番号1 該当者あり", number, StringComparison.Ordinal);
        Assert.Contains("宛名番号を15桁以内", problems, StringComparison.Ordinal);
        Assert.Contains("該当なしと回答", table, StringComparison.Ordinal);
        await AddAsync(Protected("79"));
        var (refused, _, words) = await RunAsync([.. take, "千区-3", "--resident-number", "79"]);
        Assert.Equal(ExitCode.Failed, refused);
        Assert.Contains("コマンドでは扱えません", words, StringComparison.Ordinal);
    }

    private static LedgerPerson Protected(string residentNumber)
    {
        var person = A.Person(residentNumber: residentNumber);
        person.IsProtected = true;
        return person;
    }

    private async Task AddAsync(params LedgerPerson[] people)
    {
        await using var db = new PortalDbSetup.SqliteFactory($"Data Source={Path.Combine(_folder, "ledger.db")}", LogChain.None).CreateDbContext();
        db.AddRange(people);
        await db.SaveChangesAsync();
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCommands.RunAsync([.. args, "--database", Path.Combine(_folder, "ledger.db")], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
