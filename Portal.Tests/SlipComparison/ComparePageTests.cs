using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public sealed class ComparePageTests : ComparePages
{
    [Fact]
    public async Task TheRecord_StandsInBigType_EachItemWithItsDigit_AndBothNames()
    {
        var page = await OpenAsync();

        Assert.Equal(ComparedItems.All.Select(i => $"{i.Digit()}"), page.FindAll(".slip-item kbd").Select(k => k.TextContent));
        Assert.Equal(
            ["佐藤 1子", "昭和25年3月4日", "0000000001", "令和3年6月20日", "1回目"], page.FindAll(".slip-value").Take(5).Select(v => v.TextContent));
        Assert.Contains("高橋 恵", page.Find(".slip-pair").TextContent, StringComparison.Ordinal);
        Assert.Contains("伊藤 健", page.Find(".slip-pair").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("花園", page.Markup, StringComparison.Ordinal);
        Assert.Single(await At.LogAsync(Operation.ComparisonRecordShown));
    }

    [Fact]
    public async Task Enter_Agrees_AndTheNextRecordComes()
    {
        var page = await OpenAsync();

        await KeyAsync(page, "Enter");

        Assert.Contains("2番", page.Find("#slip-title").TextContent, StringComparison.Ordinal);
        Assert.Contains("5件中 1件", page.Find(".slip-progress").TextContent, StringComparison.Ordinal);
        Assert.Equal(ComparisonAnswer.Agrees, (await At.LinesAsync())[0].Answer);
    }

    [Fact]
    public async Task AKey_BelongsToTheRecordItWasPressedAt_HoweverManyComeTogether()
    {
        var page = await OpenAsync();
        var showing = Showing(page);

        // The line is slow: all of them were pressed while the first record was on the screen.
        await Task.WhenAll(new[] { "3", "8", "3", "8", "Enter", "Enter", "0", "1", "Enter" }.Select(key => page.InvokeAsync(() => SendAsync(page, $"{showing} {key}"))));

        var lines = await At.LinesAsync();
        Assert.Equal(ComparisonAnswer.Agrees, lines[0].Answer);
        Assert.All(lines.Skip(1), line => Assert.Null(line.Answer));
        Assert.Single(await At.LogAsync(Operation.ComparisonAnswered));
        Assert.Equal(2, (await At.LogAsync(Operation.ComparisonRecordShown)).Count);
        Assert.Empty(page.FindAll("[aria-pressed=true]"));
    }

    [Fact]
    public async Task AMissingSlip_IsOneKey_ButNotOverAChosenItem()
    {
        var page = await OpenAsync();
        await KeyAsync(page, "1");
        await KeyAsync(page, "0");
        Assert.Contains("印を外して", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Null((await At.LinesAsync())[0].Answer);

        await KeyAsync(page, "1");
        await KeyAsync(page, "-");

        Assert.Equal(ComparisonAnswer.Missing, (await At.LinesAsync())[0].Answer);
    }

    [Fact]
    public async Task Back_ShowsWhatWasSaid_AndDownGoesOn()
    {
        var page = await OpenAsync();
        await KeyAsync(page, "ArrowUp");
        Assert.Contains("これより前に", page.Find(".notice").TextContent, StringComparison.Ordinal);
        await KeyAsync(page, "0");

        await KeyAsync(page, "Backspace");
        Assert.Contains("判定済み: 紙なし", page.Find(".slip-title").TextContent, StringComparison.Ordinal);
        await KeyAsync(page, "ArrowDown");

        Assert.Contains("2番", page.Find("#slip-title").TextContent, StringComparison.Ordinal);
        Assert.Equal(ComparisonAnswer.Missing, (await At.LinesAsync())[0].Answer);
    }

    [Fact]
    public async Task AnotherPair_NamesItsReader_AndBeginsAtTheFirstUnanswered()
    {
        var first = await OpenAsync();
        await KeyAsync(first, "Enter");
        SignIn(At.Third, Role.Editor);

        var page = Render<ComparePage>(p => p.Add(x => x.Id, Comparison.ComparisonId));
        Assert.DoesNotContain(page.FindAll("#reader option"), o => o.TextContent.Contains("渡辺", StringComparison.Ordinal));
        await page.Find("#reader").ChangeAsync(new ChangeEventArgs { Value = $"{At.Screen.StaffMemberId}" });
        await PressAsync(page, "F12");

        Assert.Contains("2番", page.Find("#slip-title").TextContent, StringComparison.Ordinal);
        Assert.Contains("高橋 恵", page.Find(".slip-pair").TextContent, StringComparison.Ordinal);
        Assert.Single(await At.LogAsync(Operation.ComparisonResumed));
    }

    [Fact]
    public async Task ARecordThatChangedMeanwhile_ComesBackAtOnce()
    {
        var page = await OpenAsync();
        await At.ChangeLotAsync(0, "EX3618");

        await KeyAsync(page, "Enter");

        Assert.Contains("もう一度", page.Find(".slip-title").TextContent, StringComparison.Ordinal);
        Assert.Contains("EX3618", page.Find(".slip-items").TextContent, StringComparison.Ordinal);
        Assert.Contains("ほかの職員がこの記録を変えました", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLast_IsFollowedByTheWayToTheResult()
    {
        var page = await OpenAsync();
        for (var line = 0; line < 5; line++)
        {
            await KeyAsync(page, "Enter");
        }

        Assert.Equal(Addresses.Comparison(Comparison.ComparisonId), page.Find("[data-key=F12]").GetAttribute("href"));
        Assert.Empty(page.FindAll("slip-keys"));
    }
}
