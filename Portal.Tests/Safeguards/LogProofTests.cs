using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Xunit;

namespace Portal.Tests.Safeguards;

public class LogProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AWholeLog_IsKept_WhileSomebodyVerifiesIt(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.SheetOpened);
        Assert.Equal(TodaysEvidence.Watch("操作ログ 1件、連番に欠けなし・控え書込み正常・最終検証 なし"), await at.Proofs.Log.KeptAsync(Stop));
        await at.WriteAsync(Operation.LogVerified, at: A.Now.AddDays(-1));

        Assert.Equal(TodaysEvidence.Kept("操作ログ 2件、連番に欠けなし・控え書込み正常・最終検証 1日前（正常）"), await at.Proofs.Log.KeptAsync(Stop));

        at.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(EvidenceState.Watch, (await at.Proofs.Log.KeptAsync(Stop)).State);
    }

    [Theory, EveryEngine]
    public async Task AVerificationThatFailed_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.LogVerified, result: OperationResult.Failed);

        Assert.Equal(TodaysEvidence.Broken("操作ログ 1件、連番に欠けなし・控え書込み正常・最終検証 今日（異常あり）"), await at.Proofs.Log.KeptAsync(Stop));
    }

    [Fact]
    public async Task AGapInTheNumbers_IsBroken()
    {
        using var at = new SafeguardsFixture();
        for (var row = 0; row < 4; row++)
        {
            await at.WriteAsync(Operation.LogVerified);
        }

        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER OperationLog_NoDelete; DELETE FROM OperationLog WHERE Sequence IN (2, 3)", Stop);
        }

        Assert.Equal(TodaysEvidence.Broken("操作ログ 2件、連番に欠け 2件・控え書込み正常・最終検証 今日（正常）"), await at.Proofs.Log.KeptAsync(Stop));
    }

    [Fact]
    public async Task ASecondPlaceThatCannotBeWritten_IsBroken()
    {
        using var at = new SafeguardsFixture();
        await at.WriteAsync(Operation.LogVerified);
        var checkpoints = new LogCheckpoints(Path.Combine(TestKeys.File, "no-folder"), TestKeys.Ring, at.Time, NullLogger<LogCheckpoints>.Instance);
        checkpoints.Follow(LogHead.Begin(Guid.NewGuid()));
        await checkpoints.FlushAsync();

        var evidence = await at.LogWith(checkpoints).KeptAsync(Stop);

        Assert.Equal(EvidenceState.Broken, evidence.State);
        Assert.Contains("控えは令和8年11月23日 10:42から書き込めていません", evidence.Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AMonthNobodyReviewed_IsBroken_AfterItsDay(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.SheetOpened, at: A.Now.AddDays(-1));
        at.Time.Advance(TimeSpan.FromDays(22));
        Assert.Equal(TodaysEvidence.Kept("ログ点検 期限内。点検を終えた月はまだありません。令和8年11月分の期限 令和8年12月15日"), await at.Proofs.Log.ReviewedAsync(Stop));
        at.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TodaysEvidence.Broken("ログ点検 期限超過 1か月分（令和8年11月分）。点検を終えた月はまだありません"), await at.Proofs.Log.ReviewedAsync(Stop));

        var desk = new LogReviewDesk(at.Ledger, LogReviewCalendar.Default, LogFlagLimits.Default, at.Time);
        var review = await desk.OpenMonthAsync(A.Manager, new(2026, 11, 1));
        Assert.EndsWith("。判定待ち 1件", (await at.Proofs.Log.ReviewedAsync(Stop)).Words, StringComparison.Ordinal);
        review = await desk.JudgeAsync(A.Manager, review.LogReviewId, review.Lines.ToDictionary(l => l.LogReviewLineId, l => l.VerdictAt), LogVerdictKind.Proper, null);
        await desk.SignOffAsync(A.Manager, review.LogReviewId, "不適正な操作はない", review.Version);

        Assert.Equal(TodaysEvidence.Kept("ログ点検 期限内。令和8年11月分まで点検済み"), await at.Proofs.Log.ReviewedAsync(Stop));
    }
}
