using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Portal.Tests.Journeys.Screens;

/// <summary>
/// Everybody's walk over all their screens: each is accessible, fits at double zoom and leaves no error in the console.
/// PORTAL_WRITE_SCREENS=1 also takes the pictures of docs/screens.
/// </summary>
[Collection(JourneyCollection.Name)]
public sealed class EveryScreenTests(FilledPortal filled) : IClassFixture<FilledPortal>
{
    /// <summary>The content stands still: nothing loads any more, and nothing has moved for three looks.</summary>
    private const string Still = """
        () => {
          const main = document.querySelector('main');
          if (!main?.querySelector('h1, [role=status]') || main.querySelector('[aria-busy=true], .skeleton, .after-a-moment')) { window.still = 0; return false; }
          window.still = window.seen === main.innerHTML ? (window.still ?? 0) + 1 : 0;
          window.seen = main.innerHTML;
          return window.still >= 3;
        }
        """;

    /// <summary>What sticks out to the right of the window, or of the page's own frame.</summary>
    private const string Wide = """
        () => {
          const root = document.documentElement;
          const main = document.querySelector('main');
          if (root.scrollWidth <= innerWidth && main.scrollWidth <= main.clientWidth + 1) { return null; }
          const framed = element => element.closest('.records-scroll, [data-scrolls]') || ['auto', 'scroll'].includes(getComputedStyle(element.parentElement).overflowX);
          return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !framed(e)).slice(0, 4)
            .map(e => `${e.tagName.toLowerCase()}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).join(' | ') || `${root.scrollWidth} / ${main.scrollWidth}`;
        }
        """;

    public static TheoryData<string> Accounts => new(AllScreens.All.Select(s => s.Account).Distinct());

    [Theory, MemberData(nameof(Accounts))]
    public async Task ScreensOfOnePerson_AreAccessible_FitAtDoubleZoom_AndRaiseNoError(string account)
    {
        var page = await filled.Portal.OpenSignInAsync();
        List<string> faults = [], said = [];
        page.Console += (_, message) => said.AddRange(message.Type == "error" ? [message.Text] : Array.Empty<string>());
        page.PageError += (_, error) => said.Add(error);
        if (account.Length > 0)
        {
            await page.Locator($"button[value={account}]").ClickAsync();
            await page.Locator("main h1").First.WaitForAsync();
        }

        foreach (var screen in AllScreens.All.Where(s => s.Account == account))
        {
            try
            {
                await OpenAsync(page, screen);
                faults.AddRange((await LookAsync(page)).Concat(said).Select(fault => $"{screen.Name} {new Uri(page.Url).AbsolutePath}: {fault}"));
            }
            catch (Exception fault) when (fault is PlaywrightException or TimeoutException)
            {
                faults.Add($"{screen.Name} {page.Url}: {fault.Message.Split('\n')[0]} {(await page.Locator("main").InnerTextAsync()).ReplaceLineEndings(" ")}");
            }

            said.Clear();
        }

        await page.Context.CloseAsync();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private async Task OpenAsync(IPage page, Screen screen)
    {
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(new Uri(filled.Portal.Address, screen.Address(filled.Ids)).ToString());
        await page.WaitForFunctionAsync(Still, null, new() { PollingInterval = 60 });
        if (screen.Open is { } open)
        {
            await open(page);
            await page.WaitForFunctionAsync(Still, null, new() { PollingInterval = 60 });
        }

        if (ScreenPictures.AreWritten)
        {
            await ScreenPictures.WriteAsync(page, screen);
        }
    }

    private static async Task<IReadOnlyList<string>> LookAsync(IPage page)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(details => { details.open = true; })");
        List<string> faults = [.. (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")];
        await page.SetViewportSizeAsync(683, 384);
        if (await page.EvaluateAsync<string?>(Wide) is { } wide)
        {
            faults.Add($"sticks out at double zoom: {wide}");
        }

        await page.SetViewportSizeAsync(1366, 768);
        return faults;
    }
}
