using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Xunit;

namespace Portal.Tests.DataQuality.Twins;

/// <summary>同一人物の疑い as one of the rules that are named, counted and switched.</summary>
public sealed class TwinRuleTests
{
    private const string Why = "名寄せの見直しのため";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task SwitchedOff_NobodyIsCompared_NoPairIsShownOrCounted_AndTheLogSaysSo(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);

        await Findings(at).SwitchOffAsync(A.Manager, FindingRule.Twins, Why);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.SeekAsync(A.Clerk, Stop));
        Assert.Contains("「同一人物の疑い」の規則が止めてあります", refused.Message, StringComparison.Ordinal);
        var page = await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop);
        Assert.Equal((0, 0, Why), (page.Rows.Count, page.Total, page.Off?.Reason));
        Assert.Equal(0, await at.Desk.CountAsync(A.Clerk, Stop));
        Assert.Null(await at.Desk.FindAsync(at.One.LedgerPersonId, at.Two.LedgerPersonId, Stop));
        Assert.Equal(0, (await Findings(at).ShowAsync(A.Clerk, new(), cancellationToken: Stop)).TwinPairs);
        await using var db = at.Ledger.CreateDbContext();
        var entry = await db.OperationLog.SingleAsync(e => e.Operation == Operation.FindingRuleSwitched, Stop);
        Assert.Equal(("同一人物の疑い 停止", Why), (entry.Detail, entry.Purpose));
    }

    /// <summary>Judged 「別人」, and then corrected while the rule rests: nothing is weighed until it is in use again.</summary>
    [Theory, EveryEngine]
    public async Task SwitchedOff_ASaveWeighsNoPair_AndSwitchedOnTheNextComparisonDoes(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);
        var pair = await at.PairAsync();
        await at.Desk.JudgeAsync(A.Clerk, pair.TwinPairId, pair.Version, "同姓同名の別人");
        await Findings(at).SwitchOffAsync(A.Manager, FindingRule.Twins, Why);

        await at.ChangeAsync(p => p.Address = at.One.Address);
        Assert.True((await at.PairAsync()).IsJudged);
        await Findings(at).SwitchOnAsync(A.Manager, FindingRule.Twins);
        await at.Desk.SeekAsync(A.Clerk, Stop);

        Assert.Equal(95, Assert.Single((await at.Desk.ShowAsync(A.Clerk, TwinView.Open, cancellationToken: Stop)).Rows).Pair.Score);
    }

    [Theory, EveryEngine]
    public async Task OpenPairs_AreCountedBesideTheFindings_InTheFullCheckAndOnTheChart(Engine engine)
    {
        using var at = new TwinFixture(engine);
        await at.Desk.SeekAsync(A.Clerk, Stop);

        var result = await new LedgerCheck(at.Ledger, at.Time).RunAsync(A.Clerk, cancellationToken: Stop);

        Assert.Equal(1, result.Left[FindingRule.Twins]);
        Assert.Equal(1, (await Findings(at).ShowAsync(A.Clerk, new(), cancellationToken: Stop)).TwinPairs);
        Assert.Equal(1, Assert.Single(await new FindingChart(at.Ledger, at.Time).ShowAsync(A.Clerk, Stop)).Left[FindingRule.Twins]);
        Assert.Equal("/data-quality/twins", Addresses.FindingsOf(FindingView.Left, FindingRule.Twins));
    }

    private static FindingDesk Findings(TwinFixture at) => new(at.Ledger, at.Time);
}
