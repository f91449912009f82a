using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Tests.SlipComparison;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>Two clerks compare a binder of five slips by the keyboard alone, stop, go on, and their chief signs it off.</summary>
[Collection(JourneyCollection.Name)]
public sealed class SlipComparisonJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task FiveSlips_AreCompared_WithOneDifference_AndSignedOff()
    {
        var page = await portal.OpenAsync("/comparisons");
        var doses = AddSlips();
        await StartAsync(page);

        await AgreeTwiceAtOnceAsync(page);
        await DifferAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await PortalInBrowser.AssertArrivesAsync(page, $"{portal.Address}comparisons/*");
        await Assertions.Expect(page.Locator("table.totals").First).ToContainTextAsync("33.33%");
        await PortalInBrowser.AssertAccessibleAsync(page);

        await page.Keyboard.PressAsync("F2");
        await ShownAsync(page, 4);
        await page.Keyboard.PressAsync("0");
        await ShownAsync(page, 5);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#to-result")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("確定待ち");
        await SignOffAsync(page.Url);

        await using var db = portal.Ledger.CreateDbContext();
        var lines = await db.ComparisonLines.OrderBy(l => l.Position).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [ComparisonAnswer.Agrees, ComparisonAnswer.Agrees, ComparisonAnswer.Differs, ComparisonAnswer.Missing, ComparisonAnswer.Agrees], lines.Select(l => l.Answer));
        Assert.Equal(DifferenceOutcome.Corrected, lines[2].Outcome);
        Assert.Equal("EX3618", (await db.Doses.SingleAsync(d => d.DoseId == doses[2].DoseId, TestContext.Current.CancellationToken)).LotNumber);
        var looks = await db.OperationLog.Where(e => e.Operation == Operation.ComparisonRecordShown).OrderBy(e => e.Sequence).Select(e => e.SubjectId).ToListAsync(TestContext.Current.CancellationToken);
        // The fourth once more after the break.
        Assert.Equal([.. doses.Take(4).Select(d => (Guid?)d.DoseId), doses[3].DoseId, doses[4].DoseId], looks);
    }

    private async Task StartAsync(IPage page)
    {
        await page.Locator("main h1").WaitForAsync();
        await page.Keyboard.PressAsync("F2");
        await Assertions.Expect(page.Locator("#month")).ToBeFocusedAsync();
        await page.Locator("#month").SelectOptionAsync("2021-06-01");
        await page.Locator("#institution").SelectOptionAsync(SlipFixture.Clinic);
        await Assertions.Expect(page.Locator(".slip-size")).ToContainTextAsync("5件");
        await page.Locator("#reader").SelectOptionAsync(new SelectOptionValue { Label = "伊藤 健（保健総務課）" });
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, $"{portal.Address}comparisons/*/compare");
        await ShownAsync(page, 1);
        await PortalInBrowser.AssertAccessibleAsync(page);
        Assert.True(
            await page.EvaluateAsync<bool>("() => { const main = document.getElementById('main'); return main.scrollHeight <= main.clientHeight && main.getBoundingClientRect().top === 0; }"),
            "A record does not fit one screen.");
    }

    /// <summary>A key that bounces, and one that is held down, answer one record.</summary>
    private static async Task AgreeTwiceAtOnceAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await ShownAsync(page, 2);
        await page.Keyboard.DownAsync("Enter");
        for (var repeat = 0; repeat < 20; repeat++)
        {
            await page.Keyboard.DownAsync("Enter");
        }

        await page.Keyboard.UpAsync("Enter");
        await ShownAsync(page, 3);
        await Assertions.Expect(page.Locator(".slip-progress")).ToContainTextAsync("5件中 2件");
    }

    private static async Task DifferAsync(IPage page)
    {
        await page.Keyboard.PressAsync("7");
        await Assertions.Expect(page.Locator("[aria-pressed=true]")).ToContainTextAsync("ロット番号");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#field-lotNumber")).ToBeFocusedAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        // What stands in the box is chosen: typing takes its place.
        await page.Keyboard.TypeAsync("ex3618");
        await page.Keyboard.PressAsync("F12");
        await ShownAsync(page, 4);
    }

    private async Task SignOffAsync(string address)
    {
        var page = await portal.OpenAsync(new Uri(address).PathAndQuery, "yoshida");
        await page.Locator("#sign-off").FillAsync("違い1件は訂正済み、紙なし1件は医療機関に照会中");
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("確定済み");
        await PortalInBrowser.AssertAccessibleAsync(page);
    }

    /// <summary>Painted and there for as long as it takes to be read.</summary>
    private static async Task ShownAsync(IPage page, int position)
    {
        await Assertions.Expect(page.Locator("#slip-title")).ToContainTextAsync($"{position}番");
        await page.WaitForFunctionAsync("() => { const keys = document.querySelector('slip-keys'); return keys.dataset.shown === keys.dataset.showing && performance.now() - keys.shownAt > 300; }");
        await Assertions.Expect(page.Locator("slip-keys")).ToBeFocusedAsync();
    }

    private List<Dose> AddSlips()
    {
        List<LedgerPerson> people = [.. Enumerable.Range(1, 5).Select(n => A.Person($"潮見 {n}子", "シオミ ミナコ", $"{5000 + n:0000000000}"))];
        List<Dose> doses = [.. people.Select((person, at) => SlipFixture.Dose(person, $"{at + 1:0000000000}"))];
        portal.Add([.. people, .. doses]);
        return doses;
    }
}
