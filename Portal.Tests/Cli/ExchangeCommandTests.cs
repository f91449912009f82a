using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Data;
using Portal.Domain.Ledger;
using Portal.Features.OperationLog;
using Portal.Tests.Exchange;
using Portal.Tests.Exchange.IntermediateServer;
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

    [Fact]
    public async Task TheListsOfTheIntermediateServer_ArePrinted_AndItsFilesTakenIn()
    {
        await RunAsync("migrate");
        var requests = await KeepAsync("motome.csv", SheetStandIn.Write("provision-request-1", 41, [SheetStandIn.Request("R1", "100000000001")]));
        var export = await KeepAsync("fukuhon.csv", SheetStandIn.Write("replica-export-1", 7, []));
        var answer = await KeepAsync("kaito.csv", SheetStandIn.Write("inquiry-answer-1", 9, [.. SheetStandIn.Dose(1, 1, "1", "20210620", "EX3617")]));

        var taken = await RunAsync("exchange", "provisions", "take", "--file", requests);
        var compared = await RunAsync("exchange", "comparison", "compare", "--file", export);
        var unknown = await RunAsync("exchange", "inquiries", "answer", "--file", answer);

        Assert.Contains("回答を待つもの0件、該当者なし1件", taken.Output, StringComparison.Ordinal);
        Assert.Contains("副本 0 = 同じ 0 + 違う 0 + 副本のみ 0、台帳 0", compared.Output, StringComparison.Ordinal);
        Assert.Contains("情報照会 第9号は送付していません", unknown.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, ExitCode.Done, ExitCode.Failed), (taken.Code, compared.Code, unknown.Code));
        Assert.Contains("R1", (await RunAsync("exchange", "provisions", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("送付を待っている照会 0件", (await RunAsync("exchange", "inquiries", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("医療保険各法", (await RunAsync("exchange", "permits", "list")).Output, StringComparison.Ordinal);
        Assert.Contains("保存期限を過ぎたもの 0件", (await RunAsync("exchange", "records", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("exchange", "comparison", "list")).Output.TrimEnd().Split('\n').Length);
        Assert.Contains("種類", (await RunAsync("exchange", "comparison", "show", "--run", "2")).Output, StringComparison.Ordinal);
        Assert.Contains("再送を指定できる相違がありません", (await RunAsync("exchange", "comparison", "resend", "--run", "2")).Error, StringComparison.Ordinal);
        Assert.Contains("第1号の原本照合はありません", (await RunAsync("exchange", "comparison", "show", "--run", "1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingThatTakesTwoPeople_CanBeDoneHere()
    {
        var (_, output, _) = await RunAsync("exchange", "--help");

        Assert.DoesNotContain("承認", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Misused, (await RunAsync("exchange", "inquiries", "approve", "--run", "1")).Code);
        Assert.Equal(ExitCode.Misused, (await RunAsync("exchange", "provisions", "send")).Code);
    }

    private async Task<string> KeepAsync(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await PortalCommands.RunAsync([.. args, "--database", Path.Combine(_folder, "ledger.db")], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
