using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>Correcting, in a real browser.</summary>
[Collection(JourneyCollection.Name)]
public sealed class CorrectionJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task AClerk_CorrectsADose_ByKeyboardAlone()
    {
        var page = await portal.OpenAsync();
        var (_, dose) = AddPersonWithDose();
        await page.GotoAsync($"{portal.Address}corrections/doses/{dose.DoseId}");

        await page.GetByLabel("ロット番号").FillAsync("ex 3618");
        await page.GetByLabel("理由", new() { Exact = true }).SelectOptionAsync("TranscriptionError");
        await ShotAsync(page, "dose-edit");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator("tr.changed .after")).ToContainTextAsync("EX3618");
        await ShotAsync(page, "dose-check");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");

        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal("EX3618", (await db.Doses.SingleAsync(d => d.DoseId == dose.DoseId, TestContext.Current.CancellationToken)).LotNumber);
    }

    [Fact]
    public async Task ADraft_SurvivesALostPage_AndItsConflictIsStillFound()
    {
        var page = await portal.OpenAsync();
        var (_, dose) = AddPersonWithDose();
        await page.GotoAsync($"{portal.Address}corrections/doses/{dose.DoseId}");
        await page.GetByLabel("ロット番号").FillAsync("EX3619");
        await page.GetByLabel("理由", new() { Exact = true }).SelectOptionAsync("TranscriptionError");
        await Assertions.Expect(page.Locator(".submit-bar")).ToContainTextAsync("に保存");
        await using (var db = portal.Ledger.CreateDbContext())
        {
            var now = await db.Doses.SingleAsync(d => d.DoseId == dose.DoseId, TestContext.Current.CancellationToken);
            (now.LotNumber, now.Version) = ("EX3618", Guid.CreateVersion7());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "下書きを復元" }).WaitForAsync();
        await ShotAsync(page, "draft");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.GetByLabel("ロット番号")).ToHaveValueAsync("EX3619");
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("この内容で訂正する").WaitForAsync();
        await page.Keyboard.PressAsync("F12");

        await page.GetByText("ほかの職員が先に訂正しました").WaitForAsync();
        await ShotAsync(page, "conflict");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.GetByLabel("EX3619").CheckAsync();
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("この内容で訂正する").WaitForAsync();
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");
    }

    [Fact]
    public async Task ANewName_WaitsForTheManager_WhoApproves()
    {
        var page = await portal.OpenAsync();
        var (person, _) = AddPersonWithDose();
        await page.GotoAsync($"{portal.Address}corrections/people/{person.LedgerPersonId}");
        await page.GetByLabel("氏名", new() { Exact = true }).FillAsync("佐藤 和江");
        await page.GetByLabel("理由", new() { Exact = true }).SelectOptionAsync("PersonRequest");
        await page.SetInputFilesAsync("#grounds-file", new FilePayload { Name = "申出書.png", MimeType = "image/png", Buffer = OnePixel });
        await page.GetByText("申出書.png").WaitForAsync();
        await ShotAsync(page, "person-edit");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("承認が必要です").WaitForAsync();
        await ShotAsync(page, "person-check");
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");
        await page.GotoAsync($"{portal.Address}corrections/requests");
        await page.GetByRole(AriaRole.Cell, new() { Name = "自分の申請は承認できません" }).Or(page.GetByText("自分の申請は承認できません")).First.WaitForAsync();
        await ShotAsync(page, "requests");

        await SitDownAsync(page, "yoshida");
        await page.GotoAsync($"{portal.Address}corrections/approvals");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "佐藤 和子" }).First.WaitForAsync();
        await ShotAsync(page, "approvals");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "佐藤 和子" }).First.ClickAsync();
        await page.GetByText("承認して台帳に反映する").WaitForAsync();
        await ShotAsync(page, "approval");
        await PortalInBrowser.AssertAccessibleAsync(page);
        var evidence = await page.APIRequest.GetAsync(new Uri(portal.Address, await page.GetByText("申出書.png").GetAttributeAsync("href")).ToString());
        Assert.Equal(("image/png", "nosniff"), (evidence.Headers["content-type"], evidence.Headers["x-content-type-options"]));
        Assert.Contains("sandbox", evidence.Headers["content-security-policy"], StringComparison.Ordinal);
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, "**/corrections/approvals");

        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal("佐藤 和江", (await db.People.SingleAsync(p => p.LedgerPersonId == person.LedgerPersonId, TestContext.Current.CancellationToken)).Name);
    }

    [Fact]
    public async Task AMoveOut_IsRecordedAndTakenBack()
    {
        var page = await portal.OpenAsync();
        var (person, _) = AddPersonWithDose();
        var address = $"{portal.Address}corrections/people/{person.LedgerPersonId}/residence";
        await page.GotoAsync(address);
        await page.GetByLabel("転出", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("年", new() { Exact = true }).FillAsync("5");
        await page.GetByLabel("月", new() { Exact = true }).FillAsync("4");
        await page.GetByLabel("日", new() { Exact = true }).FillAsync("1");
        await page.GetByLabel("日", new() { Exact = true }).BlurAsync();
        await page.GetByText("令和5年4月1日").First.WaitForAsync();
        await ShotAsync(page, "residence");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("この内容で記録する").WaitForAsync();
        await ShotAsync(page, "residence-check");
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");

        await page.GotoAsync(address);
        await page.GetByLabel("転出の記録を取り消す").CheckAsync();
        await page.Keyboard.PressAsync("F12");
        await page.GetByRole(AriaRole.Button, new() { Name = "転出の記録を取り消す" }).ClickAsync();
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");

        await using var db = portal.Ledger.CreateDbContext();
        var revisions = await db.Revisions.Where(r => r.LedgerPersonId == person.LedgerPersonId).OrderBy(r => r.RevisionId).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([RevisionAct.Flag, RevisionAct.Flag], revisions.Select(r => r.Act));

        await page.GotoAsync($"{portal.Address}corrections/revisions/{revisions[0].RevisionId}/restore");
        await page.GetByText("この転出・死亡の記録の直後に戻す").ClickAsync();
        await page.Locator("tr.changed").WaitForAsync();
        await ShotAsync(page, "restore");
        await PortalInBrowser.AssertAccessibleAsync(page);
    }

    private static readonly byte[] OnePixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private (LedgerPerson Person, Dose Dose) AddPersonWithDose()
    {
        var person = A.Person(residentNumber: null);
        var dose = A.Dose(person);
        portal.Add(person, dose);
        return (person, dose);
    }

    private async Task SitDownAsync(IPage page, string account)
    {
        await page.GotoAsync(new Uri(portal.Address, "/sign-in").ToString());
        await page.Locator($"button[value={account}]").ClickAsync();
        await PortalInBrowser.AssertArrivesAsync(page, portal.Address.ToString());
    }

    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }
}
