using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Accounts.Reviews;

public class ReviewDeskTests
{
    [Theory, EveryEngine]
    public async Task WithoutTheRight_EveryActIsDeniedAndLogged(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.AnsweredAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAsync(AnAccount.Chief));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.AnswerAsync(review, at.Own, ReviewDecision.Keep, by: AnAccount.Administrator));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.CloseAsync(review, by: AnAccount.Chief));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowAsync(A.Clerk, review.IdReviewId));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Export.MakeAsync(A.Clerk, review.IdReviewId, TestContext.Current.CancellationToken));

        foreach (var operation in (Operation[])[Operation.ReviewOpened, Operation.ReviewAnswered, Operation.ReviewClosed, Operation.ReviewShown, Operation.ReviewExported])
        {
            Assert.Single(await at.LogAsync(operation), e => e.Result == OperationResult.Denied);
        }
    }

    [Theory, EveryEngine]
    public async Task AReview_HoldsEveryIdInUse_AsItStood_WhateverChangesAfter(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        await at.ChangeAsync(at.Own, a => a.LastSignInAt = A.Now.AddDays(-89));
        var gone = AnAccount.For(at.Colleague, "ito", Role.Viewer);
        gone.Revoke(AnAccount.Administrator, "使わなくなったため", A.Now);
        at.Ledger.Add(gone);
        Assert.Equal((3, new DateOnly(2026, 12, 7)), await at.Desk.PreviewAsync(AnAccount.Administrator));
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);

        await at.ChangeAsync(at.Shared, a => a.RemoveMember(AnAccount.Administrator, at.Colleague, "窓口を離れたため", A.Now));
        await at.ChangeAsync(at.Own, a => a.Suspend(AnAccount.Administrator, "長期の出張のため", A.Now));

        var kept = await at.NowAsync(review);
        Assert.Equal((1, new DateOnly(2026, 12, 7), 3), (kept.Number, kept.DueOn, kept.Lines.Count));
        var own = kept.Lines.Single(l => l.AccountId == "takahashi");
        Assert.Equal((AccountState.Active, "登録・訂正", "高橋 恵", "保健総務課", A.Now.AddDays(-89), null), (own.State, own.Roles, own.HolderName, own.Department, own.LastSignInAt!.Value, own.Flags));
        var shared = kept.Lines.Single(l => l.AccountId == "madoguchi-a");
        Assert.Equal(("伊藤 健、高橋 恵", "窓口2", "未使用"), (shared.Members, shared.Terminals, shared.Flags));
        Assert.Equal("第1回 ID 3件 回答期限 2026-12-07", Assert.Single(await at.LogAsync(Operation.ReviewOpened)).Detail);
    }

    [Theory, EveryEngine]
    public async Task OnlyOneReviewIsOpen_AndTheNumbersHaveNoGap(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => await Record.ExceptionAsync(() => at.Desk.OpenAsync(AnAccount.Administrator)))));
        Assert.Single(results, refusal => refusal is null);
        Assert.All(results.OfType<Exception>(), refusal => Assert.IsType<RuleException>(refusal));

        var first = (await at.Search.ListAsync(AnAccount.Administrator, TestContext.Current.CancellationToken)).Single();
        var opened = (await at.Desk.ShowAsync(AnAccount.Administrator, first.IdReviewId))!.Review;
        foreach (var account in (Account[])[at.Own, at.Shared, at.Kanri])
        {
            await at.AnswerAsync(opened, account, ReviewDecision.Keep);
        }

        await at.CloseAsync(opened);
        Assert.Equal(2, (await at.Desk.OpenAsync(AnAccount.Administrator)).Number);
    }

    [Theory, EveryEngine]
    public async Task AnAnswer_NeedsWordsForChangeAndStop_AndMayBeChangedUntilTheClosing(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);
        await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(review, at.Own, ReviewDecision.Stop));
        await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(review, at.Own, ReviewDecision.Change, " "));
        Assert.Null((await at.NowAsync(review)).Lines.Single(l => l.AccountId == "takahashi").Decision);

        await at.AnswerAsync(review, at.Own, ReviewDecision.Stop, "年度末で不要になる");
        at.Time.Advance(TimeSpan.FromMinutes(1));
        var line = await at.AnswerAsync(review, at.Own, ReviewDecision.Keep);

        Assert.Equal((ReviewDecision.Keep, null, AnAccount.Chief.Name, A.Now.AddMinutes(1)), (line.Decision!.Value, line.DecisionNote, line.DecidedByName, line.DecidedAt!.Value));
        Assert.Equal(["第1回 ID takahashi 停止", "第1回 ID takahashi 継続"], (await at.LogAsync(Operation.ReviewAnswered)).Select(e => e.Detail));
    }

    [Theory, EveryEngine]
    public async Task OnesOwnId_AndASharedOneOneUses_AreJudgedBySomebodyElse(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);
        var self = AnAccount.Chief with { StaffMemberId = at.Clerk.StaffMemberId };

        Assert.Contains("自分が使うID", (await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(review, at.Own, ReviewDecision.Keep, by: self))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => at.AnswerAsync(review, at.Shared, ReviewDecision.Keep, by: self));
        await at.AnswerAsync(review, at.Kanri, ReviewDecision.Keep, by: self);
    }

    [Theory, EveryEngine]
    public async Task TheSecondOfTwoWhoAnswerTheSameLine_IsTold(Engine engine)
    {
        using var at = new ReviewFixture(engine);
        var review = await at.Desk.OpenAsync(AnAccount.Administrator);
        var seen = review.Lines.Single(l => l.AccountId == "takahashi");
        await at.Desk.AnswerAsync(AnAccount.Chief, seen.IdReviewLineId, ReviewDecision.Keep, null, seen.Version);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.Desk.AnswerAsync(A.Manager, seen.IdReviewLineId, ReviewDecision.Stop, "不要と聞いている", seen.Version));

        Assert.Contains("同時に変更", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.AnswerAsync(A.Manager, Guid.NewGuid(), ReviewDecision.Keep, null, seen.Version));
    }

    [Theory, EveryEngine]
    public async Task AReviewNobodyHas_IsLogged(Engine engine)
    {
        using var at = new ReviewFixture(engine);

        Assert.Null(await at.Desk.ShowAsync(AnAccount.Chief, Guid.NewGuid()));
        Assert.Null(await at.Export.MakeAsync(AnAccount.Chief, Guid.NewGuid(), TestContext.Current.CancellationToken));

        Assert.Equal(OperationResult.Failed, Assert.Single(await at.LogAsync(Operation.ReviewShown)).Result);
        Assert.Equal(OperationResult.Failed, Assert.Single(await at.LogAsync(Operation.ReviewExported)).Result);
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("COUNT", Features.Accounts.Reviews.ReviewSearch.Rows(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("SharedIdMember", Features.Accounts.Reviews.ReviewSearch.Waiting(db, Guid.NewGuid(), AnAccount.Chief).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("AccountChange", Features.Accounts.Reviews.ReviewSearch.OpenChanges(db).ToQueryString(), StringComparison.Ordinal);
    }
}
