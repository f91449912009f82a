using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>Getting in, handing over and being stopped, in a real browser.</summary>
[Collection(JourneyCollection.Name)]
public sealed class AccountJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task ThePlainPages_AreAccessible()
    {
        var page = await portal.OpenSignInAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Locator("#id").FocusAsync();
        await page.Keyboard.PressAsync("F1");
        await Assertions.Expect(page.Locator("#help-title")).ToBeFocusedAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#help")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#id")).ToBeFocusedAsync();
        await page.Locator("button[value=madoguchi-a]").ClickAsync();
        await page.GetByText("だれが使いますか").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        var own = await portal.OpenAsync();
        await own.GetByText("自分のID").ClickAsync();
        await own.GetByText("第2要素").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(own);
    }

    [Fact]
    public async Task AtASharedId_TheNextPersonTakesOver_AndEveryTabFollows()
    {
        var page = await portal.OpenSignInAsync("/ledger");
        await page.Locator("button[value=madoguchi-a]").ClickAsync();
        await SitAsync(page, "高橋 恵");
        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("高橋 恵");
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(new Uri(portal.Address, "/ledger/register").ToString());
        await Assertions.Expect(tab.Locator(".who")).ToContainTextAsync("高橋 恵");

        await page.Keyboard.PressAsync("F9");
        await SitAsync(page, "渡辺 由美");

        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("渡辺 由美");
        await Assertions.Expect(tab.Locator(".who")).ToContainTextAsync("渡辺 由美");
        Assert.Contains("/ledger/register", tab.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStoppedId_LeavesEveryTabWithinSeconds_AndTheNextPressDoesNothing()
    {
        var page = await portal.OpenAsync("/ledger", "sasaki");
        var tab = await page.Context.NewPageAsync();
        await tab.GotoAsync(new Uri(portal.Address, "/ledger").ToString());
        await tab.Locator("search-box input").WaitForAsync();
        await using (var db = portal.Ledger.CreateDbContext())
        {
            (await db.Accounts.SingleAsync(a => a.AccountId == "sasaki", TestContext.Current.CancellationToken)).Suspend(AnAccount.Administrator, "調査のため", DateTime.UtcNow);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await page.Locator("search-box input").FillAsync("サトウ");
        await page.Locator("search-box input").PressAsync("Enter");

        await PortalInBrowser.AssertArrivesAsync(page, "**/sign-in*ended=AccountEnded*");
        await PortalInBrowser.AssertArrivesAsync(tab, "**/sign-in*ended=AccountEnded*");
        await Assertions.Expect(page.GetByText("このIDは停止・失効したか")).ToBeVisibleAsync();
        await using var after = portal.Ledger.CreateDbContext();
        Assert.False(await after.OperationLog.AnyAsync(e => e.AccountId == "sasaki" && e.Operation == Operation.LedgerSearched, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task APasskey_IsRegistered_AskedForAtTheNextSignIn_AndProvesWhoSitsThere()
    {
        var page = await portal.OpenAsync("/", "inoue");
        var authenticator = await page.Context.NewCDPSessionAsync(page);
        await authenticator.SendAsync("WebAuthn.enable");
        await authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
            },
        });
        await page.GotoAsync(new Uri(portal.Address, "/own").ToString());
        await page.Locator("#name-account").FillAsync("机の端末");
        await page.Locator("#current-new-account").FillAsync(DemoStaff.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "パスキーを登録する" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("第2要素を登録しました")).ToBeVisibleAsync();

        await page.GotoAsync(new Uri(portal.Address, "/sign-in").ToString());
        await page.Locator("button[value=inoue]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "パスキーで確認する" }).ClickAsync();
        await PortalInBrowser.AssertArrivesAsync(page, portal.Address.ToString());

        await page.GotoAsync(new Uri(portal.Address, "/own/again?back=%2Fown").ToString());
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "パスキーで確認する" }).ClickAsync();
        await PortalInBrowser.AssertArrivesAsync(page, new Uri(portal.Address, "/own").ToString());

        await using var db = portal.Ledger.CreateDbContext();
        var session = await db.Sessions.SingleAsync(s => s.Method == SignInMethod.PasswordAndPasskey, TestContext.Current.CancellationToken);
        Assert.NotNull(session.ProvedUntil(session.StaffMemberId, DateTime.UtcNow));
        var row = await db.OperationLog.SingleAsync(e => e.Operation == Operation.ProvedAgain, TestContext.Current.CancellationToken);
        Assert.Equal(("inoue", OperationResult.Done, "パスキー"), (row.AccountId, row.Result, row.Detail));
    }

    private static async Task SitAsync(IPage page, string name)
    {
        await page.GetByLabel(name).CheckAsync();
        await page.GetByLabel("その職員の暗証番号").FillAsync(DemoStaff.Pin);
        await page.Keyboard.PressAsync("F12");
    }
}
