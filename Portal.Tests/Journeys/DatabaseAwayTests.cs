using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Domain.Corrections;
using Portal.Tests.Durability;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>The database goes for a minute under an open form: nobody is told that anything was saved, and ten seconds after it is back everybody works on.</summary>
[Collection(JourneyCollection.Name)]
public sealed class DatabaseAwayTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatWasPressedMeanwhile_IsDoneOnce_WhenTheDatabaseIsBack()
    {
        var page = await portal.OpenAsync();
        var person = A.Person();
        var dose = A.Dose(person);
        portal.Add(person, dose);
        await page.GotoAsync($"{portal.Address}corrections/doses/{dose.DoseId}");
        await page.GetByLabel("ロット番号").FillAsync("EX3618");
        await page.GetByLabel("理由", new() { Exact = true }).SelectOptionAsync("TranscriptionError");
        await page.Keyboard.PressAsync("F12");
        await page.GetByText("この内容で訂正する").WaitForAsync();

        portal.Faults.Now = LedgerFault.Away;
        var gone = Stopwatch.StartNew();
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator("[data-database-away]")).ToContainTextAsync("まだ行われていません");
        await PortalInBrowser.AssertAccessibleAsync(page);
        while (gone.Elapsed < Gone)
        {
            Assert.DoesNotContain("訂正しました", await page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Contains("/corrections/doses/", page.Url, StringComparison.Ordinal);
            await Task.Delay(TimeSpan.FromSeconds(2), Token);
        }

        portal.Faults.Now = LedgerFault.None;
        var back = Stopwatch.StartNew();
        await PortalInBrowser.AssertArrivesAsync(page, "**/ledger/people/*");
        Assert.InRange(back.Elapsed, TimeSpan.Zero, Recovery);
        await Assertions.Expect(page.Locator("[data-database-away]")).ToHaveCountAsync(0);
        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal("EX3618", (await db.Doses.SingleAsync(d => d.DoseId == dose.DoseId, Token)).LotNumber);
        Assert.Single(await db.Revisions.Where(r => r.RecordId == dose.DoseId && r.Act == RevisionAct.Correct).ToListAsync(Token));
    }

    [Fact]
    public async Task WhileAnotherProgramWrites_ThePageSaysThatItWaits_AndGoesOn()
    {
        var page = await portal.OpenAsync();
        portal.Add(A.Person("西尾 咲", "ニシオ サキ", residentNumber: "0000000778"));
        await using var writer = new SqliteConnection(portal.Ledger.CreateDbContext().Database.GetConnectionString());
        await writer.OpenAsync(Token);
        await using (var write = writer.BeginTransaction(deferred: false))
        {
            var box = page.Locator("input.search-text");
            await box.FillAsync("ニシオ サキ");
            await box.PressAsync("Enter");
            await Assertions.Expect(page.Locator("#busy")).ToBeVisibleAsync(new() { Timeout = 10_000 });
            await PortalInBrowser.AssertAccessibleAsync(page);
            await write.RollbackAsync(Token);
        }

        await page.GetByText("西尾 咲").First.WaitForAsync();
        await Assertions.Expect(page.Locator("#busy")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task APageOpenedMeanwhile_SaysWhatIsWrong_AndOpensWhenItIsTriedAgain()
    {
        var page = await portal.OpenAsync();
        var person = A.Person(residentNumber: "0000000777");
        portal.Add(person);
        portal.Faults.Now = LedgerFault.Away;

        await page.GotoAsync($"{portal.Address}ledger/people/{person.LedgerPersonId}");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("データベースから答えがありません");
        await PortalInBrowser.AssertAccessibleAsync(page);
        portal.Faults.Now = LedgerFault.None;
        await page.GetByRole(AriaRole.Link, new() { Name = "もう一度開く" }).ClickAsync();

        await page.GetByText(person.Name).First.WaitForAsync();
        Assert.EndsWith($"/ledger/people/{person.LedgerPersonId}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SigningOutMeanwhile_LeadsBackToAPage_StillSignedIn()
    {
        var page = await portal.OpenAsync();
        var signOut = page.GetByRole(AriaRole.Button, new() { Name = "サインアウト" });
        await signOut.WaitForAsync();
        portal.Faults.Now = LedgerFault.Away;

        await signOut.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("データベースから答えがありません");
        portal.Faults.Now = LedgerFault.None;
        await page.GetByRole(AriaRole.Link, new() { Name = "もう一度開く" }).ClickAsync();

        await Assertions.Expect(signOut).ToBeVisibleAsync();
    }
}
