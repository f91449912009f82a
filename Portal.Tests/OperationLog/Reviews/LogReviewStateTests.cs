using Portal.Components;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogReviewStateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AMonthNobodyBegan_IsOverdueOnTheHomePage_OfThoseWhoReview(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        Assert.Empty(await at.Home.ItemsAsync(at.Auditor, Stop));
        await at.WriteAsync("2026-10-05 09:00");

        Assert.Equal([new HomeItem("ログ点検 令和8年10月分（未開始）", "期限超過 令和8年11月15日まで", "/log/reviews", TagKind.Error)], await at.Home.ItemsAsync(at.Auditor, Stop));
        Assert.Empty(await at.Home.ItemsAsync(A.Administrator, Stop));
        Assert.Equal((1, 0), (await at.Search.CountAsync(at.Auditor, Stop), await at.Search.CountAsync(A.Administrator, Stop)));
    }

    [Theory, EveryEngine]
    public async Task UntilTheFifteenth_ItIsOnlyDue(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        await at.WriteAsync("2026-11-05 09:00");
        at.Time.Advance(TimeSpan.FromDays(22));

        Assert.Equal([("ログ点検 令和8年11月分（未開始）", "令和8年12月15日まで", TagKind.Warn)], (await at.Home.ItemsAsync(at.Manager, Stop)).Select(i => (i.Label, i.Words, i.Kind)));
    }

    [Theory, EveryEngine]
    public async Task ALateReview_StaysOverdueUntilItIsSignedOff(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();
        Assert.Equal([("ログ点検 令和8年10月分", $"/log/reviews/{review.LogReviewId}", TagKind.Error)], (await at.Home.ItemsAsync(at.Auditor, Stop)).Select(i => (i.Label, i.Href, i.Kind)));
        Assert.Equal(3, await at.Search.CountAsync(at.Auditor, Stop));
        await at.JudgeAsync(review, positions: [1, 3]);
        review = await at.JudgeAsync(review, LogVerdictKind.Unclear, "本人に確認する", positions: 2);
        Assert.Equal(1, await at.Search.CountAsync(at.Auditor, Stop));

        await at.SignOffAsync(await at.JudgeAsync(review, positions: 2));

        Assert.Empty(await at.Home.ItemsAsync(at.Auditor, Stop));
        Assert.Equal(0, await at.Search.CountAsync(at.Auditor, Stop));
        Assert.Equal(LogReviewFixture.October, (await at.Search.StateAsync(Stop)).Last!.From);
    }

    [Theory, EveryEngine]
    public async Task AnOpenAdHocReview_IsOnTheHomePageToo(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        await at.WriteAsync("2026-11-05 09:00");
        await at.Desk.OpenAdHocAsync(at.Manager, new(2026, 11, 5), new(2026, 11, 5), "市民からの通報のため");

        Assert.Equal([("ログ点検 第1回（随時）", "令和8年12月7日まで", TagKind.Warn)], (await at.Home.ItemsAsync(at.Auditor, Stop)).Select(i => (i.Label, i.Words, i.Kind)));
    }

    [Theory, EveryEngine]
    public async Task TheList_IsLogged_AndCountsWhatIsLeft(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();
        review = await at.JudgeAsync(review, LogVerdictKind.Improper, "業務外の検索", positions: 2);

        var row = Assert.Single(await at.Search.ListAsync(at.Manager, Stop));

        Assert.Equal((3L, 3, 1, 0, 1), (row.RowCount, row.Lines, row.Judged, row.Unclear, row.Improper));
        Assert.Equal("一覧 1件", Assert.Single(await at.LogAsync(Operation.LogReviewShown)).Detail);
    }
}
