using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Portal.Data;
using Portal.Features.OperationLog;
using Portal.Tests.Durability;
using Portal.Tests.Leaks;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>
/// The real portal on a port of its own over an empty embedded ledger, and a real Chromium or Edge before it.
/// Without a browser the journeys are skipped, unless PORTAL_REQUIRE_BROWSER is set (CI does).
/// </summary>
public sealed class PortalInBrowser : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-journeys-").FullName;
    private Host? _host;
    private OfficeBrowser? _browser;

    /// <summary>What the portal logs, down to what its hub would say of each message.</summary>
    internal CapturedLog Log { get; } = new();

    /// <summary>What stands between this portal and its ledger.</summary>
    internal LedgerFaults Faults { get; } = new();

    /// <summary>Where the ledger lies.</summary>
    public string Folder => _folder;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _host!.Services;

    public IDbContextFactory<PortalDb> Ledger => Services.GetRequiredService<IDbContextFactory<PortalDb>>();

    public async ValueTask InitializeAsync()
    {
        if (OfficeBrowser.Path is null)
        {
            return;
        }

        _host = new Host(_folder, Log, Faults);
        _host.UseKestrel(0);
        _host.StartServer();
        // By this name browsers, and Playwright's own requests, keep cookies that ask for a secure line.
        Address = new UriBuilder(_host.ClientOptions.BaseAddress) { Host = "localhost" }.Uri;
        _browser = await OfficeBrowser.OpenAsync();
    }

    /// <summary>A fresh browser session at the office's screen size, with somebody of the demo's office signed in. Skips the test when there is no browser.</summary>
    public async Task<IPage> OpenAsync(string path = "/", string account = "takahashi")
    {
        var page = await OpenSignInAsync(path);
        await page.Locator($"button[value={account}]").ClickAsync();
        await AssertArrivesAsync(page, new Uri(Address, path).ToString());
        return page;
    }

    /// <summary>A fresh browser session before the sign-in page.</summary>
    public async Task<IPage> OpenSignInAsync(string back = "/")
    {
        OfficeBrowser.DemandOrSkip();
        var page = await _browser!.NewPageAsync();
        await page.GotoAsync(new Uri(Address, $"/sign-in?back={Uri.EscapeDataString(back)}").ToString());
        return page;
    }

    public void Add(params object[] rows)
    {
        using var db = Ledger.CreateDbContext();
        db.AddRange(rows);
        db.SaveChanges();
    }

    /// <summary>Every accessibility rule axe knows, on the page as it stands.</summary>
    public static async Task AssertAccessibleAsync(IPage page)
    {
        await page.Locator("main h1").First.WaitForAsync();
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}")));
    }

    /// <summary>Waits for an address (** stands for anything, * for one step of it); a page that stays says what it shows instead.</summary>
    public static async Task AssertArrivesAsync(IPage page, string address)
    {
        // Asked again and again, not waited for: the portal changes pages within one document, and an event of that can come before the wait.
        var pattern = Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        try
        {
            await Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{pattern}$"), new() { Timeout = 60_000 });
        }
        catch (PlaywrightException)
        {
            Assert.Fail($"{page.Url} instead of {address}: {await page.Locator("body").InnerTextAsync()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        for (var attempt = 1; Directory.Exists(_folder); attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                // A page that was closed a moment ago still writes its last row, and the log its place.
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }
    }

    private sealed class Host(string folder, CapturedLog log, LedgerFaults faults) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            var ledger = Path.Combine(folder, "ledger.db");
            builder.UseSetting("ConnectionStrings:Portal", $"Data Source={ledger}");
            builder.UseSetting("KeyRing:Folder", Path.Combine(folder, "keys"));
            builder.UseSetting("Exchange:Folder", Path.Combine(folder, "imports"));
            builder.UseSetting("Demo:People", "0");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.SignalR", "Trace");
            builder.ConfigureTestServices(services => services
                .AddSingleton<IDbContextFactory<PortalDb>>(provider => new FaultyLedger(ledger, faults, provider.GetRequiredService<LogChain>()))
                .AddLogging(logging => logging.ClearProviders().AddProvider(log)));
        }
    }
}
