using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public sealed class StaffMemberPageTests : AccountPages
{
    [Fact]
    public async Task APersonsPage_ShowsIdsAndEvents_AndTheCodeForAPinOnce()
    {
        At.Add(At.Clerk, "takahashi", Role.Editor);
        At.Ledger.Add(AnAccount.Event(At.Clerk, PersonnelEventKind.Transfer, AnAccount.Today.AddDays(8)));
        SignIn(AnAccount.Administrator);
        var page = Open(At.Clerk.StaffMemberId);
        Assert.Contains("takahashi", page.Markup, StringComparison.Ordinal);
        Assert.Contains("令和8年12月1日", page.Markup, StringComparison.Ordinal);

        await ClickAsync(page, "暗証番号の初回コードを発行");
        Assert.Empty(page.FindAll(".issued-code-text"));
        await PressAsync(page, "F12");

        var code = page.Find(".issued-code-text").TextContent;
        Assert.DoesNotContain(code, Open(At.Clerk.StaffMemberId).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void AChief_LooksOnly_AndNobodyMakesACodeForThemselves()
    {
        Assert.DoesNotContain("職員を変更", Open(At.Clerk.StaffMemberId).Markup, StringComparison.Ordinal);
        var (_, acting) = At.AddAdministrator("nakamura", "中村 修", "0107");
        SignIn(acting);

        Assert.DoesNotContain("初回コードを発行", Open(acting.StaffMemberId!.Value).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMove_IsWrittenIntoTheList()
    {
        SignIn(AnAccount.Administrator);
        var page = Open(At.Clerk.StaffMemberId);
        await PressAsync(page, "F2");
        await page.Find("#staff-department").ChangeAsync(new ChangeEventArgs { Value = "" });
        await PressAsync(page, "F12");
        Assert.Contains("所属を", page.Find(".field-error").TextContent, StringComparison.Ordinal);

        await page.Find("#staff-department").ChangeAsync(new ChangeEventArgs { Value = "健康増進課" });
        await PressAsync(page, "F12");

        Assert.Contains("健康増進課", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewPerson_IsEnteredOnce()
    {
        SignIn(AnAccount.Administrator);
        var page = Render<NewStaffMemberPage>();
        foreach (var (id, text) in new[] { ("number", At.Clerk.StaffNumber), ("name", "伊藤 健"), ("kana", "イトウ ケン"), ("department", "健康増進課") })
        {
            await page.Find($"#staff-{id}").ChangeAsync(new ChangeEventArgs { Value = text });
        }

        await PressAsync(page, "F12");
        Assert.Contains("すでに登録されています", page.Find("#staff-number-error").TextContent, StringComparison.Ordinal);
        await page.Find("#staff-number").ChangeAsync(new ChangeEventArgs { Value = "0022" });
        await PressAsync(page, "F12");

        Assert.Contains(Addresses.StaffMembers + "/", Address, StringComparison.Ordinal);
        Assert.Contains("伊藤 健", Render<StaffMembersPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASignIn_IsEndedAfterOneMoreQuestion()
    {
        At.AddSession(At.Add(At.Clerk, "takahashi", Role.Editor), At.Clerk);
        Assert.DoesNotContain("終了する", Render<SessionsPage>().Markup, StringComparison.Ordinal);
        SignIn(AnAccount.Administrator);
        var page = Render<SessionsPage>();
        Assert.Contains("3分前", page.Markup, StringComparison.Ordinal);
        await ClickAsync(page, "終了する");
        Assert.Contains("高橋 恵 さんのサインインを終了する", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "F12");

        Assert.Contains("サインインしている人はいません", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<StaffMemberPage> Open(Guid id) => Render<StaffMemberPage>(p => p.Add(x => x.Id, id));
}
