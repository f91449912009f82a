using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogReviewDeskTests
{
    [Theory, EveryEngine]
    public async Task WithoutTheRight_EveryActIsDeniedAndLogged(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenMonthAsync(A.Administrator, LogReviewFixture.October));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAdHocAsync(A.Administrator, new(2026, 11, 1), new(2026, 11, 2), "通報があったため"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowAsync(at.Clerk, review.LogReviewId));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowRowsAsync(at.Clerk, review.Lines[0].LogReviewLineId));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.JudgeAsync(review, by: at.Clerk));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.SignOffAsync(review, by: at.Clerk));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.PrintAsync(at.Clerk, review.LogReviewId));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Export.MakeAsync(at.Clerk, review.LogReviewId, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Search.ListAsync(at.Clerk, TestContext.Current.CancellationToken));

        foreach (var (operation, denials) in new[]
        {
            (Operation.LogReviewOpened, 2), (Operation.LogReviewJudged, 1), (Operation.LogReviewSignedOff, 1), (Operation.LogReviewExported, 2), (Operation.LogReviewShown, 3),
        })
        {
            Assert.Equal(denials, (await at.LogAsync(operation)).Count(e => e.Result is OperationResult.Denied));
        }
    }

    [Theory, EveryEngine]
    public async Task AReview_IsJudgedByMany_AndSignedOff_EachWithItsRow(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();
        review = await at.JudgeAsync(review, positions: [1, 3]);
        review = await at.JudgeAsync(review, LogVerdictKind.Improper, "業務外の検索だった", positions: 2);
        at.Time.Advance(TimeSpan.FromHours(1));

        await at.SignOffAsync(review, "所属長に通知した");

        var kept = (await at.Desk.ShowAsync(at.Auditor, review.LogReviewId))!;
        Assert.Equal((A.Now.AddHours(1), "斎藤 実", "所属長に通知した"), (kept.SignedOffAt!.Value, kept.SignedOffByName, kept.SignOffNote));
        Assert.Equal([(LogVerdictKind.Proper, null), (LogVerdictKind.Improper, "業務外の検索だった"), (LogVerdictKind.Proper, null)], kept.Lines.Select(l => (l.Verdict!.Value, l.VerdictNote)));
        Assert.Equal(["第1回 2件 適正", "第1回 2番 不適正"], (await at.LogAsync(Operation.LogReviewJudged)).Select(e => e.Detail));
        Assert.Equal("第1回 適正2件 要確認0件 不適正1件", Assert.Single(await at.LogAsync(Operation.LogReviewSignedOff)).Detail);
        Assert.Equal("第1回 3件", Assert.Single(await at.LogAsync(Operation.LogReviewShown)).Detail);
    }

    [Theory, EveryEngine]
    public async Task OnesOwnLine_IsRefused_AndNothingIsSaved(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.JudgeAsync(review, by: at.Manager));

        Assert.All((await at.Desk.ShowAsync(at.Auditor, review.LogReviewId))!.Lines, l => Assert.Null(l.Verdict));
        Assert.Empty(await at.LogAsync(Operation.LogReviewJudged));
    }

    [Theory, EveryEngine]
    public async Task TheSecondOfTwoWhoJudgeTheSameLine_IsTold_AndOneWhoJudgesAnotherIsNot(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var seen = await at.OpenAsync();
        await at.JudgeAsync(seen, positions: 1);

        Assert.Contains("同時に変更", (await Assert.ThrowsAsync<LogReviewChangedException>(() => at.JudgeAsync(seen, LogVerdictKind.Improper, "業務外の閲覧", positions: 1))).Message, StringComparison.Ordinal);
        await at.JudgeAsync(seen, positions: 3);
        Assert.Contains("判定が変わった", (await Assert.ThrowsAsync<LogReviewChangedException>(() => at.SignOffAsync(seen))).Message, StringComparison.Ordinal);
        Assert.Contains("行を選んで", (await Assert.ThrowsAsync<RuleException>(() => at.JudgeAsync(seen, positions: 99))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task SixWhoJudgeAtOnce_LoseNothing(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        for (var hour = 18; hour < 24; hour++)
        {
            await at.WriteAsync($"2026-10-{hour} 20:00", Operation.LedgerSearched);
        }

        var review = await at.Desk.OpenMonthAsync(at.Auditor, LogReviewFixture.October);
        await Task.WhenAll(Enumerable.Range(1, 6).Select(position => Task.Run(async () =>
        {
            while (await Record.ExceptionAsync(() => at.JudgeAsync(review, note: $"{position}番を確認", positions: position)) is RuleException)
            {
            }
        })));

        Assert.Equal(Enumerable.Range(1, 6).Select(p => $"{p}番を確認"), (await at.Desk.ShowAsync(at.Auditor, review.LogReviewId))!.Lines.Select(l => l.VerdictNote));
        Assert.Equal(6, (await at.LogAsync(Operation.LogReviewJudged)).Count);
    }

    [Theory, EveryEngine]
    public async Task AReviewNobodyHas_IsLogged(Engine engine)
    {
        using var at = new LogReviewFixture(engine);

        Assert.Null(await at.Desk.ShowAsync(at.Auditor, Guid.NewGuid()));
        Assert.Null(await at.Export.MakeAsync(at.Auditor, Guid.NewGuid(), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ShowRowsAsync(at.Auditor, Guid.NewGuid()));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.SignOffAsync(at.Auditor, Guid.NewGuid(), "確認した", Guid.NewGuid()));

        Assert.Equal(OperationResult.Failed, Assert.Single(await at.LogAsync(Operation.LogReviewShown)).Result);
        Assert.Equal(OperationResult.Failed, Assert.Single(await at.LogAsync(Operation.LogReviewExported)).Result);
    }

    [Theory, EveryEngine]
    public async Task TheRowsBehindALine_AreThosePersonsAndThatFlags(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        await at.WriteAsync("2026-10-05 07:30", personId: at.Resident.LedgerPersonId);
        await at.WriteAsync("2026-10-05 07:40", by: at.Manager, personId: at.Resident.LedgerPersonId);
        await at.WriteAsync("2026-10-05 10:00", personId: at.Resident.LedgerPersonId);
        await at.WriteAsync("2026-10-05 19:00", Operation.LedgerSearched);
        var review = await at.Desk.OpenMonthAsync(at.Auditor, LogReviewFixture.October);

        var (rows, count) = await at.Desk.ShowRowsAsync(at.Auditor, review.Lines.Single(l => l.Flag is LogFlag.OutOfHours && l.StaffMemberId == at.Clerk.StaffMemberId).LogReviewLineId);

        Assert.Equal(2, count);
        Assert.Equal([(Operation.SheetOpened, "0001204873"), (Operation.LedgerSearched, null)], rows.Select(r => (r.Operation, r.ResidentNumber)));
        Assert.Equal("第1回 1番の操作 2件", (await at.LogAsync(Operation.LogReviewShown)).Single().Detail);
    }

    [Theory, EveryEngine]
    public async Task APrint_IsLogged(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();

        Assert.Equal(A.Now, await at.Desk.PrintAsync(at.Auditor, review.LogReviewId));

        Assert.Equal((review.LogReviewId, "印刷"), (await at.LogAsync(Operation.LogReviewExported)).Select(e => (e.SubjectId!.Value, e.Detail)).Single());
    }
}
