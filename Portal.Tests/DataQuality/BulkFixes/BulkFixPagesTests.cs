using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.DataQuality.BulkFixes;

public sealed class BulkFixPagesTests : AccountPartPages
{
    private readonly BulkFixFixture _at = new();

    public BulkFixPagesTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.List);
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task Proposals_AreTickedWhereLikely_AndAskedForWithAReason()
    {
        var page = Render<NewBulkFixPage>(p => p.Add(x => x.Word, "Lot"));
        Assert.Equal(3, page.FindAll("tbody input[type=checkbox][checked]").Count);
        Assert.Contains("EX36I7", page.Find("tbody").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "F12");
        Assert.Contains("訂正の理由を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("tbody input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = false });
        await page.Find("#fix-reason").InputAsync(new ChangeEventArgs { Value = "予診票のシールと照合した" });
        Assert.Contains("2件の訂正を申請する", page.Find(".submit-bar").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "F12");

        var fix = Assert.Single(await _at.List.ShowAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(2, fix.Count);
        Assert.EndsWith($"/data-quality/bulk-fixes/{fix.BulkFixId}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleNobodyKnows_SaysSo()
    {
        var page = Render<NewBulkFixPage>(p => p.Add(x => x.Word, "Order"));

        Assert.Contains("まとめて訂正できません", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheApprover_Approves_AndTakesItBackWithAReason()
    {
        var id = await _at.RequestAsync();
        SignIn(A.Manager, Role.Approver);
        var page = Render<BulkFixPage>(p => p.Add(x => x.Id, id));

        await PressAsync(page, "F12");
        Assert.Contains("訂正した 3件", page.Markup, StringComparison.Ordinal);

        await page.Find(".submit-bar button").ClickAsync(new());
        Assert.Contains("取消しの理由を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#undo-reason").InputAsync(new ChangeEventArgs { Value = "別のロットの予診票だった" });
        await page.Find(".submit-bar button").ClickAsync(new());

        Assert.Contains("元に戻した 3件", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".submit-bar"));
    }

    [Fact]
    public async Task OneThatChangedNothing_OffersNoUndo_AndSaysWhy()
    {
        var id = await _at.RequestAndApproveInVainAsync();
        SignIn(A.Manager, Role.Approver);

        var page = Render<BulkFixPage>(p => p.Add(x => x.Id, id));

        Assert.Empty(page.FindAll("#undo-reason, .submit-bar button"));
        Assert.Contains("取り消すものはありません", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Esc_LeadsBackToTheList_AlsoFromOneThatIsNotThere()
    {
        var id = await _at.RequestAsync();

        Assert.Equal(Addresses.BulkFixes, Render<BulkFixPage>(p => p.Add(x => x.Id, id)).Find("[data-key=Esc]").GetAttribute("href"));
        Assert.Equal(Addresses.BulkFixes, Render<BulkFixPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Find("[data-key=Esc]").GetAttribute("href"));
    }

    [Fact]
    public async Task TheRequester_CanOnlyWithdraw()
    {
        var id = await _at.RequestAsync();
        var page = Render<BulkFixPage>(p => p.Add(x => x.Id, id));

        Assert.Contains("自分の申請は承認できません", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "F12");

        Assert.Equal(BulkFixState.Withdrawn, Assert.Single(await _at.List.ShowAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task TheList_LeadsToOne_AndSaysWhenEmpty()
    {
        Assert.Contains("一括訂正はまだありません", Render<BulkFixesPage>().Markup, StringComparison.Ordinal);
        var id = await _at.RequestAsync();

        var page = Render<BulkFixesPage>();
        await page.Find("tbody tr[tabindex]").ClickAsync(new());

        Assert.EndsWith($"/data-quality/bulk-fixes/{id}", Address, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _at.Dispose();
        base.Dispose(disposing);
    }
}
