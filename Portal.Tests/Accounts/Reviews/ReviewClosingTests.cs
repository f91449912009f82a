using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Accounts.Reviews;

public class ReviewClosingTests
{
    [Theory, EveryEngine]
    public async Task WithALineUndecided_OrWithoutWords_ItStaysOpen(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);
        await at.AnswerAsync(review, at.Own, ReviewDecision.Keep);
        Assert.Contains("2件あります（madoguchi-a、nakamura）", (await Assert.ThrowsAsync<RuleException>(() => at.CloseAsync(review))).Message, StringComparison.Ordinal);

        await at.AnswerAsync(review, at.Shared, ReviewDecision.Keep);
        await at.AnswerAsync(review, at.Kanri, ReviewDecision.Keep);
        await Assert.ThrowsAsync<RuleException>(() => at.CloseAsync(review, " "));

        Assert.True((await at.NowAsync(review)).IsOpen);
        Assert.Empty(await at.LogAsync(Operation.ReviewClosed));
    }

    [Theory, EveryEngine]
    public async Task Closing_AppliesTheStops_AndEndsTheSignIns(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync((at.Shared, ReviewDecision.Stop));
        var session = new Session
        {
            SessionId = Guid.CreateVersion7(),
            AccountKey = at.Shared.AccountKey,
            StaffMemberId = at.Clerk.StaffMemberId,
            TerminalId = at.Terminal.TerminalId,
            Method = SignInMethod.Password,
            OpenedAt = A.Now,
            LastActiveAt = A.Now,
        };
        at.Ledger.Add(session);

        await at.CloseAsync(review);

        var closed = await at.NowAsync(review);
        Assert.Equal((A.Now, AnAccount.Administrator.Name, "全件を確認した"), (closed.ClosedAt!.Value, closed.ClosedByName, closed.ClosingNote));
        Assert.Equal([("madoguchi-a", A.Now)], closed.Lines.Where(l => l.SettledAt is not null).Select(l => (l.AccountId, l.SettledAt!.Value)));
        var account = await at.NowAsync(at.Shared);
        Assert.Equal((AccountState.Revoked, "棚卸 第1回による"), (account.State, account.History.Single(h => h.Kind == AccountActKind.Revoked).Reason));
        Assert.Equal(AccountState.Active, (await at.NowAsync(at.Own)).State);
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(SessionEnd.AccountEnded, (await db.Sessions.FindAsync([session.SessionId], TestContext.Current.CancellationToken))!.EndReason);
        Assert.Equal("第1回 継続2件 変更0件 停止1件", Assert.Single(await at.LogAsync(Operation.ReviewClosed)).Detail);
        Assert.Equal(at.Shared.AccountKey, Assert.Single(await at.LogAsync(Operation.AccountRevoked)).SubjectId);
    }

    [Theory, EveryEngine]
    public async Task AStopOfTheLastAdministrator_KeepsTheReviewOpen_AndNamesTheLine(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync((at.Own, ReviewDecision.Stop), (at.Kanri, ReviewDecision.Stop));

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.CloseAsync(review));

        Assert.Contains("ID「nakamura」（中村 修さん）の停止を実行できません。最後の指定管理者です", refusal.Message, StringComparison.Ordinal);
        Assert.True((await at.NowAsync(review)).IsOpen);
        Assert.Equal((AccountState.Active, AccountState.Active), ((await at.NowAsync(at.Own)).State, (await at.NowAsync(at.Kanri)).State));
    }

    [Theory, EveryEngine]
    public async Task ADecisionChangedBehindTheScreen_IsNotSigned(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync();
        var seen = (await at.NowAsync(review)).Lines.ToDictionary(l => l.IdReviewLineId, l => l.Version);
        await at.AnswerAsync(review, at.Own, ReviewDecision.Stop, "年度末で不要になる");

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.Desk.CloseAsync(AnAccount.Administrator, review.IdReviewId, "全件を確認した", seen));

        Assert.Contains("判定が変わったID", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, (await at.NowAsync(at.Own)).State);
    }

    [Theory, EveryEngine]
    public async Task AfterTheClosing_NothingIsAnsweredOrClosedAgain(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync();
        await at.CloseAsync(review);

        Assert.Contains("締めています", (await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(review, at.Own, ReviewDecision.Keep))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => at.CloseAsync(review));
        Assert.Single(await at.LogAsync(Operation.ReviewClosed));
    }

    [Theory, EveryEngine]
    public async Task AChange_IsWorkUntilOneIsApproved(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync((at.Own, ReviewDecision.Change));
        Assert.Equal(0, await OpenAsync(at));
        await at.CloseAsync(review);
        Assert.Equal(1, await OpenAsync(at));
        Assert.Single((await at.Desk.ShowAsync(AnAccount.Administrator, review.IdReviewId))!.OpenChanges);

        at.Time.Advance(TimeSpan.FromDays(1));
        var now = at.Time.GetUtcNow().UtcDateTime;
        await at.ChangeAsync(at.Own, a => a.RequestChange(AnAccount.Chief, new AccountChange
        {
            AccountChangeId = Guid.CreateVersion7(),
            AccountKey = a.AccountKey,
            Roles = [Role.Viewer],
            ValidUntil = a.ValidUntil,
            Reason = "棚卸の結果による",
            RequestedBy = AnAccount.Chief.PersonKey,
            RequestedByName = AnAccount.Chief.Name,
            RequestedAt = now,
        }, now));
        Assert.Equal(1, await OpenAsync(at));
        await at.ChangeAsync(at.Own, a => a.ApproveChange(AnAccount.Administrator, a.Changes.Single().AccountChangeId, now));

        Assert.Equal(0, await OpenAsync(at));
        Assert.Empty((await at.Desk.ShowAsync(AnAccount.Administrator, review.IdReviewId))!.OpenChanges);
    }

    [Theory, EveryEngine]
    public async Task AChange_IsSettledByWordsToo_OnceAndAfterTheClosing(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync((at.Own, ReviewDecision.Change));
        var line = review.Lines.Single(l => l.AccountId == "takahashi").IdReviewLineId;
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.SettleAsync(AnAccount.Administrator, line, "変更の必要がなくなった"));
        await at.CloseAsync(review);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.SettleAsync(AnAccount.Administrator, line, ""));

        await at.Desk.SettleAsync(AnAccount.Administrator, line, "変更の必要がなくなった");

        Assert.Equal(0, await OpenAsync(at));
        Assert.Contains("変更の必要がなくなった", (await at.LogAsync(Operation.ReviewAnswered)).Select(e => e.Purpose));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.SettleAsync(AnAccount.Administrator, line, "もう一度記録する"));
    }

    private static async Task<int> OpenAsync(ReviewFixture at) => (await at.Search.StateAsync(AnAccount.Administrator, TestContext.Current.CancellationToken)).OpenChanges;
}
