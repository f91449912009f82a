using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();

    [Fact]
    public async Task ItPrintsWhatIsLeft_ByRule_AndEndsWell()
    {
        var (faulty, sound) = (A.Person(), A.Person(name: "鈴木 一郎", kana: "スズキ イチロウ", residentNumber: "0001204874"));
        _ledger.Add(faulty, A.Dose(faulty, 2, on: "2021-07-11"), sound, A.Dose(sound));
        using StringWriter said = new(), beside = new();

        var code = await PortalCommands.RunAsync(["check", "--database", new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource], said, beside, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("回数の抜け", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("2人を点検しました", beside.ToString(), StringComparison.Ordinal);
        using var db = _ledger.CreateDbContext();
        Assert.Contains(db.OperationLog.AsEnumerable(), e => e.Operation is Operation.LedgerChecked && e.Result is OperationResult.Done);
    }

    [Fact]
    public async Task WithFix_ItShowsWhatItProposes_AndAsksOnlyWithoutPreview()
    {
        var person = A.Person();
        _ledger.Add(new VaccineLot { LotNumber = "EX3617", ProductCode = "comirnaty-original" }, person, A.Dose(person, lot: "EX36I7"));

        var (preview, shown, _) = await RunAsync("--fix", "Lot", "--preview");
        using var db = _ledger.CreateDbContext();
        Assert.Equal((ExitCode.Done, 0), (preview, db.BulkFixes.Count()));
        Assert.Contains("EX36I7", shown, StringComparison.Ordinal);

        var (asked, _, said) = await RunAsync("--fix", "Lot", "--reason", "公表されたロットと照合した");
        Assert.Equal(ExitCode.Done, asked);
        Assert.Contains("1件の訂正を申請しました", said, StringComparison.Ordinal);
        Assert.Equal("公表されたロットと照合した", Assert.Single(db.BulkFixes.ToList()).Reason);
        Assert.Equal("EX36I7", Assert.Single(db.Doses.ToList()).LotNumber);
    }

    [Theory]
    [InlineData("--fix", "Order")]
    [InlineData("--preview", null)]
    public async Task AWrongQuestion_IsRefusedInWords(string option, string? value)
    {
        var (code, _, said) = await RunAsync([option, .. value is null ? Array.Empty<string>() : [value]]);

        Assert.NotEqual(ExitCode.Done, code);
        Assert.NotEmpty(said);
    }

    private async Task<(int Code, string Said, string Beside)> RunAsync(params string[] arguments)
    {
        using StringWriter said = new(), beside = new();
        string[] all = ["check", .. arguments, "--database", new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource];
        var code = await PortalCommands.RunAsync(all, said, beside, TestContext.Current.CancellationToken);
        return (code, said.ToString(), beside.ToString());
    }

    public void Dispose() => _ledger.Dispose();
}
