using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Demo;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Xunit;

namespace Portal.Tests.DataQuality;

public sealed class LedgerCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AViewer_MayNot_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new FindingFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Check.RunAsync(A.Viewer, cancellationToken: Token));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.LedgerChecked)).Result);
    }

    [Theory, EveryEngine]
    public async Task WhatWasWrittenPastThePortal_IsFound_AndWhatIsGoneResolved(Engine engine)
    {
        using var at = new FindingFixture(engine);
        Assert.Equal(FindingRule.Interval, Assert.Single(await at.FindingsAsync()).Rule);
        await at.WriteBehindAsync("UPDATE \"Dose\" SET \"VaccinatedOn\" = '2021-07-20', \"AmountMl\" = 0.5 WHERE \"DoseNumber\" = 2");

        var result = await at.Check.RunAsync(A.Clerk, cancellationToken: Token);

        Assert.Equal((1, 1, 1), (result.People, result.Total, result.Changed));
        Assert.Equal([(FindingRule.Interval, FindingState.Resolved), (FindingRule.Amount, FindingState.Open)], (await at.FindingsAsync()).Select(f => (f.Rule, f.State)));
        Assert.Equal(["開始 1人", "1人 残り1件 変わった人1人"], (await at.LogAsync(Operation.LedgerChecked)).OrderBy(e => e.Sequence).Select(e => e.Detail));
        Assert.Equal(0, (await at.Check.RunAsync(A.Clerk, cancellationToken: Token)).Changed);
    }

    [Theory, EveryEngine]
    public async Task TheDaysPoint_IsWrittenOnce_AndFollowsTheLastRun(Engine engine)
    {
        using var at = new FindingFixture(engine);
        await at.Check.RunAsync(A.Clerk, cancellationToken: Token);
        await at.Desk.DismissAsync(A.Clerk, await at.SeenAsync(), "予診票のとおり");
        await at.Check.RunAsync(A.Clerk, cancellationToken: Token);
        at.Time.Advance(TimeSpan.FromDays(1));
        await at.Check.RunAsync(A.Clerk, cancellationToken: Token);

        await using var db = at.Ledger.CreateDbContext();
        var points = await db.FindingCounts.Where(c => c.Rule == FindingRule.Interval).OrderBy(c => c.Day).ToListAsync(Token);
        Assert.Equal([(A.Day("2026-11-23"), 0), (A.Day("2026-11-24"), 0)], points.Select(p => (p.Day, p.Left)));
    }

    [Fact]
    public async Task ADemoLedger_HoldsExactlyWhatWasPlantedInIt()
    {
        using var ledger = TestDb.OnSqlite();
        var demo = new DemoLedger(5_000);
        await new DemoFill(ledger, TimeProvider.System).RunAsync(demo, Staff.System("test"), _ => { }, Token);
        List<CheckProgress> seen = [];
        await new TwinDesk(ledger, TimeProvider.System).SeekAsync(A.Clerk, Token);

        var result = await new LedgerCheck(ledger, TimeProvider.System).RunAsync(A.Clerk, new Seen(seen), Token);

        var planted = demo.Faults.GroupBy(f => f.Key.Rule()).ToDictionary(g => g.Key, g => g.Sum(f => f.Value));
        Assert.Equal(planted.OrderBy(p => p.Key), result.Left.OrderBy(p => p.Key));
        Assert.Equal(Enumerable.Range(0, 11).Select(n => n * 500), seen.Select(p => p.Done));
        Assert.All(seen, p => Assert.Equal(5000, p.Total));
    }

    [Fact]
    public async Task InTheBackground_ItSaysHowItEnded_AndAStoppedOneToo()
    {
        using var at = new FindingFixture();
        using var runner = new LedgerCheckRunner(at.Check, NullLogger<LedgerCheckRunner>.Instance);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => runner.StartAsync(A.Viewer));

        await runner.StartAsync(A.Clerk);
        await runner.Running;

        Assert.Equal((null, "1人を点検しました。残り 1件。", false), (runner.Progress, runner.Outcome, runner.Failed));
    }

    [Fact]
    public async Task AStoppedRun_Throws_AndTheLogSaysHowFarItCame()
    {
        using var at = new FindingFixture();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => at.Check.RunAsync(A.Clerk, new Stopping(stop), stop.Token));

        Assert.Equal([("開始 1人", OperationResult.Done), ("中止 0人まで", OperationResult.Failed)], (await at.LogAsync(Operation.LedgerChecked)).Select(e => (e.Detail!, e.Result)));
    }

    [Fact]
    public void EveryQuery_IsOneStatement_OnSqlServerToo()
    {
        using var db = TestDb.SqlServerOffline();
        var (first, last) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Contains("ORDER BY [l].[LedgerPersonId]", CheckReader.People(db, first, last).ToQueryString(), StringComparison.Ordinal);
        Assert.DoesNotContain("[SourceText]", CheckReader.Doses(db, first, last).ToQueryString(), StringComparison.Ordinal);
        Assert.NotEmpty(CheckReader.Spans(db, first, last).ToQueryString() + CheckReader.Stored(db, first, last).ToQueryString());
        Assert.NotEmpty(CheckGrounds.Middle(db, 2).ToQueryString());
        Assert.NotEmpty(CheckGrounds.SharedNumbers(db, db.Coupons.Where(c => c.CouponNumber.CompareTo("1") < 0)).ToQueryString());
        foreach (var view in Enum.GetValues<FindingView>())
        {
            var question = new FindingQuestion(view, FindingRule.Interval, Portal.Domain.Ledger.DoseSource.Vrs);
            Assert.DoesNotContain("APPLY", FindingSearch.Rows(db, question, A.Clerk, (A.Now, first)).ToQueryString(), StringComparison.Ordinal);
            Assert.NotEmpty(FindingSearch.Counts(FindingSearch.Part(db, question, A.Clerk)).ToQueryString());
        }
    }

    private sealed class Seen(List<CheckProgress> all) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => all.Add(value);
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => stop.Cancel();
    }
}
