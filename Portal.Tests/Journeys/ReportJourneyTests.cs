using ClosedXML.Excel;
using Microsoft.Playwright;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>A manager counts a month, keeps it under a number, opens the rows of a figure and takes the workbook along.</summary>
[Collection(JourneyCollection.Name)]
public sealed class ReportJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task AMonth_IsCounted_Kept_Opened_AndHandedOn()
    {
        var person = A.Person(residentNumber: "0007700001");
        portal.Add(person, A.Dose(person, 1, "2021-07-05"), A.Dose(person, 2, "2021-07-26"));
        var page = await portal.OpenAsync("/reports", "yoshida");
        await page.Locator("#report-year").SelectOptionAsync("2021");
        await page.Locator("#report-month").SelectOptionAsync("7");
        await PortalInBrowser.AssertAccessibleAsync(page);

        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator(".report-summary")).ToContainTextAsync("2回");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Locator("section[aria-labelledby=t-day] tbody a").First.ClickAsync();
        await Assertions.Expect(page.Locator("record-table tbody")).ToContainTextAsync("0007700001");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator(".report-summary")).ToContainTextAsync("2回");
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, $"{portal.Address}reports/runs/*");
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("第1号");
        await PortalInBrowser.AssertAccessibleAsync(page);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("F12"));

        Assert.Equal("月次報告_2021-07_第1号.xlsx", download.SuggestedFilename);
        using var book = new XLWorkbook(new MemoryStream(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)));
        Assert.Equal(2, book.Worksheet("接種日").LastRowUsed()!.LastCellUsed()!.GetDouble());
        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal(
            [Operation.ReportsShown, Operation.ReportShown, Operation.ReportRowsShown, Operation.ReportShown, Operation.ReportMade, Operation.ReportShown, Operation.ReportExported],
            db.OperationLog.Where(e => e.AccountId == "yoshida").OrderBy(e => e.Sequence).Select(e => e.Operation).AsEnumerable().Where(o => $"{o}".StartsWith("Report", StringComparison.Ordinal)));
        Assert.Equal(2, db.ReportRuns.Single().Doses);
    }
}
