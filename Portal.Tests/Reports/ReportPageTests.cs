using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Reports;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class ReportPageTests : AccountPartPages
{
    private readonly ReportFixture _at = new();

    public ReportPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.Rows).AddSingleton(_at.Explainer).AddSingleton(_at.Settings);
        SignIn(ReportFixture.Reporter, Role.Reporter, Role.Viewer);
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void BeforeTheFirstRun_TheListSaysHowToMakeOne_AndTheChoiceOpensAPeriod()
    {
        var page = Render<ReportsPage>();
        Assert.Contains("作成した報告はまだありません", page.Markup, StringComparison.Ordinal);

        page.Find("#report-year").Change("2021");
        page.Find("#report-month").Change("7");
        page.Find("form.report-choice").Submit();

        Assert.EndsWith("/reports/2021-07", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreRunsThanAPage_AreShownWhenAskedFor()
    {
        await using (var db = _at.Ledger.CreateDbContext())
        {
            db.AddRange(Enumerable.Range(1, ReportDesk.PageSize + 1).Select(number => new ReportRun
            {
                ReportRunId = Guid.CreateVersion7(),
                Number = number,
                Period = "2021-07",
                AsOf = A.Now,
                MadeAt = A.Now,
                MadeByKey = "inoue",
                MadeByName = "井上 薫",
                Terminal = "T1",
                Doses = 0,
                Digest = new string('0', 64),
            }));
            await db.SaveChangesAsync(Token);
        }

        var page = Render<ReportsPage>();
        page.WaitForElement("table.records tbody tr");
        Assert.Equal(ReportDesk.PageSize, page.FindAll("table.records tbody tr").Count);

        await page.Find("p button.quiet").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("第1号", page.Find("table.records tbody tr:last-child th").TextContent.Trim()));
        Assert.Empty(page.FindAll("p button.quiet"));
    }

    [Fact]
    public async Task APeriod_IsCounted_MadeUnderANumber_AndEachFigureOpensItsRows()
    {
        var page = Render<ReportPage>(p => p.Add(r => r.Code, "2021-07"));
        page.WaitForElement(".report-table");
        Assert.Contains("まだ作成していない報告", page.Markup, StringComparison.Ordinal);
        var link = page.FindAll("section[aria-labelledby=t-day] tfoot a")[^1];
        Assert.Equal(("6", "/reports/2021-07/rows?at=20261123T104159&table=day&row=%2A&column=%2A"), (link.TextContent, link.GetAttribute("href")));

        await PressAsync(page, "F12");

        Assert.Matches("/reports/runs/[0-9a-f-]{36}$", Address);
        Assert.Single(await _at.LogAsync(Operation.ReportMade));
    }

    [Fact]
    public void WhoeverMayNotSeePeople_SeesNumbersWithoutLinks()
    {
        SignIn(A.Staff("inoue", "井上 薫", Role.Reporter), Role.Reporter);

        var page = Render<ReportPage>(p => p.Add(r => r.Code, "2021-07"));

        page.WaitForElement(".report-table");
        Assert.Empty(page.FindAll(".report-table a"));
    }

    [Fact]
    public async Task ARun_SaysWhoMadeIt_AndWhatDiffersFromTheOneBefore()
    {
        await _at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);
        await using (var db = _at.Ledger.CreateDbContext())
        {
            await _at.CancelAsync(db.Doses.OrderBy(d => d.VaccinatedOn).First().DoseId);
        }

        _at.Time.Advance(TimeSpan.FromMinutes(1));
        var run = await _at.Desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, null, Token);

        var page = Render<ReportPage>(p => p.Add(r => r.Id, run.ReportRunId));

        page.WaitForAssertion(() => Assert.Contains("接種記録の取消（予診票の転記誤り） 高橋 恵", page.Markup, StringComparison.Ordinal));
        Assert.Contains("第2号", page.Markup, StringComparison.Ordinal);
        Assert.Contains($"/reports/runs/{run.ReportRunId}/report.xlsx", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TablesLeftOut_StayOut_TheNextTime()
    {
        var page = Render<ReportPage>(p => p.Add(r => r.Code, "2021-07"));
        page.WaitForElement(".report-table");

        await PressAsync(page, "F9");
        page.FindAll(".report-tables input")[1].Change(false);

        Assert.Empty(page.FindAll("#t-age"));
        var again = Render<ReportPage>(p => p.Add(r => r.Code, "2021-07"));
        again.WaitForElement(".report-table");
        Assert.Empty(again.FindAll("#t-age"));
    }

    [Fact]
    public async Task APrint_IsLogged_BeforeItBegins()
    {
        var page = Render<ReportPage>(p => p.Add(r => r.Code, "2021-07"));
        page.WaitForElement(".report-table");
        Assert.Empty(page.FindAll("print-sheet"));

        await PressAsync(page, "F8");

        Assert.Single(page.FindAll("print-sheet"));
        Assert.Single(await _at.LogAsync(Operation.ReportPrinted));
    }

    [Theory]
    [InlineData("2021-13", "")]
    [InlineData("2021-07", "?at=yesterday")]
    public void AnAddressThatNamesNothing_SaysSo(string code, string at)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/reports/{code}{at}");

        var page = Render<ReportPage>(p => p.Add(r => r.Code, code));

        page.WaitForElement("[role=alert]");
        Assert.NotEmpty(page.FindAll("a[data-key=Esc]"));
    }

    [Fact]
    public void TheRows_BehindAFigure_LeadToThePersonAtThatMoment()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/reports/2021-07/rows?at=20261123T104100&table=day&row=2021-07-11&column=2");

        var page = Render<ReportRowsPage>(p => p.Add(r => r.Code, "2021-07"));

        page.WaitForAssertion(() => Assert.Contains("0001300002", page.Find("tbody").TextContent, StringComparison.Ordinal));
        page.Find("tbody tr").Click();
        page.WaitForAssertion(() => Assert.EndsWith($"/people/{_at.People[1].LedgerPersonId}/as-of?at=20261123T104100", Address, StringComparison.Ordinal));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
