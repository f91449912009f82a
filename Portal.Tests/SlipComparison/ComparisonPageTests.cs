using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.SlipComparison;

public sealed class ComparisonPageTests : AccountPartPages
{
    private readonly SlipFixture _at = new();

    public ComparisonPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Starts).AddSingleton(_at.Desk).AddSingleton(_at.Shows).AddSingleton(_at.Differences).AddSingleton(_at.Results);
        SignIn(_at.Screen, Role.Editor);
    }

    [Fact]
    public async Task TheStart_SaysHowManyThereAre_AndOpensTheFullScreen()
    {
        var page = Render<NewComparisonPage>();
        await page.Find("#month").ChangeAsync(new ChangeEventArgs { Value = "2021-06-01" });
        await page.Find("#institution").ChangeAsync(new ChangeEventArgs { Value = SlipFixture.Clinic });
        Assert.Contains("5件", page.Find(".slip-size").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "F12");
        Assert.Contains("紙を読む人を選んで", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.FindAll("input[name=extent]")[1].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("#sample").ChangeAsync(new ChangeEventArgs { Value = "３" });
        await page.Find("#reader").ChangeAsync(new ChangeEventArgs { Value = $"{_at.ReaderId}" });

        await PressAsync(page, "F12");

        Assert.Equal(3, (await _at.LinesAsync()).Count);
        Assert.EndsWith("/compare", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheList_OpensTheSheet()
    {
        var comparison = await _at.StartAsync();
        var page = Render<ComparisonsPage>();

        var row = page.Find("tbody tr[tabindex]");
        Assert.Contains("うしお内科クリニック 令和3年6月分", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("開始前", row.TextContent, StringComparison.Ordinal);
        await row.ClickAsync(new());

        Assert.EndsWith(Addresses.Comparison(comparison.ComparisonId), Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndedSample_CanBeDrawnAgain_AndSaysWhatThatDoes()
    {
        var open = await _at.StartAsync(sample: 2);
        Assert.DoesNotContain("同じ抽出", Render<ComparisonPage>(p => p.Add(x => x.Id, open.ComparisonId)).Markup, StringComparison.Ordinal);
        var ended = await _at.EndedSampleAsync(2);
        var page = Render<ComparisonPage>(p => p.Add(x => x.Id, ended.ComparisonId));
        await page.FindAll("button").Single(b => b.TextContent.Contains("同じ抽出", StringComparison.Ordinal)).ClickAsync(new());
        Assert.Contains("前と同じ記録が選ばれます", page.Find(".form").TextContent, StringComparison.Ordinal);
        Assert.Contains($"{ended.Seed:00000000}", page.Find(".form").TextContent, StringComparison.Ordinal);
        await page.Find("#reader").ChangeAsync(new ChangeEventArgs { Value = $"{_at.ReaderId}" });

        await PressAsync(page, "F12");

        var again = (await _at.Results.ListAsync(_at.Screen, Xunit.TestContext.Current.CancellationToken))[0].Comparison;
        Assert.Equal((3, ended.Seed), (again.Number, again.Seed));
        Assert.EndsWith(Addresses.Comparison(again.ComparisonId), Address, StringComparison.Ordinal);

        // The same page goes on with another sheet.
        page.Render(p => p.Add(x => x.Id, again.ComparisonId));
        Assert.Contains("第3回", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Contains("第2回（2件のうち同じ記録 2件）", page.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADifference_IsCorrectedFromTheSheet_WithWhatWasNoted()
    {
        var page = await OpenAsync(differing: 2);
        var line = (await _at.LinesAsync())[1];
        await _at.Differences.NoteAsync(_at.Screen, line.ComparisonLineId, new Dictionary<ComparedPart, string?> { [new(Portal.Domain.Corrections.RecordKind.Dose, "lotNumber")] = "EX3618" });

        await page.Find("[aria-label='2番を訂正する']").ClickAsync(new());
        Assert.Equal("EX3618", page.Find("#field-lotNumber").GetAttribute("value"));
        await PressAsync(page, "F12");

        Assert.Equal("EX3618", (await _at.DoseAsync(1)).LotNumber);
        Assert.Contains("訂正済み", page.Find("tbody tr[tabindex]").TextContent, StringComparison.Ordinal);
        Assert.Empty(await _at.PaperAsync());
    }

    [Fact]
    public async Task ADifference_IsLeftWithAReason()
    {
        var page = await OpenAsync(differing: 2);
        await page.Find("[aria-label='2番を訂正しない']").ClickAsync(new());
        await page.Find("#reason").InputAsync(new ChangeEventArgs { Value = "医療機関に照会済み" });

        await PressAsync(page, "F12");

        Assert.Contains("医療機関に照会済み", page.Find("tbody tr[tabindex]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSignOff_IsTheManagers()
    {
        Assert.Empty((await OpenAsync()).FindAll("#sign-off"));
        SignIn(_at.Manager, Role.Approver);
        var page = Render<ComparisonPage>(p => p.Add(x => x.Id, Comparison.ComparisonId));
        await page.Find("#sign-off").InputAsync(new ChangeEventArgs { Value = "全件一致を確認" });

        await PressAsync(page, "F12");

        Assert.Contains("確定済み", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("全件一致を確認", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#sign-off, [data-key=F2]"));
    }

    [Fact]
    public async Task ThePrint_HasItsPurpose_AndBoxesToSign()
    {
        var page = await OpenAsync(differing: 2);
        await PressAsync(page, "F8");
        await page.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "確定の決裁" });

        await PressAsync(page, "F12");

        Assert.Contains("確定の決裁", page.Find(".print-head").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".sign-boxes > span").Count);
        Assert.Single(await _at.LogAsync(Operation.ComparisonPrinted));
    }

    private Comparison Comparison { get; set; } = null!;

    private async Task<IRenderedComponent<ComparisonPage>> OpenAsync(params int[] differing)
    {
        Comparison = await _at.StartAsync();
        await _at.AnswerAllAsync(Comparison, differing);
        return Render<ComparisonPage>(p => p.Add(x => x.Id, Comparison.ComparisonId));
    }

    protected override void Dispose(bool disposing)
    {
        _at.Dispose();
        base.Dispose(disposing);
    }
}
