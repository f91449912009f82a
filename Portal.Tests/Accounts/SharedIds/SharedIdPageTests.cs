using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public sealed class SharedIdPageTests : SharedIdPages
{
    [Fact]
    public async Task TheList_FlagsWhatSomebodyHasToSeeTo()
    {
        At.Db.Add(AnAccount.Event(At.Ito, PersonnelEventKind.Transfer, A.Day("2026-12-01")));

        var row = Render<SharedIdsPage>().Find("tbody tr");

        Assert.All(["窓口A", "madoguchi-a", "利用職員の異動予定", "2名", "2台", "まだありません"], words => Assert.Contains(words, row.TextContent, StringComparison.Ordinal));
        Assert.Equal(1, await At.Search.CountFlaggedAsync(AnAccount.Administrator, SharedIdFixture.Stop));
        Assert.Equal(0, await At.Search.CountFlaggedAsync(AnAccount.Chief, SharedIdFixture.Stop));
    }

    [Fact]
    public void ThePage_SaysInWordsWhoSatWhere_AndWhoIsLeaving()
    {
        At.Db.Add(AnAccount.Event(At.Ito, PersonnelEventKind.Transfer, A.Day("2026-12-01")));
        At.SitDown(At.Terminal, null, (At.Takahashi, SharedIdFixture.At("8:45")), (At.Ito, SharedIdFixture.At("10:20")));

        var page = RenderPage();

        var rows = page.FindAll("[aria-busy]:not([aria-busy=true]) tbody tr, table.records tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains("高橋 恵", StringComparison.Ordinal) && r.Contains("8:45:00", StringComparison.Ordinal) && r.Contains("10:20:00", StringComparison.Ordinal) && r.Contains("1時間35分", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("伊藤 健", StringComparison.Ordinal) && r.Contains("着席中", StringComparison.Ordinal));
        Assert.Contains("12/1 異動", page.Find(".shared-sides").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".seats-lane").Count);
        Assert.Contains("left:7.5%;width:15.833%", page.Find(".seats-bar").GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQuestion_IsAnsweredInOneClick_ForNow()
    {
        At.SitDown(At.Terminal, null, (At.Takahashi, SharedIdFixture.At("8:45")), (At.Ito, SharedIdFixture.At("10:20")));
        var page = RenderPage();
        Assert.Equal("10:42:00", page.Find("#who-time").GetAttribute("value"));

        await page.Find(".who-part").SubmitAsync();

        Assert.Equal("10:42:00 → 伊藤 健（窓口2、10:20〜着席中）", page.Find(".who-part [role=status]").TextContent.Trim());
        await TypeAsync(page, "who-time", "10:19:59");
        await page.Find(".who-part").SubmitAsync();
        Assert.Contains("高橋 恵（窓口2、8:45〜10:20）", page.Find(".who-part [role=status]").TextContent, StringComparison.Ordinal);
        await TypeAsync(page, "who-time", "07:00:00");
        await page.Find(".who-part").SubmitAsync();
        Assert.Contains("誰も席にいません", page.Find(".who-part [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, (await At.LogAsync(Operation.SeatsShown)).Count);
    }

    [Fact]
    public void AnotherDay_IsInTheAddress_AndSaysWhenNobodyWasThere()
    {
        At.SitDown(At.Terminal, null, (At.Takahashi, SharedIdFixture.At("8:45")));

        var page = RenderPage("2026-11-20");

        Assert.Contains("令和8年11月20日（2026-11-20・金）", page.Find(".seats-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("この日は誰も席にいませんでした", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["?day=2026-11-19", "?day=2026-11-21", ""], page.FindAll(".seats-head a").Select(a => a.GetAttribute("href")!.Replace(Addresses.SharedId(At.Account.AccountKey), "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Removing_AsksForAReason_AndTakesTheMemberOffThePage()
    {
        var page = RenderPage();
        await page.Find("[aria-label='伊藤 健さんを外す']").ClickAsync(new());
        await PressAsync(page, "F12");
        Assert.Contains("理由を4文字以上", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await At.AccountNowAsync()).MembersOn(AnAccount.Today).Count());

        await page.Find("#change-reason").InputAsync(new ChangeEventArgs { Value = "担当が替わった" });
        await PressAsync(page, "F12");

        Assert.Single((await At.AccountNowAsync()).MembersOn(AnAccount.Today));
        page.WaitForAssertion(() => Assert.DoesNotContain("伊藤", page.Find(".shared-sides").TextContent, StringComparison.Ordinal));
        Assert.Contains("令和8年11月23日", page.FindAll("tr.cancelled").Single(r => r.TextContent.Contains("伊藤", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Contains("パスワードの変更待ち", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_OffersOnlyWhoIsNotYetAMember()
    {
        var page = RenderPage();
        await page.FindAll(".shared-sides .button").Single(b => b.TextContent.Contains("職員を加える", StringComparison.Ordinal)).ClickAsync(new());
        await page.Find("#change-choice").InputAsync(new ChangeEventArgs { Value = "たかはし" });
        Assert.StartsWith("渡辺 由美", Assert.Single(page.FindAll("#change-choice-list [role=option]")).TextContent.Trim(), StringComparison.Ordinal);

        await page.Find("#change-choice-list [role=option]").ClickAsync(new());
        await page.Find("#change-reason").InputAsync(new ChangeEventArgs { Value = "窓口に加わるため" });
        await PressAsync(page, "F12");

        Assert.Contains((await At.AccountNowAsync()).MembersOn(AnAccount.Today), m => m.StaffMemberId == At.Watanabe.StaffMemberId);
    }

    [Fact]
    public void WithoutTheRightToIssue_NothingCanBeChanged()
    {
        SignIn(Role.Auditor);

        Assert.Empty(RenderPage().FindAll(".shared-sides .button"));
    }

    [Fact]
    public async Task APrint_IsLoggedBeforeItStarts()
    {
        var page = RenderPage();

        await PressAsync(page, "F8");

        Assert.NotNull(page.Find("print-sheet"));
        Assert.Equal(At.Account.AccountKey, Assert.Single(await At.LogAsync(Operation.AccountsExported)).SubjectId);
    }

    private IRenderedComponent<SharedIdPage> RenderPage(string? day = null)
    {
        var address = Addresses.SharedId(At.Account.AccountKey) + (day is null ? "" : $"?day={day}");
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<SharedIdPage>(p => p.Add(x => x.Id, At.Account.AccountKey));
        page.WaitForAssertion(() => Assert.DoesNotContain("読み込んでいます…", page.Markup, StringComparison.Ordinal));
        return page;
    }
}
