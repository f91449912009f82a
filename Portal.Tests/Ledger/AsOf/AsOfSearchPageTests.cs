using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Features.Ledger;
using Portal.Features.Ledger.AsOf;
using Xunit;

namespace Portal.Tests.Ledger.AsOf;

public sealed class AsOfSearchPageTests : LedgerPages
{
    public AsOfSearchPageTests()
    {
        Services.AddSingleton<AsOfSearch>();
        Ledger.Add(A.Person());
    }

    [Fact]
    public async Task AskedWithADayAndAText_TheAddressNamesTheMoment_AndNeverTheText()
    {
        var page = Render<AsOfSearchPage>();
        await page.Find("#as-of-text").InputAsync(new ChangeEventArgs { Value = "佐藤" });
        await page.Find("form").SubmitAsync();
        Assert.Contains("時点の日付を入力してください", page.Markup, StringComparison.Ordinal);

        await AskAsync(page);

        Assert.Contains("/ledger/as-of?at=20261001T235959&s=", Navigation.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤", Uri.UnescapeDataString(Navigation.Uri), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAnswer_SaysWhichMomentItIs_AndARowOpensTheSheetOfThatMoment()
    {
        var page = Render<AsOfSearchPage>();
        await page.Find("#as-of-text").InputAsync(new ChangeEventArgs { Value = "佐藤" });
        await AskAsync(page);
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(Navigation.Uri).Query);
        Navigation.NavigateTo(Navigation.Uri);
        page = Render<AsOfSearchPage>();
        page.WaitForAssertion(() => Assert.Contains("佐藤 和子", page.Find("tbody").TextContent, StringComparison.Ordinal));

        Assert.Contains("令和8年10月1日 23:59:59 の台帳です", page.Markup, StringComparison.Ordinal);
        await page.Find("tbody tr[tabindex]").ClickAsync(new());

        Assert.Matches($"/ledger/people/.*/as-of\\?at={query["at"]}", Navigation.Uri);
    }

    [Fact]
    public async Task NobodyFound_IsNotRegisteredIntoThePast()
    {
        var page = Render<AsOfSearchPage>();
        await page.Find("#as-of-text").InputAsync(new ChangeEventArgs { Value = "山田" });
        await AskAsync(page);
        page = Render<AsOfSearchPage>();
        page.WaitForAssertion(() => Assert.Contains("見つかりませんでした", page.Markup, StringComparison.Ordinal));

        Assert.DoesNotContain(page.FindAll("a"), a => a.GetAttribute("href") == Addresses.NewPerson);
        Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == Addresses.Search);
        Assert.Contains(Render<NothingFound>().FindAll("a"), a => a.GetAttribute("href") == Addresses.NewPerson);
    }

    [Fact]
    public async Task AMomentToCome_IsRefusedBesideItsBox()
    {
        var page = Render<AsOfSearchPage>();
        await page.Find("#as-of-text").InputAsync(new ChangeEventArgs { Value = "佐藤" });

        await AskAsync(page, month: "12");

        Assert.Contains("いままでの日時", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("at=", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "どれかを入力してください")]
    [InlineData("123456789018", "個人番号かもしれない")]
    public async Task WhatCannotBeSearchedFor_IsSaidBesideTheBox_AndAPossibleMyNumberIsWiped(string text, string said)
    {
        var page = Render<AsOfSearchPage>();
        await page.Find("#as-of-text").InputAsync(new ChangeEventArgs { Value = text });
        await AskAsync(page);

        Assert.Contains(said, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("s=", Navigation.Uri, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !page.Markup.Contains(text, StringComparison.Ordinal));
    }

    private static async Task AskAsync(IRenderedComponent<AsOfSearchPage> page, string month = "10")
    {
        await page.Find("#as-of").ChangeAsync(new ChangeEventArgs { Value = "R" });
        foreach (var (part, value) in new[] { ("year", "8"), ("month", month), ("day", "1") })
        {
            await page.Find($"[data-part={part}]").ChangeAsync(new ChangeEventArgs { Value = value });
        }

        await page.Find("form").SubmitAsync();
    }
}
