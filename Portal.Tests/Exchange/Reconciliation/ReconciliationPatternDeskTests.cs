using Portal.Domain;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Vrs;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

public class ReconciliationPatternDeskTests
{
    private const string Reason = "VRS の表記に合わせる";

    private static readonly ReconciliationPattern Width = new(ReconciliationDifferenceKind.Differs, DoseFields.InstitutionName.Key, ReconciliationLikeness.Width);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task APattern_IsAcceptedWhole_AndOnlyThat_AndTheSecondRunFindsWhatIsLeft(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var made = await fixture.RunAsync(Wide(fixture));

        var outcome = await fixture.Patterns.DecideAsync(A.Clerk, made.Run.ExchangeRunId, Width, ReconciliationDecisionKind.Accept, 5, Reason, cancellationToken: Token);

        Assert.Equal((5, 0), (outcome.Done, outcome.Refused.Count));
        Assert.Equal("うしお内科ｸﾘﾆｯｸ", (await fixture.DoseAsync(fixture.Doses[1].DoseId)).InstitutionName);
        Assert.Equal(5, (await fixture.LogAsync(Operation.CorrectionMade)).Count);
        var second = await fixture.RunAsync(Wide(fixture));
        Assert.Equal(1, second.Reconciliation.Differs);
        Assert.Equal(ReconciliationLikeness.Other, Assert.Single(await fixture.RowsAsync(second)).Likeness);
    }

    [Fact]
    public async Task WhenThereAreOthersThanTheScreenNamed_NothingIsDone()
    {
        using var fixture = new ReconciliationFixture();
        var made = await fixture.RunAsync(Wide(fixture));

        var refusal = await Assert.ThrowsAsync<RuleException>(() => fixture.Patterns.DecideAsync(A.Clerk, made.Run.ExchangeRunId, Width, ReconciliationDecisionKind.Accept, 4, Reason, cancellationToken: Token));

        Assert.Contains("確認した4件が、いまは5件です", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await fixture.LogAsync(Operation.CorrectionMade));
    }

    [Fact]
    public async Task WithoutThePermission_IsDenied()
    {
        using var fixture = new ReconciliationFixture();
        var made = await fixture.RunAsync(Wide(fixture));

        await Assert.ThrowsAsync<PermissionDeniedException>(() => fixture.Patterns.DecideAsync(A.Viewer, made.Run.ExchangeRunId, Width, ReconciliationDecisionKind.SetAside, 5, Reason, cancellationToken: Token));
    }

    [Fact]
    public async Task OnlyHere_CanBeSetAside_AndNotAccepted()
    {
        using var fixture = new ReconciliationFixture();
        var made = await fixture.RunAsync(fixture.Agreeing.Skip(2));
        var pattern = new ReconciliationPattern(ReconciliationDifferenceKind.OnlyHere, null, ReconciliationLikeness.Other);

        await Assert.ThrowsAsync<RuleException>(() => fixture.Patterns.DecideAsync(A.Clerk, made.Run.ExchangeRunId, pattern, ReconciliationDecisionKind.Accept, 2, Reason, cancellationToken: Token));
        var outcome = await fixture.Patterns.DecideAsync(A.Clerk, made.Run.ExchangeRunId, pattern, ReconciliationDecisionKind.SetAside, 2, Reason, cancellationToken: Token);

        Assert.Equal(2, outcome.Done);
        Assert.All(await fixture.RowsAsync(made), r => Assert.Equal(ReconciliationDifferenceState.SetAside, r.State));
    }

    /// <summary>Five venues differ in width only, one in words.</summary>
    private static List<VrsEntry> Wide(ReconciliationFixture fixture)
    {
        var file = fixture.Doses.Select(d => VrsEntry.Of(fixture.People.Single(p => p.LedgerPersonId == d.LedgerPersonId), d) with { Venue = "うしお内科ｸﾘﾆｯｸ" }).ToList();
        file[0] = file[0] with { Venue = "集団接種会場" };
        return file;
    }
}
