using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Journeys;

[Collection(JourneyCollection.Name)]
public sealed class RegisteringTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task AScannedSlip_IsRegisteredFromTheKeyboard()
    {
        var person = A.Person(residentNumber: "0001204873");
        var page = await OpenAsync("/ledger/register", person, A.Dose(person, 1, "2021-06-20"), A.Dose(person, 2, "2021-07-11"), A.Dose(person, 3, "2022-02-10"), new Coupon
        {
            CouponId = Guid.CreateVersion7(),
            LedgerPersonId = person.LedgerPersonId,
            MunicipalityCode = "012033",
            CouponNumber = "0012345678",
            Kind = 1,
            DoseNumber = 4,
            CreatedAt = A.Now,
        });
        await PortalInBrowser.AssertAccessibleAsync(page);

        await page.Keyboard.TypeAsync("140120330012345678");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#dose-couponNumber")).ToHaveValueAsync("0012345678");
        await Assertions.Expect(page.Locator(".person-bar")).ToContainTextAsync("佐藤 和子");

        await Assertions.Expect(page.Locator("[data-part=year]").First).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("040712");
        await Assertions.Expect(page.Locator(".date-read").First).ToContainTextAsync("令和4年7月12日");
        await page.Locator("#dose-productCode").SelectOptionAsync("spikevax-original");
        await Assertions.Expect(page.Locator("#dose-amountMl")).ToHaveValueAsync("0.25");
        await page.Locator("#dose-lotNumber").FillAsync("000221A");
        await page.Locator("#dose-institutionName").FillAsync("うしお");
        await page.Locator("combo-box li").First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#dose-institutionName")).ToHaveValueAsync("うしお内科クリニック");
        await PortalInBrowser.AssertAccessibleAsync(page);
        Assert.True(await FitsAsync(page), "The form does not fit one screen.");

        await page.Keyboard.PressAsync("F12");
        await page.GetByText("登録内容の確認").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("4回目（令和4年7月12日）を登録しました").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);

        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal("000221A", (await db.Doses.SingleAsync(d => d.DoseNumber == 4, TestContext.Current.CancellationToken)).LotNumber);

        // On to the next slip; the last one was the wrong one after all.
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("きょうの登録 1件").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F6");
        await page.GetByRole(AriaRole.Button, new() { Name = "取り消す F12" }).WaitForAsync();
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator(".own-entries tbody")).ToContainTextAsync("取消済み");
    }

    [Fact]
    public async Task Esc_ClosesTheListFirst_AndThenLeavesWithTheDraftKept()
    {
        var person = A.Person(residentNumber: "0001204874");
        var page = await OpenAsync($"/ledger/people/{person.LedgerPersonId}/doses/new", person);
        await Assertions.Expect(page.Locator("#dose-ocrLine")).ToBeFocusedAsync();
        await page.Locator("#dose-institutionName").FillAsync("うしお");
        await page.Locator("combo-box li").First.WaitForAsync();

        await page.Locator("#dose-institutionName").PressAsync("Escape");
        await Assertions.Expect(page.Locator("combo-box li").First).ToBeHiddenAsync();
        Assert.EndsWith("/doses/new", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(portal.Address, $"/ledger/people/{person.LedgerPersonId}").ToString());

        await page.GotoAsync(new Uri(portal.Address, $"/ledger/people/{person.LedgerPersonId}/doses/new").ToString());
        await page.Locator("button", new() { HasText = "下書きを復元" }).ClickAsync();
        await Assertions.Expect(page.Locator("#dose-institutionName")).ToHaveValueAsync("うしお");
    }

    [Fact]
    public async Task APerson_NotInTheLedger_IsRegisteredAfterASearchForTwins()
    {
        var twin = A.Person(name: "潮見 珠希", kana: "シオミ タマキ", birthDate: "1988-02-29", residentNumber: "0001204875");
        var page = await OpenAsync("/ledger/people/new", twin);
        await Assertions.Expect(page.Locator("#person-name")).ToBeFocusedAsync();
        await page.Locator("#person-name").FillAsync("潮見 たまき");
        await page.Locator("#person-kana").FillAsync("シオミ タマキ");
        await page.Locator("[data-part=year]").FillAsync("63");
        await page.Locator("[data-part=month]").FillAsync("2");
        await page.Locator("[data-part=day]").FillAsync("29");
        await PortalInBrowser.AssertAccessibleAsync(page);

        await page.Keyboard.PressAsync("F12");
        await page.GetByText("同じ人かもしれない記録 1件").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("確かめたことに印を付けて").WaitForAsync();
        await page.GetByLabel("どの人とも別人").CheckAsync();
        await page.Keyboard.PressAsync("F12");

        await page.GetByText("潮見 たまき さんを台帳に登録しました").WaitForAsync();
    }

    private async Task<IPage> OpenAsync(string path, params object[] rows)
    {
        if (OfficeBrowser.Path is not null)
        {
            portal.Add([.. rows, new Institution { InstitutionId = Guid.CreateVersion7(), Name = "うしお内科クリニック", Code = "0110113719", Method = DoseMethod.Individual }]);
        }

        return await portal.OpenAsync(path);
    }

    private static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>("() => { const main = document.getElementById('main'); return main.scrollHeight <= main.clientHeight; }");
}
