using Microsoft.Playwright;
using Portal.Security;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>Signing in with Entra ID in a real browser, which alone decides which cookies cross from one site to another.</summary>
[Collection(JourneyCollection.Name)]
public sealed class EntraJourneyTests(PortalInBrowser browser) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task TheWayToAnotherSiteAndBack_EndsOnThePageAskedFor_SignedIn()
    {
        await using var provider = await OpenIdProvider.StartAsync();
        await using var portal = await EntraParty.StartAsync(provider.Settings());
        var first = await browser.OpenAsync();
        await using var context = await first.Context.Browser!.NewContextAsync(new() { IgnoreHTTPSErrors = true });
        var page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(portal.Address, $"{EntraSignIn.StartPath}?returnUrl=/ledger").ToString());

        await Assertions.Expect(page.Locator("body")).ToHaveTextAsync("木村 𠮷乃");
        Assert.Equal(new Uri(portal.Address, "/ledger").ToString(), page.Url);
        Assert.Equal([EntraParty.SessionCookie], (await context.CookiesAsync()).Select(cookie => cookie.Name));
    }
}
