using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>An auditor follows one look at one resident's sheet through the log, in a real browser.</summary>
[Collection(JourneyCollection.Name)]
public sealed class OperationLogJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private const string Opened = "個人票の表示";

    [Fact]
    public async Task ALook_IsFound_InTheDayOfWhoLooked_AndOnTheSheetForTheResident()
    {
        var person = A.Person();
        await LookAsync(person);
        var page = await portal.OpenSignInAsync("/log");
        await page.AddInitScriptAsync("window.print = () => { window.printed = (window.printed ?? 0) + 1; }");
        await page.Locator("button[value=saito]").ClickAsync();

        await SearchAsync(page, person);
        await OpenRowAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "この職員の一日" }).ClickAsync();
        await PortalInBrowser.AssertArrivesAsync(page, $"{portal.Address}log/days/*?day=*");
        await ReadDayAsync(page);
        await OpenRowAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "この記録を見た人" }).ClickAsync();
        await PortalInBrowser.AssertArrivesAsync(page, new Uri(portal.Address, Addresses.LogViewers(person.LedgerPersonId)).ToString());
        await ReadViewersAsync(page, person);
        await PrintAsync(page);

        await using var db = portal.Ledger.CreateDbContext();
        var rows = await db.OperationLog.Where(e => e.AccountId == "saito" && e.Operation != Operation.SignedIn).OrderBy(e => e.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                (Operation.LogSearched, null, null), (Operation.LogSearched, person.LedgerPersonId, null), (Operation.LogDayShown, null, null),
                (Operation.LogViewersShown, person.LedgerPersonId, null), (Operation.LogPrinted, (Guid?)person.LedgerPersonId, "開示請求 R8-3 のため"),
            ],
            rows.Select(e => (e.Operation, e.LedgerPersonId, e.Purpose)));
        Assert.All(rows, e => Assert.Equal((OperationResult.Done, true), (e.Result, e.Trace is { Length: > 0 })));
    }

    /// <summary>A clerk opens the sheet: the row everything here is about.</summary>
    private async Task LookAsync(LedgerPerson person)
    {
        var page = await portal.OpenAsync();
        portal.Add(person);
        await page.GotoAsync(new Uri(portal.Address, Addresses.Person(person.LedgerPersonId)).ToString());
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(person.Name);
        await page.Context.CloseAsync();
    }

    private async Task SearchAsync(IPage page, LedgerPerson person)
    {
        await Row(page).WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "7日間" }).ClickAsync();
        await page.Locator("#log-staff").FillAsync("高橋");
        await page.Locator("combo-box li").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#log-staff")).ToHaveValueAsync("高橋 恵");
        await page.Locator("#log-resident").FillAsync(person.ResidentNumber!);
        await page.Keyboard.PressAsync("F12");

        await PortalInBrowser.AssertArrivesAsync(page, $"{portal.Address}log?s=*");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        foreach (var words in (string[])["高橋 恵", "takahashi", Opened, "完了", person.ResidentNumber!])
        {
            await Assertions.Expect(Row(page)).ToContainTextAsync(words);
        }

        Assert.DoesNotContain(person.ResidentNumber!, page.Url, StringComparison.Ordinal);
    }

    /// <summary>By the keyboard.</summary>
    private static async Task OpenRowAsync(IPage page)
    {
        await Row(page).PressAsync("Enter");
        await page.Locator("tr.detail").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
    }

    private static async Task ReadDayAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("職員の一日　高橋 恵");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync(["サインイン", Opened]);
        await Assertions.Expect(page.Locator(".log-counts")).ToContainTextAsync($"{Opened} 1件");
    }

    private static async Task ReadViewersAsync(IPage page, LedgerPerson person)
    {
        var acts = page.Locator("table", new() { HasText = "操作の一覧" }).Locator("tbody tr");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("2名の職員による 2件の操作");
        await Assertions.Expect(acts).ToContainTextAsync([Opened, "操作ログの検索"]);
        await Assertions.Expect(acts.First).ToContainTextAsync("職員1");
        await Assertions.Expect(acts.First).ToContainTextAsync("保健総務課 主任");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("高橋 恵");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(person.Name);
        await PortalInBrowser.AssertAccessibleAsync(page);

        await page.GetByLabel("氏名も載せる").CheckAsync();
        await Assertions.Expect(acts.First).ToContainTextAsync("高橋 恵");
    }

    private static async Task PrintAsync(IPage page)
    {
        await page.Keyboard.PressAsync("F8");
        await page.Locator("#print-purpose").FillAsync("開示請求 R8-3 のため");
        await page.Keyboard.PressAsync("F12");
        await page.WaitForFunctionAsync("() => window.printed === 1");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.GetByText("個人情報の取扱いの記録")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("開示請求 R8-3 のため")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("操作の一覧（古い順）")).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage page) => page.Locator("tbody tr", new() { HasText = Opened }).First;
}
