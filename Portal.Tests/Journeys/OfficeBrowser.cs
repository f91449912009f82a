using Microsoft.Playwright;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>A real Chromium, Chrome or Edge of this machine, with the office's screen size, language and clock.</summary>
internal sealed class OfficeBrowser : IAsyncDisposable
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/microsoft-edge",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OfficeBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static string? Path { get; } = Array.Find(Places, File.Exists);

    /// <summary>Skips the test without a browser, unless PORTAL_REQUIRE_BROWSER is set.</summary>
    public static void DemandOrSkip()
    {
        if (Path is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("PORTAL_REQUIRE_BROWSER") is not null, "PORTAL_REQUIRE_BROWSER is set, but neither Chromium nor Edge was found.");
            Assert.Skip("Neither Chromium nor Edge was found.");
        }
    }

    public static async Task<OfficeBrowser> OpenAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        }));
    }

    /// <summary>In a session of its own.</summary>
    public async Task<IPage> NewPageAsync()
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1366, Height = 768 }, Locale = "ja-JP", TimezoneId = "Asia/Tokyo" });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
