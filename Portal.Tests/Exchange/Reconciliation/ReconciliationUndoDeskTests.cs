using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Vrs;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

/// <summary>突合で反映したものをまとめて元に戻す.</summary>
public sealed class ReconciliationUndoDeskTests
{
    private const string Reason = "別の自治体のファイルだった";

    private static readonly ApprovalPolicy NoSecondPerson = new([]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task EverythingARunBrought_GoesBack_WithARevisionAndAnEntryEach_AndTheRowsAreOpenAgain(Engine engine)
    {
        using var at = new ReconciliationFixture(engine, NoSecondPerson);
        var made = await BroughtAsync(at);

        var preview = await at.Undoing.LookAsync(A.Clerk, made.Run.ExchangeRunId, Token);
        var outcome = await at.Undoing.UndoAsync(A.Clerk, made.Run.ExchangeRunId, 3, Reason, cancellationToken: Token);

        Assert.Equal((2, 1, 0), (preview.Values, preview.Doses, preview.Kept.Count));
        Assert.Equal((3, 0, 0), (outcome.Done, outcome.Waiting, outcome.Refused.Count));
        Assert.Equal(("EX3617", RecordStatus.Cancelled), ((await at.DoseAsync(at.Doses[0].DoseId)).LotNumber, (await at.DosesAsync(at.People[0]))[2].Status));
        Assert.All(await at.RowsAsync(made), row => Assert.Equal((ReconciliationDifferenceState.Open, null), (row.State, row.DecidedByName)));
        await using var db = at.Ledger.CreateDbContext();
        var revisions = await db.Revisions.Include(r => r.Changes).Where(r => r.ReasonText!.EndsWith($"の反映の取消し: {Reason}")).ToListAsync(Token);
        Assert.Equal([(RevisionAct.Cancel, 1), (RevisionAct.Restore, 2)], revisions.Select(r => (r.Act, r.Changes.Count)).OrderBy(r => r.Item2));
        Assert.Equal(3, (await at.LogAsync(Operation.CorrectionMade)).Count);
        Assert.Equal($"連携 {made.Run.Number} 戻した3件 承認待ち0件", Assert.Single(await at.LogAsync(Operation.VrsAcceptancesUndone)).Detail);
    }

    [Theory, EveryEngine]
    public async Task WhatWasChangedSince_Stays_AndIsTold(Engine engine)
    {
        using var at = new ReconciliationFixture(engine, NoSecondPerson);
        var made = await BroughtAsync(at);
        await at.ChangeAsync(at.Doses[0].DoseId, dose => dose.LotNumber = "FF0001");
        await at.ChangeAsync((await at.DosesAsync(at.People[0]))[2].DoseId, dose => dose.Doctor = "潮 三郎");

        var preview = await at.Undoing.LookAsync(A.Clerk, made.Run.ExchangeRunId, Token);
        await at.Undoing.UndoAsync(A.Clerk, made.Run.ExchangeRunId, preview.Rows, Reason, cancellationToken: Token);

        Assert.Equal((1, 0, 2), (preview.Values, preview.Doses, preview.Kept[ReconciliationUndoRow.Changed]));
        Assert.Equal(("FF0001", at.Doses[0].Doctor), ((await at.DoseAsync(at.Doses[0].DoseId)).LotNumber, (await at.DoseAsync(at.Doses[0].DoseId)).Doctor));
        Assert.Equal(2, (await at.RowsAsync(made)).Count(r => r.State == ReconciliationDifferenceState.Accepted));
        Assert.Equal(0, (await at.Undoing.LookAsync(A.Clerk, made.Run.ExchangeRunId, Token)).Rows);
    }

    [Fact]
    public async Task WhereTheCityAsksForASecondPerson_ACancellationWaits_AndItsRowStaysAccepted()
    {
        using var at = new ReconciliationFixture(policy: new ApprovalPolicy(["cancel"]));
        var made = await BroughtAsync(at);

        var outcome = await at.Undoing.UndoAsync(A.Clerk, made.Run.ExchangeRunId, 3, Reason, cancellationToken: Token);

        Assert.Equal((3, 1), (outcome.Done, outcome.Waiting));
        Assert.Equal(ReconciliationDifferenceKind.OnlyThere, Assert.Single(await at.RowsAsync(made), r => r.State == ReconciliationDifferenceState.Accepted).Kind);
        Assert.Equal(1, (await at.Undoing.LookAsync(A.Clerk, made.Run.ExchangeRunId, Token)).Kept[ReconciliationUndoRow.Pending]);
    }

    [Fact]
    public async Task Stopped_ItHasDoneWhatItHasDone_AndGoesOnWithTheRest()
    {
        using var at = new ReconciliationFixture();
        var people = Enumerable.Range(1, 120).Select(i => A.Person(residentNumber: $"{i + 5000}")).ToList();
        at.Ledger.Add([.. people, .. people.Select(p => ReconciliationFixture.Complete(A.Dose(p)))]);
        await using var db = at.Ledger.CreateDbContext();
        var doses = await db.Doses.AsNoTracking().ToListAsync(Token);
        var everybody = people.Concat(at.People).ToDictionary(p => p.LedgerPersonId);
        var made = await at.RunAsync(doses.Select(d => VrsEntry.Of(everybody[d.LedgerPersonId], d) with { Lot = "FA5715" }));
        var pattern = (await at.Work.ShowAsync(A.Clerk, made.Run.ExchangeRunId, new(), 0, Token))!.Patterns[0];
        await at.Patterns.DecideAsync(A.Clerk, made.Run.ExchangeRunId, pattern.Pattern, ReconciliationDecisionKind.Accept, 126, "VRS の画面で確かめた", cancellationToken: Token);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => at.Undoing.UndoAsync(A.Clerk, made.Run.ExchangeRunId, 126, Reason, new Stopper(stop), stop.Token));
        var left = (await at.Undoing.LookAsync(A.Clerk, made.Run.ExchangeRunId, Token)).Rows;
        var outcome = await at.Undoing.UndoAsync(A.Clerk, made.Run.ExchangeRunId, left, Reason, cancellationToken: Token);

        Assert.Equal((76, 76), (left, outcome.Done));
        Assert.All(await at.RowsAsync(made), r => Assert.Equal(ReconciliationDifferenceState.Open, r.State));
        Assert.False(await db.Doses.AnyAsync(d => d.LotNumber == "FA5715", Token));
    }

