using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Tests.Exchange;
using Xunit;

namespace Portal.Tests.Journeys;

/// <summary>Importing, in a real browser.</summary>
[Collection(JourneyCollection.Name)]
public sealed class ImportJourneyTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    [Fact]
    public async Task AClerk_LooksAtAFile_TakesItIn_AndDecidesTheHeldLine()
    {
        var page = await portal.OpenAsync("/exchange/imports");
        var person = A.Person();
        portal.Add(person, A.Person(name: "髙橋 恵", kana: "タカハシ メグミ", residentNumber: Csv.OtherNumber));

        await page.GetByRole(AriaRole.Link, new() { Name = "ファイルを取り込む" }).ClickAsync();
        // Faster than any clerk: a file chosen before Blazor listens to the input would not be heard.
        await page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.GetByLabel("ファイル", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = "vrs_202311.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(Csv.Lines(
                Csv.Vrs(Csv.Number, Csv.Dose(), Csv.Dose(day: "20210711", coupon: "12345")),
                Csv.Vrs("77", Csv.Dose(), Csv.NoDose),
                Csv.Vrs(Csv.OtherNumber, Csv.Dose(day: "20210231", code: "12033"), Csv.NoDose))),
        });
        await Assertions.Expect(page.GetByText("まだ何も変更されていません").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("先頭の0が失われた券番号 1件を10桁に戻して取り込む")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("実在する日付ではありません")).ToBeVisibleAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await ShowAsync(page, "preview");
        var report = await page.RunAndWaitForDownloadAsync(() => page.GetByText("エラー一覧をダウンロード").ClickAsync());
        Assert.Contains("実在する日付ではありません", await File.ReadAllTextAsync(await report.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await page.Keyboard.PressAsync("F12");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "取込 1" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("この宛名番号の人が台帳にいません")).ToBeVisibleAsync();
        await page.GetByLabel("宛名番号で探す").FillAsync("1204999");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "髙橋 恵" })).ToBeVisibleAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await ShowAsync(page, "run");
        await page.GetByRole(AriaRole.Button, new() { Name = "髙橋 恵" }).ClickAsync();
        await Assertions.Expect(page.GetByText("照合済み 1")).ToBeVisibleAsync();

        await using var db = await portal.Ledger.CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, await db.Doses.CountAsync(TestContext.Current.CancellationToken));
        await page.GotoAsync(new Uri(portal.Address, "/exchange/imports").ToString());
        await Assertions.Expect(page.GetByText("vrs_202311.csv")).ToBeVisibleAsync();
        await PortalInBrowser.AssertAccessibleAsync(page);
        await ShowAsync(page, "list");
    }

    private static async Task ShowAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"import-{name}.png") });
        }
    }
}
