using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public sealed class LogReviewPageTests : AccountPartPages
{
    private readonly LogReviewFixture _at = new();

    public LogReviewPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.Search).AddSingleton(LogReviewCalendar.Default);
        SignIn(_at.Auditor, Role.Auditor);
    }

    [Fact]
    public async Task TheList_SaysWhatIsLate_AndBeginsTheMonthThatIsOver()
    {
        await _at.WriteAsync("2026-09-10 09:00");
        await _at.WriteAsync("2026-10-05 20:00");
        var page = Render<LogReviewsPage>();
        Assert.Contains("令和8年9月分の点検の期限は令和8年10月15日（39日経過）です", page.Markup, StringComparison.Ordinal);
        Assert.Contains("ログ点検はまだ行われていません", page.Find(".records-empty").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "F2");
        Assert.Contains("令和8年10月分の点検を始める", page.Find("[data-key=F12]").TextContent, StringComparison.Ordinal);
        await page.Find("#month").ChangeAsync(new ChangeEventArgs { Value = page.FindAll("#month option")[1].GetAttribute("value") });
        Assert.Contains("令和8年9月分の点検を始める", page.Find("[data-key=F12]").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "F12");

        await page.WaitForAssertionAsync(() => Assert.Matches("/log/reviews/[0-9a-f-]{36}$", Address));
        Assert.Equal(new DateOnly(2026, 9, 1), (await _at.Search.StateAsync(Xunit.TestContext.Current.CancellationToken)).Open.Single().From);
    }

    [Fact]
    public async Task AnAdHocReview_IsRefusedWithoutAReason_InWords()
    {
        await _at.WriteAsync("2026-11-20 20:00");
        var page = Render<LogReviewsPage>();
        await PressAsync(page, "F2");

        await PressAsync(page, "F12");

        Assert.Contains("最初の日と最後の日を入力", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("#reason"));
    }

    [Fact]
    public async Task OneWhoOnlyLooks_HasNothingToPress()
    {
        var review = await _at.OpenAsync();
        SignIn(A.Staff("kansa", "監査 一", Role.Auditor) with { Permissions = new HashSet<Permission> { Permission.LogView } }, Role.Auditor);

        var page = await ShowAsync(review);

        Assert.Equal(3, page.FindAll("tbody tr[tabindex]").Count);
        Assert.Empty(page.FindAll("[data-row-key], input[type=checkbox], [data-key=F8], #sign-off-note, a[download]"));
        Assert.Empty(Render<LogReviewsPage>().FindAll("[data-key=F2]"));
    }

    [Fact]
    public async Task Several_AreJudgedAtOnce_OnesOwnStayOut()
    {
        var review = await _at.OpenAsync();
        SignIn(_at.Manager, Role.Approver);
        var page = await ShowAsync(review);
        Assert.Equal(2, page.FindAll("input[type=checkbox]").Count);
        Assert.Contains("自分の操作", page.Markup, StringComparison.Ordinal);

        await ClickAsync(page, "この2件を選ぶ");
        await PressAsync(page, "F12");

        Assert.Contains("3件中 2件判定済み", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr[tabindex]"));
        Assert.Contains("あと 1 件の判定が要ります", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomethingImproper_OpensTheRowWithItsActs_AndAsksForWords()
    {
        var review = await _at.OpenAsync();
        var page = await ShowAsync(review);
        await page.FindAll("tbody tr[tabindex]")[0].QuerySelector("[data-row-key='3']")!.ClickAsync(new());
        Assert.Contains("0001204873", page.Find("tr.detail table").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "F12");
        Assert.Contains("「不適正」の説明を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#log-review-note").InputAsync(new ChangeEventArgs { Value = "業務外の閲覧" });
        await PressAsync(page, "F12");

        Assert.Equal((LogVerdictKind.Improper, "業務外の閲覧"), (await _at.Desk.ShowAsync(_at.Auditor, review.LogReviewId))!.Lines.Where(l => l.Position == 1).Select(l => (l.Verdict!.Value, l.VerdictNote!)).Single());
        Assert.Empty(page.FindAll("tr.detail"));
    }

    [Fact]
    public async Task OpeningARow_IsWrittenDown_Once()
    {
        var review = await _at.OpenAsync();
        var page = await ShowAsync(review);

        await page.FindAll("tbody tr[tabindex]")[0].ClickAsync(new());
        await page.FindAll("tbody tr[tabindex]")[0].ClickAsync(new());
        await page.FindAll("tbody tr[tabindex]")[0].ClickAsync(new());

        Assert.Equal(["第1回 3件", "第1回 1番の操作 1件"], (await _at.LogAsync(Operation.LogReviewShown)).Select(e => e.Detail));
    }

    [Fact]
    public async Task TheSignOff_AsksForWords_AndEndsTheReview()
    {
        var review = await _at.OpenAsync();
        await _at.JudgeAsync(review);
        var page = await ShowAsync(review);
        await PressAsync(page, "F12");
        Assert.Contains("所見を4文字以上", page.Find(".field-error").TextContent, StringComparison.Ordinal);

        await page.Find("#sign-off-note").InputAsync(new ChangeEventArgs { Value = "不適正な操作はない" });
        await PressAsync(page, "F12");

        Assert.Contains("確定済み", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-row-key]"));
    }

    [Fact]
    public async Task Lines_AreNarrowedByTheirKind()
    {
        var review = await _at.OpenAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/log/reviews/{review.LogReviewId}?show=all&flag=Sample");

        var page = await ShowAsync(review);

        Assert.Contains("無作為に抽出", Assert.Single(page.FindAll("tbody tr[tabindex]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APrint_IsWrittenDownBeforeItIsMade()
    {
        var page = await ShowAsync(await _at.OpenAsync());
        Assert.Empty(page.FindAll("print-sheet"));

        await PressAsync(page, "F8");

        Assert.NotEmpty(page.FindAll("print-sheet"));
        Assert.Single(await _at.LogAsync(Operation.LogReviewExported));
    }

    [Fact]
    public void AReviewNobodyHas_IsSaid() =>
        Assert.Contains("この点検は見つかりません", Render<LogReviewPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);

    private async Task<IRenderedComponent<LogReviewPage>> ShowAsync(LogReview review)
    {
        var page = Render<LogReviewPage>(p => p.Add(x => x.Id, review.LogReviewId));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("tbody tr[tabindex]")));
        return page;
    }

    private static Task ClickAsync(IRenderedComponent<LogReviewPage> page, string words) =>
        page.FindAll("button").First(b => b.TextContent.Contains(words, StringComparison.Ordinal)).ClickAsync(new());

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