    [Fact]
    public async Task AnotherCountThanTheLookNamed_NoReason_OrNoRight_ChangesNothing()
    {
        using var at = new ReconciliationFixture(policy: NoSecondPerson);
        var run = (await BroughtAsync(at)).Run.ExchangeRunId;

        Assert.Contains("確認した2件が、いまは3件です", (await Assert.ThrowsAsync<RuleException>(() => at.Undoing.UndoAsync(A.Clerk, run, 2, Reason, cancellationToken: Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => at.Undoing.UndoAsync(A.Clerk, run, 3, " ", cancellationToken: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Undoing.LookAsync(A.Viewer, run, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Undoing.UndoAsync(A.Viewer, run, 3, Reason, cancellationToken: Token));
        Assert.Equal("FA5715", (await at.DoseAsync(at.Doses[0].DoseId)).LotNumber);
    }

    /// <summary>A lot and a doctor accepted, a dose registered.</summary>
    private static async Task<ReconciliationMade> BroughtAsync(ReconciliationFixture at)
    {
        var file = ReconciliationAcceptDeskTests.Changed(at);
        var made = await at.RunAsync([.. file, file[0] with { DoseNumber = 3, Day = "20220310", Lot = "FF9942" }]);
        var rows = await at.RowsAsync(made);
        await at.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(rows.Where(r => r.Kind == ReconciliationDifferenceKind.Differs)), "VRS の画面で確かめた", Token);
        await at.Registering.RegisterAsync(A.Clerk, ReconciliationFixture.Seen(rows.Where(r => r.Kind == ReconciliationDifferenceKind.OnlyThere)), "VRS の画面で確かめた", Token);
        return made;
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<ReconciliationProgress>
    {
        public void Report(ReconciliationProgress value) => stop.Cancel();
    }
}
