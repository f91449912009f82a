using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Vrs;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

public class ReconcileDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutThePermission_IsDenied_AndNothingIsKept()
    {
        using var fixture = new ReconciliationFixture();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => fixture.RunAsync(fixture.Agreeing, by: A.Manager));

        Assert.Equal(OperationResult.Denied, Assert.Single(await fixture.LogAsync(Operation.VrsReconciled)).Result);
        Assert.Empty(fixture.FilesLeft);
    }

    [Theory, EveryEngine]
    public async Task AFileThatAgrees_LeavesNoRows_AndTheLedgerAsItIs(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);

        var made = await fixture.RunAsync(fixture.Agreeing);

        Assert.Equal(new ReconciliationTotals(3, 0, 6, 6, 6, 0, 0, 0, 0), made.Reconciliation.Totals);
        Assert.Equal((1, ExchangeKind.VrsReconciliation, ExchangeState.Done, 3, 3, 0), (made.Run.Number, made.Run.Kind, made.Run.State, made.Run.Lines, made.Run.Accepted, made.Run.Rejected));
        Assert.Equal(64, made.Run.Sha256!.Length);
        Assert.Empty(await fixture.RowsAsync(made));
        Assert.Empty(fixture.FilesLeft);
        Assert.Contains("同じ6", Assert.Single(await fixture.LogAsync(Operation.VrsReconciled)).Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task EveryKindOfDifference_IsARow_AndTheTotalsBalance(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var file = fixture.Agreeing;
        file[0] = file[0] with { Lot = "EX9999", Venue = "ｳｼｵ内科" };
        file.RemoveAt(3);
        file.Add(file[4] with { DoseNumber = 3, Day = "20220310" });
        file.Add(file[4] with { Number = "999" });

        var made = await fixture.RunAsync(file);

        Assert.Equal(new ReconciliationTotals(4, 1, 7, 6, 4, 1, 1, 1, 1), made.Reconciliation.Totals);
        var rows = await fixture.RowsAsync(made);
        Assert.Equal(
            [("Differs", "institutionName"), ("Differs", "lotNumber"), ("OnlyHere", null), ("OnlyThere", null), ("Unmatched", null)],
            rows.Select(r => (r.Kind.ToString(), r.Field)).Order());
        Assert.Equal((fixture.Doses[0].DoseId, "EX3617", "EX9999"), rows.Where(r => r.Field == "lotNumber").Select(r => (r.DoseId!.Value, r.Ours!, r.Theirs!)).Single());
        Assert.Equal(fixture.Doses[3].DoseId, rows.Single(r => r.Kind == ReconciliationDifferenceKind.OnlyHere).DoseId);
        Assert.Contains("この宛名番号の人が台帳にいません", rows.Single(r => r.Kind == ReconciliationDifferenceKind.Unmatched).Note, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task TheScopeOfTheFile_LeavesTheOthersOut(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var file = fixture.Agreeing.Where(e => e.Number == fixture.People[0].ResidentNumber).ToList();

        var part = await fixture.RunAsync(file, ReconciliationScope.File);
        var whole = await fixture.RunAsync(file);

        Assert.Equal((2, 0), (part.Reconciliation.LedgerDoses, part.Reconciliation.OnlyHere));
        Assert.Equal((6, 4), (whole.Reconciliation.LedgerDoses, whole.Reconciliation.OnlyHere));
    }

    [Theory, EveryEngine]
    public async Task ALineWithoutANumber_FindsItsPersonByCoupon_AndANumberOfSomebodyMergedLeadsToWhoTheyAre(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var merged = A.Person(residentNumber: "0001200009");
        merged.MergedIntoId = fixture.People[1].LedgerPersonId;
        fixture.Ledger.Add(merged, new Coupon
        {
            CouponId = Guid.CreateVersion7(),
            LedgerPersonId = fixture.People[0].LedgerPersonId,
            MunicipalityCode = "012033",
            CouponNumber = "0000012345",
            Kind = 1,
            DoseNumber = 1,
            CreatedAt = A.Now,
        });
        var file = fixture.Agreeing.Where(e => e.Number != fixture.People[2].ResidentNumber)
            .Select(e => e with { Number = e.Number == fixture.People[0].ResidentNumber ? "" : "1200009" });

        var made = await fixture.RunAsync(file, ReconciliationScope.File);

        Assert.Equal((4, 0), (made.Reconciliation.Same, made.Reconciliation.Unmatched));
    }

    [Fact]
    public async Task ADoseCancelledInTheLedger_IsOnlyThere_AndSaysSo()
    {
        using var fixture = new ReconciliationFixture();
        await fixture.ChangeAsync(fixture.Doses[0].DoseId, d => d.Status = RecordStatus.Cancelled);

        var row = Assert.Single(await fixture.RowsAsync(await fixture.RunAsync(fixture.Agreeing)));

        Assert.Equal((ReconciliationDifferenceKind.OnlyThere, ReconciliationLikeness.Cancelled), (row.Kind, row.Likeness));
    }

    [Fact]
    public async Task Stopped_NothingIsKept_AndTheLogSaysSo()
    {
        using var fixture = new ReconciliationFixture();
        using var stop = new CancellationTokenSource();
        var progress = new Stopping(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Reconcile.ReconcileAsync(
            new MemoryStream(new VrsStandIn(fixture.Agreeing).File()), new ReconciliationOrder("vrs.csv"), A.Clerk, progress, stop.Token));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(0, await db.ExchangeRuns.CountAsync(Token) + await db.ReconciliationDifferences.CountAsync(Token));
        Assert.Equal((OperationResult.Failed, "中止"), (await fixture.LogAsync(Operation.VrsReconciled)).Select(e => (e.Result, e.Detail)).Single());
        Assert.Empty(fixture.FilesLeft);
    }

    [Theory]
    [InlineData(VrsFault.WrongEncoding, "UTF-16")]
    [InlineData(VrsFault.MixedEncoding, "読めない文字")]
    [InlineData(VrsFault.WrongCount, "入力した件数3件と違います")]
    [InlineData(VrsFault.WrongColumns, "9列から73列")]
    [InlineData(VrsFault.MyNumbers, "個人番号")]
    public async Task AFileThatIsNotWhole_IsRefusedInWords_AndNothingIsKept(VrsFault fault, string words)
    {
        using var fixture = new ReconciliationFixture();
        var vrs = new VrsStandIn(fixture.Agreeing);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => fixture.RunAsync(vrs.File(fault), expected: vrs.Lines));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(0, await db.ExchangeRuns.CountAsync(Token));
    }

    [Theory]
    [InlineData(VrsFault.DuplicateLine, 4, 8, 2, "前の行と同じ人の行です。")]
    [InlineData(VrsFault.Truncated, 3, 5, 1, "列の数が1行目と違います")]
    public async Task ALineThatCannotBeUsed_IsCounted_AndTheRestIsCompared(VrsFault fault, int lines, int doses, int unmatched, string why)
    {
        using var fixture = new ReconciliationFixture();

        var made = await fixture.RunAsync(new VrsStandIn(fixture.Agreeing).File(fault), ReconciliationScope.File);

        Assert.Equal((lines, doses, 1, unmatched), (made.Reconciliation.FileLines, made.Reconciliation.FileDoses, made.Reconciliation.UnmatchedLines, made.Reconciliation.Unmatched));
        Assert.Equal((lines, 1), (made.Run.Lines, made.Run.Rejected));
        Assert.Contains(why, Assert.Single(await fixture.RowsAsync(made)).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryQuery_TranslatesForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        IQueryable[] queries =
        [
            ReconciliationPeople.Rows(db, ExchangeKind.VrsReconciliation), ReconciliationPeople.Rows(db, ExchangeKind.HealthReconciliation), ReconciliationDoseReader.Active(db, [Guid.Empty]), ReconciliationDoseReader.Cancelled(db, [Guid.Empty]), ReconciliationAside.Rows(db, ExchangeKind.VrsReconciliation), ReconciliationSearch.Newest(db, ExchangeKind.VrsReconciliation),
            ReconciliationSearch.Patterns(db, Guid.Empty), ReconciliationSearch.Rows(db, Guid.Empty, new(ReconciliationDifferenceState.Open, ReconciliationDifferenceKind.Differs, "doctor", ReconciliationLikeness.Width), 100),
        ];

        Assert.All(queries, query => Assert.Contains("SELECT", query.ToQueryString(), StringComparison.Ordinal));
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<ReconciliationProgress>
    {
        public void Report(ReconciliationProgress value) => stop.Cancel();
    }
}
