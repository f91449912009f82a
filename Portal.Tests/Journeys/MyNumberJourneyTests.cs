using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Demo;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.MyNumbers;
using Portal.Tests.Leaks;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>A My Number registered, shown and asked by in a real browser, with every frame between it and the portal looked at.</summary>
[Collection(JourneyCollection.Name)]
public sealed class MyNumberJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private static readonly string[] Numbers = PlantedNumbers.Make(5, seed: 11);

    private readonly ConcurrentQueue<byte[]> _received = [];
    private readonly ConcurrentQueue<byte[]> _sent = [];

    private static string Registered => Numbers[0];

    private static string NeverShown => Numbers[1];

    private static string AskedBy => Numbers[2];

    private static string TypedIntoTheSearchBox => Numbers[3];

    private static string TypedAsCaseNumber => Numbers[4];

    [Fact]
    public async Task OnlyAShownNumber_CrossesTheLine_AndOnlyWhileItIsShown()
    {
        var (person, other) = (A.Person(), A.Person(name: "鈴木 一郎", kana: "スズキ イチロウ", residentNumber: "0001204874"));
        var page = await portal.OpenSignInAsync("/ledger");
        portal.Add(person, other, new MyNumberVault(TestKeys.Ring).Make(other.LedgerPersonId, MyNumber.Parse(NeverShown), "ito", A.Now));
        Listen(page);
        await page.Locator("button[value=ito]").ClickAsync();

        await page.GotoAsync(Sheet(other));
        await Assertions.Expect(page.Locator(".my-number")).ToContainTextAsync("登録あり");
        await RegisterAsync(page, person);
        await SearchBoxAsync(page);
        await AskAsync(page, other);
        AssertFound(_received);
        Assert.NotEmpty(Found(_sent, Registered, AskedBy, TypedIntoTheSearchBox));

        await page.GotoAsync(Sheet(person));
        _received.Clear();
        await page.Locator(".my-number").GetByRole(AriaRole.Button, new() { Name = "表示" }).ClickAsync();
        await FillAsync(page, "証明書の交付", "証-1042");
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator(".my-number-digits")).ToHaveTextAsync(string.Join(' ', Registered.Chunk(4).Select(four => new string(four))));
        // The control: what is shown is found in what was received.
        Assert.NotEmpty(Found(_received, Registered));
        AssertFound(_received, Registered);

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".my-number-digits")).ToHaveCountAsync(0);
        _received.Clear();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".my-number")).ToContainTextAsync("登録あり");
        AssertFound(_received);
        await AssertNothingLeftAsync(page);
    }

    [Fact]
    public async Task TheScreens_AreAccessible()
    {
        var person = A.Person(residentNumber: "0001204875");
        var page = await portal.OpenAsync(account: "ito");
        portal.Add(person);
        await page.GotoAsync(Sheet(person));
        await page.Locator(".my-number").GetByRole(AriaRole.Button, new() { Name = "登録" }).ClickAsync();
        await page.Locator("#my-number-typed").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.GotoAsync(new Uri(portal.Address, "/own/again?back=%2Fledger%2Fmy-number").ToString());
        await PortalInBrowser.AssertAccessibleAsync(page);
        await page.Locator("#secret").FillAsync(DemoStaff.Password);
        await page.Keyboard.PressAsync("F12");
        await page.Locator("#my-number-typed").WaitForAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
    }

    private async Task RegisterAsync(IPage page, LedgerPerson person)
    {
        await page.GotoAsync(Sheet(person));
        await page.Locator(".my-number").GetByRole(AriaRole.Button, new() { Name = "登録" }).ClickAsync();
        await FillAsync(page, "転入者の照会", TypedAsCaseNumber);
        await page.Locator("#my-number-typed").FillAsync(Registered);
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator(".my-number [role=alert]")).ToContainTextAsync("受付番号の欄に個人番号は入力できません");
        await page.Locator("#my-number-case").FillAsync("転-0007");
        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.Locator(".my-number")).ToContainTextAsync("登録しました。");
    }

    private async Task SearchBoxAsync(IPage page)
    {
        await page.GotoAsync(new Uri(portal.Address, "/ledger").ToString());
        await page.Locator("search-box input").FillAsync(TypedIntoTheSearchBox);
        await page.Locator("search-box input").PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("個人番号の可能性があります");
        await Assertions.Expect(page.Locator("search-box input")).ToHaveValueAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "個人番号として照会する" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "本人の再確認へ進む" }).ClickAsync();
    }

    private async Task AskAsync(IPage page, LedgerPerson other)
    {
        await PortalInBrowser.AssertArrivesAsync(page, new Uri(portal.Address, "/own/again?back=%2Fledger%2Fmy-number").ToString());
        await page.Locator("#secret").FillAsync(DemoStaff.Password);
        await page.Keyboard.PressAsync("F12");
        foreach (var (number, found) in new[] { (AskedBy, false), (NeverShown, true) })
        {
            await page.Locator("#my-number-typed").WaitForAsync();
            await FillAsync(page, "転出者の提供", "提-3");
            await page.Locator("#my-number-typed").FillAsync(number);
            await page.Keyboard.PressAsync("F12");
            if (found)
            {
                await PortalInBrowser.AssertArrivesAsync(page, Sheet(other));
                await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(other.Name);
            }
            else
            {
                await page.GetByText("該当なし").WaitForAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "続けて照会する" }).ClickAsync();
            }
        }
    }

    private static async Task FillAsync(IPage page, string scene, string caseNumber)
    {
        await page.GetByLabel(scene).CheckAsync();
        await page.Locator("#my-number-case").FillAsync(caseNumber);
    }

    /// <summary>Address, document, storage of the browser; database, write-ahead log and application log of the portal.</summary>
    private async Task AssertNothingLeftAsync(IPage page)
    {
        var scanner = new LeakScanner(Numbers);
        Assert.Empty(scanner.Find(await page.ContentAsync(), "document"));
        Assert.Empty(scanner.Find(await page.EvaluateAsync<string>("JSON.stringify([location.href, {...localStorage}, {...sessionStorage}, history.state])"), "browser"));
        Assert.Empty(scanner.FindIn(portal.Folder));
        Assert.NotEmpty(portal.Log.Lines);
        Assert.Empty(scanner.Find(string.Join('\n', portal.Log.Lines), "log"));
        await using var db = portal.Ledger.CreateDbContext();
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.MyNumberShown && e.Result == OperationResult.Done, TestContext.Current.CancellationToken));
    }

    private void Listen(IPage page) => page.WebSocket += (_, line) =>
    {
        line.FrameReceived += (_, frame) => _received.Enqueue(frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
        line.FrameSent += (_, frame) => _sent.Enqueue(frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
    };

    /// <summary>Nothing but what is named was received.</summary>
    private static void AssertFound(IEnumerable<byte[]> frames, params string[] allowed)
    {
        Assert.NotEmpty(frames);
        Assert.Empty(Found(frames, [.. Numbers.Except(allowed)]));
    }

    private static List<string> Found(IEnumerable<byte[]> frames, params string[] numbers)
    {
        var scanner = new LeakScanner(numbers);
        return [.. frames.SelectMany(frame => scanner.Find(frame, "frame"))];
    }

    private string Sheet(LedgerPerson person) => new Uri(portal.Address, Addresses.Person(person.LedgerPersonId)).ToString();
}
