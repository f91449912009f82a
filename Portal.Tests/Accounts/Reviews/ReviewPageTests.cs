using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.Reviews;
using Xunit;

namespace Portal.Tests.Accounts.Reviews;

public sealed class ReviewPageTests : AccountPartPages
{
    private readonly ReviewFixture _at = new();

    public ReviewPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.Search);
        SignIn(AnAccount.Chief with { Department = "保健総務課" }, Role.Approver);
    }

    [Fact]
    public void TheList_SaysWhenTheNextReviewIsDue_AndThatThereWasNone()
    {
        var page = Render<ReviewsPage>();

        Assert.Contains("次の期限は令和9年4月21日（あと149日）です。", page.Markup, StringComparison.Ordinal);
        Assert.Contains("棚卸はまだ行われていません。", page.Find(".records-empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-key=F2]"));
    }

    [Fact]
    public async Task TheAdministrator_IsToldWhatBeginningMeans_AndLandsOnTheReview()
    {
        SignIn(AnAccount.Administrator, Role.Administrator);
        var page = Render<ReviewsPage>();
        await PressAsync(page, "F2");
        Assert.Contains("いまの 3 件のID", page.Markup, StringComparison.Ordinal);
        Assert.Contains("回答期限は令和8年12月7日です", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "F12");

        var row = Assert.Single(await _at.Search.ListAsync(AnAccount.Administrator, Xunit.TestContext.Current.CancellationToken));
        Assert.EndsWith($"/accounts/reviews/{row.IdReviewId}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheChief_SeesTheOwnDepartmentFirst_AndKeepsWithOnePress()
    {
        var page = await ShowAsync(await _at.Desk.OpenAsync(AnAccount.Administrator));
        Assert.Equal(["madoguchi-a", "takahashi"], page.FindAll("tbody tr[tabindex] th").Select(e => e.GetAttribute("data-text")));
        Assert.Contains("3件中 0件判定済み", page.Markup, StringComparison.Ordinal);

        await page.FindAll("tbody tr[tabindex]")[1].QuerySelector("[data-row-key='1']")!.ClickAsync(new());

        Assert.Contains("3件中 1件判定済み", page.Markup, StringComparison.Ordinal);
        Assert.Equal("true", page.FindAll("tbody tr[tabindex]")[1].QuerySelector("[data-row-key='1']")!.GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task AStop_OpensTheRowForItsWords_AndIsRefusedWithoutThem()
    {
        var review = await _at.Desk.OpenAsync(AnAccount.Administrator);
        var page = await ShowAsync(review);
        await page.FindAll("tbody tr[tabindex]")[0].QuerySelector("[data-row-key='3']")!.ClickAsync(new());
        Assert.Contains("「停止」と判定する", page.Find("tr.detail [data-key=F12]").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "F12");
        Assert.Contains("「停止」の説明を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#review-note").InputAsync(new ChangeEventArgs { Value = "窓口の閉鎖により不要" });
        await PressAsync(page, "F12");

        Assert.Equal((ReviewDecision.Stop, "窓口の閉鎖により不要"), (await _at.NowAsync(review)).Lines.Where(l => l.AccountId == "madoguchi-a").Select(l => (l.Decision!.Value, l.DecisionNote!)).Single());
        Assert.Empty(page.FindAll("tr.detail"));
    }

    [Fact]
    public async Task TheAdministrator_ClosesWithWords_AndSeesWhatStops()
    {
        var review = await _at.AnsweredAsync((_at.Shared, ReviewDecision.Stop));
        SignIn(AnAccount.Administrator, Role.Administrator);
        var page = await ShowAsync(review);
        Assert.Contains("1件のID（madoguchi-a 高橋 恵）は失効し", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-row-key]"));
        await PressAsync(page, "F12");
        Assert.Contains("所見を4文字以上", page.Find(".field-error").TextContent, StringComparison.Ordinal);

        await page.Find("#closing-note").InputAsync(new ChangeEventArgs { Value = "全件を確認した" });
        await PressAsync(page, "F12");

        Assert.Contains("締め済み", page.Markup, StringComparison.Ordinal);
        Assert.Equal(AccountState.Revoked, (await _at.NowAsync(_at.Shared)).State);
    }

    [Fact]
    public async Task WithUndecidedLines_TheAdministratorHasAReminderToSend_AndCannotClose()
    {
        SignIn(AnAccount.Administrator, Role.Administrator);

        var page = await ShowAsync(await _at.Desk.OpenAsync(AnAccount.Administrator));

        Assert.Contains("　保健総務課 2件", page.Find("textarea[readonly]").TextContent, StringComparison.Ordinal);
        Assert.Contains("あと 3 件の判定が要ります", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#closing-note"));
    }

    [Fact]
    public void AReviewNobodyHas_IsSaid() =>
        Assert.Contains("この棚卸は見つかりません", Render<ReviewPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);

    private async Task<IRenderedComponent<ReviewPage>> ShowAsync(IdReview review)
    {
        var page = Render<ReviewPage>(p => p.Add(x => x.Id, review.IdReviewId));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("tbody tr[tabindex]")));
        return page;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
