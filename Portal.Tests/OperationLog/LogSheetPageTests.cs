using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>この記録を見た人 and 職員の一日, on screen and on paper.</summary>
public sealed class LogSheetPageTests : LogPages
{
    [Fact]
    public void TheViewers_AreShownByPost_UntilNamesAreAskedFor_AndNobodyElseIsThere()
    {
        At.Add(Operation.SheetOpened, of: At.Person);
        At.Add(Operation.SheetPrinted, At.Colleague, At.Person, minutes: 1, purpose: "本人への説明");
        At.Add(Operation.SheetOpened, At.Colleague, At.Neighbour, minutes: 2);
        var page = ShowViewers();
        Assert.Contains("2名の職員による 2件の操作", page.Markup, StringComparison.Ordinal);
        Assert.Contains("健康増進課 主事", page.Markup, StringComparison.Ordinal);
        Assert.Contains("本人への説明", page.Markup, StringComparison.Ordinal);
        foreach (var hidden in (string[])["高橋 恵", "伊藤 健", "0001204874", "佐藤"])
        {
            Assert.DoesNotContain(hidden, page.Markup, StringComparison.Ordinal);
        }

        page.FindAll("input[type=radio]")[1].Change(true);

        Assert.Contains("高橋 恵", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("職員1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePaper_ComesAfterItsPurpose()
    {
        At.Add(Operation.SheetOpened, of: At.Person);
        var page = ShowViewers();
        await PressAsync(page, "F8");
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("印刷の目的を4文字以上", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("print-sheet"));
        await page.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "開示請求 R8-12" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Single(page.FindAll("print-sheet")));
        Assert.Contains("目的 開示請求 R8-12", page.Find(".print-head").TextContent, StringComparison.Ordinal);
        Assert.Equal("開示請求 R8-12", Assert.Single(At.Log(Operation.LogPrinted)).Purpose);
    }

    [Fact]
    public void APersonNobodyKnows_HasAPageThatSaysSo()
    {
        var page = Render<LogViewersPage>(p => p.Add(x => x.Id, Guid.NewGuid()));

        page.WaitForAssertion(() => Assert.Contains("この人は台帳にいません", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void ADay_HasItsSumsOnTop_AndThePausesBetween()
    {
        At.Add(Operation.SignedIn);
        At.Add(Operation.SheetOpened, of: At.Person, minutes: 1);
        At.Add(Operation.SheetOpened, of: At.Neighbour, minutes: 73);

        var page = ShowDay();

        Assert.Contains("3件", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("2名", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
        Assert.Contains("個人票の表示 2件、サインイン 1件", page.Find(".log-counts").TextContent, StringComparison.Ordinal);
        Assert.Contains("（1時間12分 操作なし）", page.Find("tr.log-gap").TextContent, StringComparison.Ordinal);
        Assert.Contains("サインイン", page.Find("tr.log-boundary").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void TheActsOfADay_StayOnOneLine()
    {
        At.Add(Operation.SheetOpened, of: At.Person, purpose: "窓口での照会について、とても長い目的が入力されているとき");

        Assert.All(ShowDay().FindAll("tbody tr > :nth-child(2)"), cell => Assert.Contains("nowrap", cell.ClassList));
    }

    [Fact]
    public async Task ADay_IsChosenByPersonAndDate_AndPrintedWithAPurpose()
    {
        var page = Render<LogDayPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("#day-staff")));
        await page.Find("form").SubmitAsync();
        Assert.Contains("職員を選んでください", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(At.Log());
        await page.Find("#day-staff").InputAsync(new ChangeEventArgs { Value = "タカハシ" });
        await page.FindAll("[role=option]").Single(o => o.TextContent.Contains(At.ClerkPerson.Name, StringComparison.Ordinal)).ClickAsync(new());
        await page.Find("form").SubmitAsync();
        Assert.EndsWith(Addresses.LogDay(At.ClerkPerson.StaffMemberId, A.Day("2026-11-23")), Address, StringComparison.Ordinal);

        var day = ShowDay();
        await PressAsync(day, "F8");
        await day.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "苦情の調査のため" });
        await day.FindAll("[data-key=F12]").Single(b => b.TextContent.Contains("印刷", StringComparison.Ordinal)).ClickAsync(new());

        day.WaitForAssertion(() => Assert.Single(day.FindAll("print-sheet")));
        Assert.Equal([Operation.LogDayShown, Operation.LogPrinted], At.Log().Select(e => e.Operation));
    }

    private IRenderedComponent<LogViewersPage> ShowViewers()
    {
        var page = Render<LogViewersPage>(p => p.Add(x => x.Id, At.Person.LedgerPersonId));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table")));
        return page;
    }

    private IRenderedComponent<LogDayPage> ShowDay()
    {
        var page = Render<LogDayPage>(p => p.Add(x => x.Id, At.ClerkPerson.StaffMemberId));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table")));
        return page;
    }
}
