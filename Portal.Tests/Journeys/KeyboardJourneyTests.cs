using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>From the search to a saved correction without touching the mouse, with a look into the help on the way.</summary>
[Collection(JourneyCollection.Name)]
public sealed class KeyboardJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task AClerk_Searches_Reads_AndCorrects_WithoutAMouse()
    {
        var page = await portal.OpenAsync();
        var person = A.Person("銭函 渚", "ゼニバコ ナギサ");
        var dose = A.Dose(person);
        portal.Add(person, dose);

        await PressBeforeThePageIsThereAsync(page);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("ゼニバコ");
        await page.Keyboard.PressAsync("Enter");
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger?s=*");
        await page.Locator("main tbody tr[tabindex]").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(person.Name);
        await LookIntoTheHelpAsync(page);

        await TabToAsync(page, page.Locator("main tbody tr[tabindex]").First);
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.Locator($"a[href='/corrections/doses/{dose.DoseId}']"));
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, page.GetByLabel("ロット番号"));
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("EX3618");
        await TabToAsync(page, page.GetByLabel("理由", new() { Exact = true }));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator("tr.changed .after")).ToContainTextAsync("EX3618");
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");

        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal("EX3618", (await db.Doses.SingleAsync(d => d.DoseId == dose.DoseId, TestContext.Current.CancellationToken)).LotNumber);
    }

    /// <summary>F1 on the empty page opens the help once it is there.</summary>
    private static async Task PressBeforeThePageIsThereAsync(IPage page)
    {
        await page.Locator("main h1").WaitForAsync();
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await page.Keyboard.PressAsync("F1");
            await route.ContinueAsync();
        });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#help-title")).ToBeFocusedAsync();
        await page.UnrouteAllAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#help")).ToHaveCountAsync(0);
    }

    /// <summary>F1 opens it, Esc closes it and nothing else, and the focus is where it was.</summary>
    private static async Task LookIntoTheHelpAsync(IPage page)
    {
        await TabToAsync(page, page.Locator("main button[data-key=F8]"));
        await page.Keyboard.PressAsync("F1");
        await Assertions.Expect(page.Locator("#help-title")).ToHaveTextAsync("個人票を見る");
        await Assertions.Expect(page.Locator("#help-title")).ToBeFocusedAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await TabToAsync(page, page.Locator(".help-picture").First);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".help-large").First).ToBeVisibleAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".help-large").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".help-picture").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#help")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("main button[data-key=F8]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("F1");
        await page.Keyboard.PressAsync("F1");
        await Assertions.Expect(page.Locator("#help")).ToHaveCountAsync(0);
    }

    private static async Task TabToAsync(IPage page, ILocator target)
    {
        await target.WaitForAsync();
        for (var press = 0; press < 80; press++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} was not reached with Tab.");
    }
}
