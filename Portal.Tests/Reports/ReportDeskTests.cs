using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.Reports;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class ReportDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutThePermission_NothingIsShownOrMade_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new ReportFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowAsync(A.Viewer, ReportFixture.July, null, null, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.MakeAsync(A.Viewer, ReportFixture.July, null, null, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAsync(A.Viewer, Guid.NewGuid(), Token));

        Assert.Equal([OperationResult.Denied, OperationResult.Denied], (await at.LogAsync(Operation.ReportShown)).Select(e => e.Result));
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.ReportMade)).Result);
    }

    [Fact]
    public async Task AMomentToCome_IsRefused()
    {
        using var at = new ReportFixture();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.ShowAsync(ReportFixture.Reporter, ReportFixture.July, A.Now.AddMinutes(1), null, Token));

        Assert.Contains("いまより前", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ARun_KeepsItsFigures_WhateverIsCorrectedLater(Engine engine)
    {
        using var at = new ReportFixture(engine);
        var first = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);
        await at.CancelAsync(await AnyDoseAsync(at));
        at.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);

        var (then, now) = ((await at.Desk.OpenAsync(ReportFixture.Reporter, first.ReportRunId, Token))!, (await at.Desk.OpenAsync(ReportFixture.Reporter, second.ReportRunId, Token))!);

        Assert.Equal((1, 6, 2, 5), (first.Number, first.Doses, second.Number, second.Doses));
        Assert.Equal((6, 5), (then.Content.Find("day")!.Total, now.Content.Find("day")!.Total));
        Assert.Equal(first.ReportRunId, now.Previous!.ReportRunId);
        Assert.Equal(KeptReport.Write(then.Content), KeptReport.Write(await at.Counter.CountAnewAsync(ReportFixture.July, first.AsOf, null, Token)));
        Assert.Equal(["第1号 令和3年7月 時点 令和8年11月23日 10:41:59 接種6件", "第2号 令和3年7月 時点 令和8年11月23日 10:42:59 接種5件"], (await at.LogAsync(Operation.ReportMade)).Select(e => e.Detail));
    }

    [Theory, EveryEngine]
    public async Task FiguresChangedBehindThePortal_AreNotShown(Engine engine)
    {
        using var at = new ReportFixture(engine);
        var run = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);
        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.ReportFigures.ExecuteUpdateAsync(u => u.SetProperty(f => f.Text, f => f.Text.Replace("\"Period\":\"2021-07\"", "\"Period\":\"2021-08\"")), Token);
        }

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.OpenAsync(ReportFixture.Reporter, run.ReportRunId, Token));

        Assert.Contains("第1号の数値は、作成したときのものではありません", refused.Message, StringComparison.Ordinal);
        Assert.Equal((OperationResult.Failed, refused.Message), (await at.LogAsync(Operation.ReportShown)).Select(e => (e.Result, e.Detail!)).Single());
    }

    [Theory, EveryEngine]
    public async Task ARunOfAnEarlierMoment_IsComparedWithWhatWasEarlierStill(Engine engine)
    {
        using var at = new ReportFixture(engine);
        var first = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, A.Now.AddDays(-3), null, Token);
        await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);

        var between = await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, A.Now.AddDays(-2), null, Token);

        Assert.Equal((3, first.ReportRunId), (between.Number, between.PreviousId));
    }

    [Theory, EveryEngine]
    public async Task TwoAtOnce_GetTwoNumbers(Engine engine)
    {
        using var at = new ReportFixture(engine);

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token)));

        Assert.Equal([1, 2, 3], runs.Select(r => r.Number).Order());
    }

    [Theory, EveryEngine]
    public async Task EveryDifference_OfTheDoses_IsExplained_ByTheActsThatMadeIt(Engine engine)
    {
        using var at = new ReportFixture(engine, seed: 5);
        await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);
        await at.CancelAsync(await AnyDoseAsync(at));
        for (var step = 0; step < 10; step++)
        {
            await at.ActAsync(step);
        }

        var differences = await at.Explainer.ExplainAsync(await at.KeptAsync(await at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token)), Token);

        var ofDoses = differences.Where(d => ReportExplainer.IsOfDoses(d.Difference)).ToList();
        Assert.NotEmpty(ofDoses);
        Assert.All(ofDoses, d => Assert.True(d.IsExplained, $"{d.Difference}"));
        Assert.Contains(ofDoses, d => d.Causes.Any(c => c.Words.StartsWith("接種記録の取消（予診票の転記誤り） 高橋 恵", StringComparison.Ordinal) && c.Change == -1));
    }

    [Theory, EveryEngine]
    public async Task OnTheFirstOfAMonth_TheMonthBefore_IsMadeOnce(Engine engine)
    {
        using var at = new ReportFixture(engine);
        using var duty = ANode.Of(at.Ledger);
        using var scheduler = new ReportScheduler(at.Desk, duty, new ConfigurationBuilder().Build(), at.Time, NullLogger<ReportScheduler>.Instance);

        var made = await scheduler.MakeDueAsync(Token);
        var again = await scheduler.MakeDueAsync(Token);
        at.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(14));
        var early = await scheduler.MakeDueAsync(Token);
        at.Time.Advance(TimeSpan.FromHours(6));
        var next = await scheduler.MakeDueAsync(Token);

        Assert.Equal(("2026-10", null, null, "2026-11"), (made!.Period, again, early, next!.Period));
        Assert.Equal("システム(定期)", next.MadeByName);
    }

    private static async Task<Guid> AnyDoseAsync(ReportFixture at)
    {
        await using var db = at.Ledger.CreateDbContext();
        return await db.Doses.OrderBy(d => d.VaccinatedOn).Select(d => d.DoseId).FirstAsync(Token);
    }
}
