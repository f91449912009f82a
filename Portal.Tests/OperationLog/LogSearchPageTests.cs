using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogSearchPageTests : LogPages
{
    [Fact]
    public void ItOpensWithToday_NewestFirst_AndIsLoggedOnce()
    {
        At.Add(Operation.SheetOpened, of: At.Person, minutes: -60 * 24);
        At.Add(Operation.SheetOpened, of: At.Person);
        At.Add(Operation.SheetPrinted, of: At.Person, minutes: 1, result: OperationResult.Denied);

        var page = Show();

        Assert.Equal(["3", "2"], page.FindAll("tbody th").Select(e => e.GetAttribute("data-text") ?? e.TextContent));
        var row = page.FindAll("tbody tr")[0].TextContent;
        foreach (var words in (string[])["2026-11-23 10:43:00", "高橋 恵", "takahashi", "窓口2", "個人票の印刷", "拒否", "0001204873"])
        {
            Assert.Contains(words, row, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("佐藤 和子", page.Markup, StringComparison.Ordinal);
        page.Render();
        Assert.Single(At.Log(Operation.LogSearched));
    }

    [Fact]
    public async Task ARow_OpensToEverythingItHolds()
    {
        At.Add(Operation.MyNumberShown, of: At.Person, purpose: "事案 R8-15", detail: "表示", scene: MyNumberPurpose.MovedIn);
        var page = Show();

        await page.Find("tbody tr").ClickAsync(new());

        var detail = page.Find("tr.detail");
        foreach (var words in (string[])["令和8年11月23日 10:42:00", "事案 R8-15", "転入者の照会", "circuit-1", LogWords.SealOf(At.Log()[0])])
        {
            Assert.Contains(words, detail.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal(
            [Addresses.LogDay(At.ClerkPerson.StaffMemberId, A.Day("2026-11-23")), Addresses.LogViewers(At.Person.LedgerPersonId)],
            detail.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task WhatIsTyped_StandsInNoAddress_AndComesBackWithIt()
    {
        At.Add(Operation.SheetOpened, of: At.Person);
        At.Add(Operation.SheetOpened, of: At.Neighbour);
        var page = Show();
        await page.Find("#log-resident").ChangeAsync(new ChangeEventArgs { Value = "0001204873" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("0001204873", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.Matches("/log\\?s=[0-9a-f]{32}$", Address);
        Assert.Equal(2, At.Log(Operation.LogSearched).Count);

        var again = Show();

        Assert.Equal("0001204873", again.Find("#log-resident").GetAttribute("value"));
        // The first search was about this person too.
        Assert.Equal(["個人票の表示", "操作ログの検索"], again.FindAll("tbody tr").Select(row => row.Children[4].TextContent).Order(StringComparer.Ordinal));
        using var db = At.Ledger.CreateDbContext();
        Assert.DoesNotContain("1204873", string.Concat(db.Drafts.Select(d => d.Payload)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElsesSearch_IsNotBrought()
    {
        At.Add(Operation.SheetOpened);
        var page = Show();
        await page.Find("#log-account").ChangeAsync(new ChangeEventArgs { Value = "nobody" });
        await page.Find("form").SubmitAsync();
        SignIn(LogScreensFixture.Chief, Role.Approver);

        var other = Show();

        Assert.Contains("検索の期限が切れました", other.Markup, StringComparison.Ordinal);
        Assert.Contains(other.FindAll("tbody tr"), row => row.TextContent.Contains("個人票の表示", StringComparison.Ordinal));
    }

    [Fact]
    public async Task APeriodThatCannotBe_IsSaidBesideItsField_AndTheRowsStay()
    {
        At.Add(Operation.SheetOpened);
        var page = Show();
        await page.Find("#log-until ~ input[data-part=day]").ChangeAsync(new ChangeEventArgs { Value = "1" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("期間の始まりは", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Contains("検索していません", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr"));
    }

    [Fact]
    public void AHundredAreShown_AndTheNextHundredHaveAnAddress()
    {
        At.Ledger.Add([.. Enumerable.Range(0, 130).Select(i => OperationLogEntry.For(At.Clerk, A.Now.AddSeconds(i), Operation.LedgerSearched))]);
        At.Time.Advance(TimeSpan.FromHours(1));
        var page = Show();
        Assert.Equal(100, page.FindAll("tbody tr").Count);
        var next = page.FindAll(".records-head a").Single(a => a.TextContent.StartsWith("次の", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Equal("/log?before=31", next);

        Navigation.NavigateTo(next);
        page.WaitForAssertion(() => Assert.Equal(30, page.FindAll("tbody tr").Count));

        Assert.Equal("30", page.Find("tbody th").TextContent);
        Assert.Contains("31番より前", At.Log(Operation.LogSearched)[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void FromAPersonSheet_TheRowsOfThatPerson_OverAllTime()
    {
        At.Add(Operation.SheetOpened, of: At.Person, minutes: -60 * 24 * 900);
        At.Add(Operation.SheetOpened, of: At.Neighbour);
        Navigation.NavigateTo(Addresses.LogOf(At.Person.LedgerPersonId));

        var page = Show();

        Assert.Equal("1", Assert.Single(page.FindAll("tbody th")).TextContent);
        Assert.Equal(Addresses.LogViewers(At.Person.LedgerPersonId), page.Find(".page-head a").GetAttribute("href"));
    }

    [Fact]
    public void ARowNamedByItsNumber_IsFound()
    {
        At.Ledger.Add([.. Enumerable.Range(0, 5).Select(i => OperationLogEntry.For(At.Clerk, A.Now.AddYears(-3), Operation.LedgerSearched))]);
        Navigation.NavigateTo(Addresses.LogRows(2, 3));

        Assert.Equal(["3", "2"], Show().FindAll("tbody th").Select(e => e.TextContent));
    }

    [Fact]
    public void NothingFound_SaysWhatToDo()
    {
        var page = Show();

        Assert.Contains("期間を広げるか、条件を減らしてください", page.Find(".records-empty").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<LogSearchPage> Show()
    {
        var page = Render<LogSearchPage>();
        page.WaitForAssertion(() => Assert.True(page.FindAll(".records-head .muted").Count > 0 && page.FindAll("[aria-busy]").Count == 0));
        return page;
    }
}
