using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Accounts.Reviews;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Safeguards;

public class SharedIdProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task ASharedId_IsKept_OnceAReviewHasLookedAtIt(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.SeatTaken);
        Assert.Equal(TodaysEvidence.Watch("共用ID 1件すべてに職員・端末の登録あり。棚卸での確認はまだありません。今月の着席 1回"), await at.Proofs.SharedIds.NamedAsync(Stop));
        var desk = new ReviewDesk(at.Ledger, ReviewCalendar.Default, at.Time);
        var line = (await desk.OpenAsync(AnAccount.Administrator)).Lines.Single(l => l.Kind == AccountKind.Shared);
        await desk.AnswerAsync(AnAccount.Chief, line.IdReviewLineId, ReviewDecision.Keep, null, line.Version);
        at.Time.Advance(TimeSpan.FromDays(6));

        Assert.Equal(TodaysEvidence.Kept("共用ID 1件すべてに職員・端末の登録あり。前回確認 6日前。今月の着席 1回"), await at.Proofs.SharedIds.NamedAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task ASharedIdWithoutATerminal_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await using (var db = at.Ledger.CreateDbContext())
        {
            db.Attach(at.Terminal).Entity.State = TerminalState.Lost;
            await db.SaveChangesAsync(Stop);
        }

        var evidence = await at.Proofs.SharedIds.NamedAsync(Stop);

        Assert.Equal(EvidenceState.Broken, evidence.State);
        Assert.StartsWith("共用ID 1件のうち1件に職員か端末の登録なし", evidence.Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AMemberWhoLeaves_IsWatched(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(TodaysEvidence.Kept("共用IDにかかわる未確認の異動 0件"), await at.Proofs.SharedIds.EventsAsync(Stop));

        at.Ledger.Add(AnAccount.Event(at.Colleague, PersonnelEventKind.Retirement, new(2026, 12, 1)));

        Assert.Equal(TodaysEvidence.Watch("共用IDにかかわる未確認の異動 1件（次は令和8年12月1日発令）"), await at.Proofs.SharedIds.EventsAsync(Stop));
    }
}
