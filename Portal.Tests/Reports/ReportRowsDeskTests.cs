using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Reports;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class ReportRowsDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhoeverMayNotSeePeople_SeesFigures_ButNoRows()
    {
        using var at = new ReportFixture();
        var only = A.Staff("inoue", "井上 薫", Domain.Accounts.Role.Reporter);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Rows.ShowAsync(only, new(ReportFixture.July, null, "day", ReportCell.All, ReportCell.All), 0, Token));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.ReportRowsShown)).Result);
    }

    [Fact]
    public async Task EveryFigure_OfADemoLedger_HasAsManyRows()
    {
        using var at = await ReportFixture.WithDemoAsync(600);
        var moment = at.Time.GetUtcNow().UtcDateTime;
        foreach (var code in new[] { "2021-07", "2026-11" })
        {
            var period = ReportPeriod.Parse(code);
            var content = await at.Counter.CountAsync(period, moment, null, Token);
            foreach (var table in content.Tables.Where(t => t.Key is not "day"))
            {
                foreach (var (row, column, figure) in table.Rows.SelectMany(r => table.Columns.Select((c, i) => (r.Key, c.Key, r.Values[i]))).Where(c => c.Item3 > 0))
                {
                    var rows = await at.Rows.ShowAsync(ReportFixture.Reporter, new(period, moment, table.Key, row, column), 0, Token);
                    Assert.Equal((table.Key, row, column, figure, figure), (table.Key, row, column, rows.Figure, rows.Count));
                }
            }
        }
    }

    [Theory, EveryEngine]
    public async Task TheRows_AreThoseOfTheMoment_AndTheLookIsLogged(Engine engine)
    {
        using var at = new ReportFixture(engine, seed: 3);
        var moment = at.Time.GetUtcNow().UtcDateTime;
        for (var step = 0; step < 8; step++)
        {
            await at.ActAsync(step);
        }

        var rows = await at.Rows.ShowAsync(ReportFixture.Reporter, new(ReportFixture.July, moment, "day", ReportCell.All, "2"), 0, Token);

        Assert.Equal((3, 3), (rows.Count, rows.Figure));
        Assert.Equal(["令和3年7月11日", "令和3年7月13日", "令和3年7月15日"], rows.Lines.Select(l => l.When));
        Assert.Equal("令和3年7月 時点 令和8年11月23日 10:42 接種日ごとの接種回数 計 2回目 3件中3件", Assert.Single(await at.LogAsync(Operation.ReportRowsShown)).Detail);
    }

    [Theory]
    [InlineData("nothing", "*", "*")]
    [InlineData("day", "2021-08-01", "1")]
    [InlineData("rates", "*", "*")]
    public async Task AFigureTheReportDoesNotHave_IsRefused(string table, string row, string column)
    {
        using var at = new ReportFixture();

        await Assert.ThrowsAsync<RuleException>(() => at.Rows.ShowAsync(ReportFixture.Reporter, new(ReportFixture.July, null, table, row, column), 0, Token));
    }
}
