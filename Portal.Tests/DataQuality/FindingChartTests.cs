using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.DataQuality;

public sealed class FindingChartTests : AccountPartPages
{
    private readonly FindingFixture _at = new();
    private readonly FindingChart _chart;

    public FindingChartTests()
    {
        _chart = new(_at.Ledger, _at.Time);
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_chart);
        SignIn(A.Viewer, Role.Viewer);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task EachDay_HasThePointOfItsLastCount(Engine engine)
    {
        using var at = new FindingFixture(engine);
        var chart = new FindingChart(at.Ledger, at.Time);
        await at.Check.RunAsync(A.Clerk, cancellationToken: Token);
        await at.Desk.DismissAsync(A.Clerk, await at.SeenAsync(), "予診票のとおり");
        using var duty = await ANode.StartedAsync(at.Ledger);
        using var counter = new FindingCounter(at.Ledger, duty, at.Time, NullLogger<FindingCounter>.Instance);
        await counter.StartAsync(Token);
        await UntilAsync(async () => (await chart.ShowAsync(A.Viewer, Token))[^1].Total == 0);

        at.Time.Advance(TimeSpan.FromDays(1));
        await UntilAsync(async () => (await chart.ShowAsync(A.Viewer, Token)).Count == 2);
        await counter.StopAsync(Token);

        Assert.Equal([0, 0], (await chart.ShowAsync(A.Viewer, Token)).Select(d => d.Total));
    }

    [Fact]
    public async Task WithoutThePermission_ItIsNotShown()
    {
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _chart.ShowAsync(A.Administrator, Token));

        Assert.Equal(OperationResult.Denied, Assert.Single(await _at.LogAsync(Operation.FindingChartShown)).Result);
    }

    [Fact]
    public void BeforeTheFirstCount_ThePageSaysWhenThereWillBeOne() =>
        Assert.Contains("1時間ごと", Render<FindingChartPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task TheTable_ShowsNow_AWeekAgo_AndTheChange()
    {
        await AddAsync((-30, FindingRule.Interval, 9), (-8, FindingRule.Interval, 5), (-1, FindingRule.Interval, 3), (0, FindingRule.Interval, 2));

        var page = Render<FindingChartPage>();

        Assert.Equal(["間隔", "2", "5", "-3", "9", "-7"], page.FindAll("tbody tr th, tbody tr td").Select(c => c.TextContent.Trim()));
        Assert.Contains("9件から", page.Find("figcaption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneDay_HasNoCurve_AndSaysWhy()
    {
        await AddAsync((0, FindingRule.Interval, 2));

        var page = Render<FindingChartPage>();

        Assert.Empty(page.FindAll("figure"));
        Assert.Contains("まだ1日だけ", page.Markup, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ARuleSwitchedOff_IsLeftOutFromThatDayOn_AndStaysInTheDaysBefore(Engine engine)
    {
        using var at = new FindingFixture(engine);
        var today = A.Day("2026-11-23");
        await using (var db = at.Ledger.CreateDbContext())
        {
            db.AddRange(new[] { -2, -1, 0 }.Select(day => new FindingCount { Day = today.AddDays(day), Rule = FindingRule.Interval, Left = 4 }));
            db.AddRange(new[] { -2, -1, 0 }.Select(day => new FindingCount { Day = today.AddDays(day), Rule = FindingRule.Lot, Left = 1 }));
            db.Add(new SwitchedOffRule { Rule = FindingRule.Interval, Reason = "見直し中のため", ByName = "吉田 明", At = A.Now.AddDays(-1) });
            await db.SaveChangesAsync(Token);
        }

        Assert.Equal([5, 1, 1], (await new FindingChart(at.Ledger, at.Time).ShowAsync(A.Viewer, Token)).Select(d => d.Total));
    }

    [Fact]
    public void TheQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("FindingCount", FindingChart.Points(db, A.Day("2026-11-23")).ToQueryString(), StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _at.Dispose();
        base.Dispose(disposing);
    }

    private async Task AddAsync(params (int Day, FindingRule Rule, int Left)[] counts)
    {
        await using var db = _at.Ledger.CreateDbContext();
        db.AddRange(counts.Select(c => new FindingCount { Day = A.Day("2026-11-23").AddDays(c.Day), Rule = c.Rule, Left = c.Left }));
        await db.SaveChangesAsync(Token);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var attempt = 0; attempt < 200 && !await isSo(); attempt++)
        {
            await Task.Delay(25, Token);
        }
    }
}
