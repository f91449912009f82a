using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.DataQuality;

public sealed class FindingsPageTests : AccountPartPages
{
    private readonly FindingFixture _at = new();
    private readonly LedgerCheckRunner _runner;

    public FindingsPageTests()
    {
        _runner = new(_at.Check, NullLogger<LedgerCheckRunner>.Instance);
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.Check).AddSingleton(_runner);
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task TheList_NamesTheRule_ThePerson_AndTheFigures()
    {
        var page = Render<FindingsPage>();

        var row = page.Find("tbody tr[tabindex]").TextContent;
        Assert.Contains("間隔", row, StringComparison.Ordinal);
        Assert.Contains("佐藤 和子", row, StringComparison.Ordinal);
        Assert.Contains("1回目と2回目の間隔が10日です", row, StringComparison.Ordinal);
        Assert.Contains("間隔 1", page.Find(".finding-rules").TextContent, StringComparison.Ordinal);
        Assert.Single(await _at.LogAsync(Operation.FindingsShown));

        await page.Find("tbody tr[tabindex]").ClickAsync(new());
        Assert.EndsWith($"/ledger/people/{_at.Person.LedgerPersonId}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenPairsOfPeople_AreALineThatLeadsToTheirList()
    {
        Assert.DoesNotContain("同一人物の疑い", Render<FindingsPage>().Markup, StringComparison.Ordinal);
        _at.Ledger.Add(A.Person(residentNumber: "0001204999"));
        await new TwinDesk(_at.Ledger, _at.Time).SeekAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken);

        var link = Render<FindingsPage>().Find(".finding-rules a[href='/data-quality/twins']");

        Assert.Equal("同一人物の疑い 1組", link.TextContent);
    }

    [Fact]
    public async Task Chosen_ItIsTakenByOneself()
    {
        var page = Render<FindingsPage>();
        await page.Find("tbody input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });

        await PressAsync(page, "F4");

        Assert.Contains("対応中", page.Find("tbody tr[tabindex]").TextContent, StringComparison.Ordinal);
        Assert.Equal("高橋 恵", Assert.Single(await _at.FindingsAsync()).AssigneeName);
    }

    [Fact]
    public async Task ADismissal_AsksForAReason_AndThenTheRowIsGone()
    {
        var page = Render<FindingsPage>();
        await page.Find("tbody input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });
        await PressAsync(page, "F12");
        Assert.Contains("却下の理由を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#dismissal").InputAsync(new ChangeEventArgs { Value = "予診票のとおり" });
        await PressAsync(page, "F12");

        Assert.Contains("残っている所見はありません", page.Find(".records-empty").TextContent, StringComparison.Ordinal);
        Assert.Equal(FindingState.Dismissed, Assert.Single(await _at.FindingsAsync()).State);
    }

    [Fact]
    public async Task AFullCheck_BegunHere_RefreshesTheList()
    {
        await _at.WriteBehindAsync("UPDATE \"Dose\" SET \"AmountMl\" = 0.5 WHERE \"DoseNumber\" = 1");
        var page = Render<FindingsPage>();
        Assert.Contains("まだ行っていません", page.Find(".finding-run").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "F9");
        await _runner.Running;

        await page.WaitForAssertionAsync(() => Assert.Contains("1人を点検しました。残り 2件。", page.Markup, StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("tbody tr[tabindex]").Count));
    }

    [Fact]
    public void OneWhoOnlyLooks_HasNothingToChooseOrStart()
    {
        SignIn(A.Viewer, Role.Viewer);

        var page = Render<FindingsPage>();

        Assert.NotEmpty(page.FindAll("tbody tr[tabindex]"));
        Assert.Empty(page.FindAll("input[type=checkbox], [data-key=F9], [data-key=F12]"));
    }

    [Fact]
    public async Task ThePrint_CarriesItsPurpose()
    {
        var page = Render<FindingsPage>();
        await PressAsync(page, "F8");
        await page.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "月例の点検" });

        await PressAsync(page, "F12");

        Assert.Contains("月例の点検", page.Find(".print-head").TextContent, StringComparison.Ordinal);
        Assert.Single(await _at.LogAsync(Operation.FindingsPrinted));
    }

    [Fact]
    public async Task TheRules_AreSwitchedOffByTheApprover_WithAReason()
    {
        SignIn(A.Manager, Role.Approver);
        var page = Render<FindingRulesPage>();
        Assert.Equal(FindingRules.All.Count, page.FindAll("tbody tr").Count);
        await page.Find("[aria-label=間隔を止める]").ClickAsync(new());
        await page.Find("#off-reason").ChangeAsync(new ChangeEventArgs { Value = "見直し中のため" });

        await PressAsync(page, "F12");

        Assert.Contains("見直し中のため", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[aria-label=間隔を戻す]"));
        await page.Find("[aria-label=同一人物の疑いを止める]").ClickAsync(new());
        await page.Find("#off-reason").ChangeAsync(new ChangeEventArgs { Value = "見直し中のため" });
        await PressAsync(page, "F12");
        await page.Find("[aria-label=同一人物の疑いを戻す]").ClickAsync(new());
        Assert.Contains("自動で照合し、重複の候補に入ります", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _runner.Dispose();
        _at.Dispose();
        base.Dispose(disposing);
    }
}
