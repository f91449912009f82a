using Microsoft.Playwright;
using Portal.Domain;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Tests.Exchange.IntermediateServer;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>A clerk makes the file of the replica, a manager approves it, the partner takes a line and refuses one, and the clerk reads why.</summary>
[Collection(JourneyCollection.Name)]
public sealed class ExchangeJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private readonly string _answer = Path.Combine(Directory.CreateTempSubdirectory("portal-answer-").FullName, "result.csv");

    [Fact]
    public async Task AFile_IsMade_Approved_Sent_Answered_AndTheRefusalIsAFinding()
    {
        var page = await portal.OpenAsync("/exchange/intermediate-server");
        var person = A.Person(residentNumber: "0007700009");
        person.IntegratedNumber = "100000000009";
        var stick = AMedium.Stick("T-901");
        portal.Add(person, A.Dose(person), A.Dose(person, 2, "2021-07-11"), stick, UseOf(stick));

        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator("dl.facts")).ToContainTextAsync("追加 2");
        await page.Locator("#outgoing-purpose").FillAsync("副本の定期更新");
        await page.Keyboard.PressAsync("F12");
        await PortalInBrowser.AssertArrivesAsync(page, $"{portal.Address}exchange/runs/*");
        var run = page.Url;
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator(".print-never")).ToBeVisibleAsync();
        Assert.Equal(["print-never"], await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('main > *')].filter(e => e.offsetHeight > 0).map(e => e.classList[e.classList.length - 1])"));
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.Locator("#exchange-ask").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("承認者の承認を待っています");

        var manager = await portal.OpenAsync(new Uri(run).AbsolutePath, "yoshida");
        await manager.Locator("#exchange-approve").ClickAsync();
        await Assertions.Expect(manager.Locator("main")).ToContainTextAsync("承認しました");
        await PortalInBrowser.AssertAccessibleAsync(manager);

        var (file, passphrase) = await ReceiveAsync(page, run);
        var partner = new StandIn();
        partner.Refuses = values => values[partner.Column("接種回数")] == "2" ? "符号が未登録です" : null;
        await File.WriteAllBytesAsync(_answer, partner.Answer(ListFixture.Unzip(file, passphrase)), TestContext.Current.CancellationToken);
        await page.Locator("#outgoing-answer").SetInputFilesAsync(_answer);

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("受理 1行、不受理 1行");
        await Assertions.Expect(page.Locator("record-table tbody")).ToContainTextAsync("符号が未登録です");
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.GotoAsync(new Uri(portal.Address, $"/ledger/people/{person.LedgerPersonId}").ToString());
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("中間サーバーの副本が受け付けていません");

        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal((ExchangeState.Done, 2, 1, 1), db.ExchangeRuns.Select(r => new { r.State, r.Lines, r.Accepted, r.Rejected }).AsEnumerable().Select(r => (r.State, r.Lines, r.Accepted, r.Rejected)).Single());
        Assert.Equal(
            [Operation.ExchangePrepared, Operation.ExchangeMade, Operation.ExchangeAsked, Operation.ExchangeApproved, Operation.ExchangeSent, Operation.ExchangeSent, Operation.ExchangeAnswered],
            db.OperationLog.OrderBy(e => e.Sequence).Select(e => e.Operation).AsEnumerable().Where(o => $"{o}".StartsWith("Exchange", StringComparison.Ordinal) && o is not (Operation.ExchangeShown or Operation.ExchangesShown)));
    }

    /// <summary>An approved use of whoever is signed in as takahashi.</summary>
    private Domain.Exchange.Media.MediumUse UseOf(Domain.Exchange.Media.Medium stick)
    {
        using var db = portal.Ledger.CreateDbContext();
        var member = db.StaffMembers.Single(m => m.StaffNumber == "0101");
        var by = A.Clerk with { StaffMemberId = member.StaffMemberId };
        return AMedium.Approved(stick, by, number: 901, eraseInDays: JapanTime.DayOf(DateTime.UtcNow).DayNumber - JapanTime.DayOf(A.Now).DayNumber + 14);
    }

    private static async Task<(byte[] File, string Passphrase)> ReceiveAsync(IPage page, string run)
    {
        await page.GotoAsync(run);
        await page.Locator("#outgoing-medium").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#outgoing-prepare").ClickAsync();
        var passphrase = await page.Locator(".passphrase-words").InnerTextAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#outgoing-file").ClickAsync());
        var file = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("送付しました");
        return (file, passphrase.Trim());
    }
}
