using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public sealed class DifferenceFormTests : ComparePages
{
    [Fact]
    public async Task ADifference_AsksForThePaper_AndCorrects()
    {
        var page = await OpenAsync();
        await KeyAsync(page, "7");
        Assert.Equal("true", page.Find("[data-slip-key='7']").GetAttribute("aria-pressed"));
        await KeyAsync(page, "Enter");
        await page.Find("#field-lotNumber").InputAsync(new ChangeEventArgs { Value = "ex 3618" });

        await PressAsync(page, "F12");

        Assert.Equal("EX3618", (await At.DoseAsync(0)).LotNumber);
        Assert.Contains("1番: 訂正しました。", page.Find(".slip-progress").TextContent, StringComparison.Ordinal);
        Assert.Contains("2番", page.Find("#slip-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePaper_IsReadByTheItemsOwnParser_AndCanWait()
    {
        var page = await OpenAsync();
        await KeyAsync(page, "8");
        await KeyAsync(page, "Enter");
        await page.Find("#field-amountMl").InputAsync(new ChangeEventArgs { Value = "三" });
        await PressAsync(page, "F9");
        Assert.Contains("接種量", page.Find(".field-error").TextContent, StringComparison.Ordinal);

        await page.Find("#field-amountMl").InputAsync(new ChangeEventArgs { Value = "0.5mL" });
        await PressAsync(page, "F9");

        Assert.Equal("0.5", Assert.Single(await At.PaperAsync()).Value);
        Assert.Contains("2番", page.Find("#slip-title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoDifferenceAfterAll_IsOneKeyBackToTheAnswer()
    {
        var page = await OpenAsync();
        await KeyAsync(page, "7");
        await KeyAsync(page, "Enter");
        await PressAsync(page, "F9");
        Assert.Contains("F2 で判定に戻って", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await PressAsync(page, "F2");
        Assert.Equal("true", page.Find("[data-slip-key='7']").GetAttribute("aria-pressed"));
        await KeyAsync(page, "7");
        await KeyAsync(page, "Enter");

        Assert.Equal(ComparisonAnswer.Agrees, (await At.LinesAsync())[0].Answer);
        Assert.Contains("2番", page.Find("#slip-title").TextContent, StringComparison.Ordinal);
    }
}
