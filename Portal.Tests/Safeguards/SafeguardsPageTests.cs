using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Safeguards;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Safeguards;

public sealed class SafeguardsPageTests : AccountPartPages
{
    private readonly SafeguardsFixture _at = new();
    private readonly Staff _manager = A.Manager with { StaffMemberId = Guid.CreateVersion7() };

    public SafeguardsPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk);
        SignIn(_manager, Role.Approver);
    }

    [Fact]
    public async Task TheBoard_ShowsTheWordsOfTheCity_TheEvidence_AndTheWayToTheProof()
    {
        var page = await ShowAsync();

        var row = Row(page, "共用IDの職員・端末の特定");
        Assert.Contains("「当該IDを使用する職員・端末を特定し", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("共用ID 1件すべてに職員・端末の登録あり", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("!要確認", row.QuerySelector("td .tag.warn")!.TextContent);
        Assert.Equal("/accounts/shared", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(Promises.All.Count, page.FindAll("tbody tr[tabindex]").Count);
        Assert.Contains("令和8年11月23日 10:42 時点", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScreenOneMayNotOpen_IsNamed_AndNoLink()
    {
        SignIn(A.Administrator, Role.Administrator);

        var row = Row(await ShowAsync(), "操作ログの定期・随時の確認");

        Assert.Null(row.QuerySelector("a"));
        Assert.Contains("ログ点検", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("outside")]
    [InlineData("open")]
    public async Task Lines_AreNarrowed(string show)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/safeguards?show={show}");
        var board = await _at.Desk.ShowAsync(_manager, Xunit.TestContext.Current.CancellationToken);

        var page = await ShowAsync();

        Assert.Equal(board.Lines.Count(l => show == "outside" ? l.Evidence is null : l.State is not EvidenceState.Kept), page.FindAll("tbody tr[tabindex]").Count);
    }

    [Fact]
    public async Task ALine_LeadsToItsInspections()
    {
        var page = await ShowAsync();

        await Row(page, "入退室管理・施錠").ClickAsync(new());

        Assert.EndsWith("/safeguards/rooms", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInspection_IsEntered_AndStandsInTheHistory()
    {
        var page = Render<SafeguardPage>(p => p.Add(x => x.Key, "rooms"));
        Assert.Contains("自己点検の記録がまだありません。", page.Find(".notice").TextContent, StringComparison.Ordinal);
        // Nothing is chosen before the inspector chooses.
        Assert.Empty(page.FindAll("input[name=result][checked]"));
        await PressAsync(page, "F12");
        Assert.Equal(["結果を選んでく", "点検した内容を"], page.FindAll(".field-error").Select(e => e.TextContent.Trim(' ', '✕')[..7]));

        await page.Find("#note").InputAsync(new ChangeEventArgs { Value = "入退室簿の10月分を確認した" });
        await page.FindAll("input[name=result]")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await PressAsync(page, "F12");

        Assert.Equal(["令和8年11月23日", "!一部不備", "入退室簿の10月分を確認した", "吉田 明", "令和8年11月23日 10:42"], page.FindAll("tbody tr[tabindex] > *").Select(c => c.TextContent.Trim()));
        Assert.Contains("要確認", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Find("#note").GetAttribute("value") ?? "");
        await PressAsync(page, "F12");
        Assert.Empty(page.FindAll(".field-error, [role=alert]"));
        Assert.Single(await _at.LogAsync(Operation.SelfInspected));
    }

    [Fact]
    public void RecordsToBePutRight_AreNamedByTheirNumber_ForWhoeverMaySeeTheLedger()
    {
        var open = A.Person();
        open.IsProtected = true;
        _at.Ledger.Add(open, A.Person("佐藤 一郎", residentNumber: "2"));

        var link = Assert.Single(Render<SafeguardPage>(p => p.Add(x => x.Key, "auto-reply")).FindAll(".open-record"));

        Assert.Equal(("0001204873", Addresses.Person(open.LedgerPersonId)), (link.TextContent, link.GetAttribute("href")));
        SignIn(A.Administrator, Role.Administrator);
        Assert.Empty(Render<SafeguardPage>(p => p.Add(x => x.Key, "auto-reply")).FindAll(".open-record"));
    }

    [Fact]
    public void WhoeverOnlyLooks_HasNoForm()
    {
        SignIn(A.Administrator, Role.Administrator);

        Assert.Empty(Render<SafeguardPage>(p => p.Add(x => x.Key, "rooms")).FindAll("[data-key=F12]"));
    }

    [Fact]
    public void APromiseNobodyMade_IsSaid() =>
        Assert.Contains("この項目は見つかりません", Render<SafeguardPage>(p => p.Add(x => x.Key, "nothing")).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task APrint_IsWrittenDownBeforeItIsMade()
    {
        var page = await ShowAsync();

        await PressAsync(page, "F8");

        Assert.NotEmpty(page.FindAll("print-sheet"));
        Assert.Equal("印刷", Assert.Single(await _at.LogAsync(Operation.SafeguardsExported)).Detail);
    }

    private async Task<IRenderedComponent<SafeguardsPage>> ShowAsync()
    {
        var page = Render<SafeguardsPage>();
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("tbody tr[tabindex]")));
        return page;
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<SafeguardsPage> page, string title) =>
        page.FindAll("tbody tr[tabindex]").Single(r => r.QuerySelector(".promise-title")!.TextContent.EndsWith(title, StringComparison.Ordinal));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
