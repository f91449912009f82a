using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Portal.Data;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>The portal itself, asked to stop while a clerk has a form open: the page says so before its line goes, and what was typed is kept.</summary>
[Collection(JourneyCollection.Name)]
public sealed class StoppedPortalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-stopped-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerFile => Path.Combine(_folder, "ledger.db");

    private PortalDbSetup.SqliteFactory Ledger => new($"Data Source={LedgerFile}", TestKeys.Chain());

    private PortalProgram Program => new(_folder, LedgerFile);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AnOpenForm_IsToldOfTheStop_AndItsTextIsKept()
    {
        OfficeBrowser.DemandOrSkip();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM.");
        using var portal = await Program.ServeAsync();
        var form = await AddDoseAsync();
        await using var browser = await OfficeBrowser.OpenAsync();
        var page = await OpenFormAsync(browser, portal, form);
        await page.Locator("#field-doctor").FillAsync("停止の前の医師");

        portal.AskToStop();

        await Assertions.Expect(page.Locator("[data-node-stops]")).ToContainTextAsync("サーバーを再起動します");
        using (var client = new HttpClient { BaseAddress = portal.Address })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", Token)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Token)).StatusCode);
        }

        await portal.WaitForExitAsync(Token);
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("サーバーを再起動しています");
        await Assertions.Expect(page.Locator(".line-lost")).ToBeHiddenAsync();

        using var next = await Program.ServeAsync();
        page = await OpenFormAsync(browser, next, form);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("下書きを復元") }).ClickAsync();
        await Assertions.Expect(page.Locator("#field-doctor")).ToHaveValueAsync("停止の前の医師");
    }

    private async Task<string> AddDoseAsync()
    {
        var person = A.Person();
        var dose = A.Dose(person);
        await using var db = Ledger.CreateDbContext();
        db.AddRange(person, dose);
        await db.SaveChangesAsync(Token);
        return $"/corrections/doses/{dose.DoseId}";
    }

    private static async Task<IPage> OpenFormAsync(OfficeBrowser browser, RunningPortal portal, string form)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(portal.Address, $"/sign-in?back={Uri.EscapeDataString(form)}").ToString());
        await page.Locator("button[value=takahashi]").ClickAsync();
        return page;
    }
}
