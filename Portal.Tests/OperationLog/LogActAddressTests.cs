using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Features.Safeguards;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>The addresses by which other screens lead to the rows they have counted.</summary>
public sealed class LogActAddressTests : LogPages
{
    [Theory]
    [InlineData("three-scenes", "4,3,2")]
    [InlineData("scene-moved-in", "3,2")]
    [InlineData("scene-certificate", "4")]
    public void APromise_LeadsToTheVeryRowsItCounts(string promise, string numbers)
    {
        At.Add(Operation.MyNumberShown, of: At.Person, minutes: -60 * 24 * 30, scene: MyNumberPurpose.MovedIn);
        At.Add(Operation.MyNumberSearched, minutes: -60 * 24 * 20, scene: MyNumberPurpose.MovedIn);
        At.Add(Operation.MyNumberShown, of: At.Person, scene: MyNumberPurpose.MovedIn);
        At.Add(Operation.MyNumberShown, of: At.Person, minutes: 1, scene: MyNumberPurpose.Certificate);
        At.Add(Operation.MyNumberShown, of: At.Person, minutes: 2, scene: MyNumberPurpose.Certificate, result: OperationResult.Failed);
        At.Add(Operation.MyNumberRegistered, of: At.Person, minutes: 3, scene: MyNumberPurpose.Certificate);

        Assert.Equal(numbers, Shown(Promises.Find(promise)!.Screen!.Address));
    }

    [Fact]
    public void RefusedUsesOfAWeek_HaveAnAddress_AndTheFormSaysWhatIsAsked()
    {
        At.Add(Operation.MyNumberShown, minutes: -60 * 24 * 8, result: OperationResult.Failed);
        At.Add(Operation.MyNumberSearched, minutes: -60 * 24 * 6, result: OperationResult.Failed);
        At.Add(Operation.MyNumberShown);
        At.Add(Operation.SheetOpened, result: OperationResult.Failed);

        Assert.Equal("2", Shown(Addresses.LogActs(null, LogSpan.Week, result: OperationResult.Failed)));
        var page = Show();
        Assert.Contains("操作 個人番号の表示・照会、結果 不成立", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Equal(("MyNumberUse", "Failed"), (page.Find("#log-operation").GetAttribute("value"), page.Find("#log-result").GetAttribute("value")));
        Assert.NotEmpty(page.FindAll("#log-scene"));
    }

    [Fact]
    public void MoreThanAPage_GoesOnUnderTheSameConditions()
    {
        At.Ledger.Add([.. Enumerable.Range(0, 130).Select(i => OperationLogEntry.For(At.Clerk, A.Now.AddSeconds(i), i % 10 == 0 ? Operation.SheetOpened : Operation.LedgerSearched))]);
        Navigation.NavigateTo(Addresses.LogActs(Operation.LedgerSearched, LogSpan.Month));
        var page = Show();

        var next = page.FindAll(".records-head a").Single(a => a.TextContent.StartsWith("次の", StringComparison.Ordinal)).GetAttribute("href")!;

        Assert.Equal("/log?act=LedgerSearched&span=Month&before=20", next);
        Navigation.NavigateTo(next);
        page.WaitForAssertion(() => Assert.Equal(17, page.FindAll("tbody tr[tabindex]").Count));
        Assert.Equal("19", page.Find("tbody th").TextContent);
    }

    [Fact]
    public void AnActThereIsNot_IsToday()
    {
        At.Add(Operation.SheetOpened, minutes: -60 * 24);
        At.Add(Operation.SheetOpened);

        Assert.Equal("2", Shown("/log?act=Everything&span=Year"));
    }

    [Fact]
    public async Task APossibleMyNumber_StaysInNoBox_AndTheListBelowSaysWhatItIs()
    {
        At.Add(Operation.SheetOpened);
        var page = Show();
        await page.Find("#log-resident").ChangeAsync(new ChangeEventArgs { Value = "1234 5678 9018" });

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("個人番号かもしれない", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.Find("#log-resident").GetAttribute("value") ?? "");
        Assert.DoesNotMatch("1234 ?5678", page.Markup);
        Assert.Contains("下の一覧は、前の検索（期間 2026-11-23～2026-11-23）の結果です", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TheConditions_AreAskedOfEveryEngine()
    {
        using var db = TestDb.SqlServerOffline();

        var sql = LogSearch.Rows(db, LogQuestion.Day(A.Day("2026-11-23")) with { IsMyNumberUse = true, Scene = MyNumberPurpose.MovedOut }, null).ToQueryString();

        Assert.Contains("[o].[Operation] IN ('MyNumberShown', 'MyNumberSearched', 'MyNumberSent')", sql, StringComparison.Ordinal);
        Assert.Contains("[o].[Scene] = ", sql, StringComparison.Ordinal);
    }

    private string Shown(string address)
    {
        Navigation.NavigateTo(address);
        return string.Join(',', Show().FindAll("tbody th").Select(e => e.TextContent));
    }

    private IRenderedComponent<LogSearchPage> Show()
    {
        var page = Render<LogSearchPage>();
        page.WaitForAssertion(() => Assert.True(page.FindAll(".records-head .muted").Count > 0 && page.FindAll("[aria-busy]").Count == 0));
        return page;
    }
}
