using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Accounts.Reviews;

public class ReviewStateTests
{
    [Theory, EveryEngine]
    public async Task TheFirstReview_IsDueHalfAYearAfterTheFirstIdWasIssued_AndLateTheDayAfter(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var due = AnAccount.Today.AddMonths(-1).AddDays(180);
        var state = await StateAsync(at);
        Assert.Equal((due, false), (state.NextDueOn!.Value, state.IsOverdue));

        GoTo(at, due);
        Assert.False((await StateAsync(at)).IsOverdue);
        Assert.Equal(0, await CountAsync(at, AnAccount.Administrator));

        GoTo(at, due.AddDays(1));
        Assert.True((await StateAsync(at)).IsOverdue);
        Assert.Equal(1, await CountAsync(at, AnAccount.Administrator));
        Assert.Equal(0, await CountAsync(at, AnAccount.Chief));
    }

    [Theory, EveryEngine]
    public async Task AClosedReview_SetsTheNextOne(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        await at.CloseAsync(await at.AnsweredAsync());

        var state = await StateAsync(at);

        Assert.Equal((null, 1, AnAccount.Today.AddDays(180)), (state.Open, state.Last!.Number, state.NextDueOn!.Value));
    }

    [Theory, EveryEngine]
    public async Task AnOpenReview_WaitsForTheChiefsOfTheDepartment_AndIsLateAfterTheAnswerDay(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);
        var (own, other) = (AnAccount.Chief with { Department = "保健総務課" }, AnAccount.Chief with { Department = "健康増進課" });
        Assert.Equal((2, 0, 0), (await CountAsync(at, own), await CountAsync(at, other), await CountAsync(at, A.Clerk)));
        // A clerk's own IDs, the personal and the shared one, are somebody else's to judge.
        Assert.Equal(0, await CountAsync(at, own with { StaffMemberId = at.Clerk.StaffMemberId }));

        await at.AnswerAsync(review, at.Own, ReviewDecision.Keep);
        Assert.Equal(1, await CountAsync(at, own));

        GoTo(at, review.DueOn);
        Assert.False((await StateAsync(at)).IsPastAnswerDay);
        GoTo(at, review.DueOn.AddDays(1));
        var state = await StateAsync(at);
        Assert.True(state.IsPastAnswerDay);
        Assert.Equal((3, 1), (state.Open!.Lines, state.Open.Decided));
        Assert.Equal(1, await CountAsync(at, AnAccount.Administrator));
    }

    [Fact]
    public async Task WithoutAnyId_NothingIsDue()
    {
        using var ledger = TestDb.OnSqlite();

        var state = await new Features.Accounts.Reviews.ReviewSearch(ledger, ReviewCalendar.Default, TimeProvider.System).StateAsync(AnAccount.Administrator, TestContext.Current.CancellationToken);

        Assert.Equal((null, false), (state.NextDueOn, state.IsOverdue));
    }

    private static void GoTo(ReviewFixture at, DateOnly day) => at.Time.SetUtcNow(Domain.JapanTime.ToUtc(day.ToDateTime(new TimeOnly(9, 0))));

    private static Task<Features.Accounts.Reviews.ReviewState> StateAsync(ReviewFixture at) => at.Search.StateAsync(AnAccount.Administrator, TestContext.Current.CancellationToken);

    private static Task<int> CountAsync(ReviewFixture at, Staff by) => at.Search.CountAsync(by, TestContext.Current.CancellationToken);
}
