using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public sealed class SharedIdNewPageTests : SharedIdPages
{
    [Fact]
    public async Task AnEmptyForm_SaysWhatIsMissing_BesideEachField()
    {
        var page = Render<SharedIdNewPage>();

        await PressAsync(page, "F12");

        Assert.Equal(8, page.FindAll(".field-error").Count);
        Assert.Contains("（8件）", page.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.Contains("令和9年3月31日", page.Find(".date-read").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullForm_BecomesARequestThatWaits()
    {
        var page = Render<SharedIdNewPage>();
        await FillAsync(page);

        await PressAsync(page, "F12");

        Assert.Contains("承認を待っています", page.Markup, StringComparison.Ordinal);
        await using var db = At.Db.CreateDbContext();
        var account = await db.Accounts.Include(a => a.Members).Include(a => a.Terminals).AsSplitQuery().SingleAsync(a => a.AccountId == "madoguchi-b", SharedIdFixture.Stop);
        Assert.Equal((AccountState.Requested, "窓口B", A.Day("2027-03-31")), (account.State, account.SharedName, account.ValidUntil));
        Assert.Equal((At.Watanabe.StaffMemberId, At.OtherTerminal.TerminalId), (Assert.Single(account.Members).StaffMemberId, Assert.Single(account.Terminals).TerminalId));
        Assert.Equal([Role.Viewer], account.Roles);
    }

    [Fact]
    public async Task WhatWasTyped_IsOfferedAgain_AfterLeaving()
    {
        var page = Render<SharedIdNewPage>();
        await FillAsync(page);
        await PressAsync(page, "Esc");
        Assert.EndsWith(Addresses.SharedIds, Address, StringComparison.Ordinal);

        var again = Render<SharedIdNewPage>();
        await PressAsync(again, "F12");

        Assert.Equal("窓口B", again.Find($"#{SharedIdForm.NameId}").GetAttribute("value"));
        Assert.Contains("渡辺 由美", again.Find(".chosen").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-23", "2027-03-31")]
    [InlineData("2027-03-31", "2027-03-31")]
    [InlineData("2027-04-01", "2028-03-31")]
    public void TheEnd_IsOfferedAsTheEndOfTheFiscalYear(string today, string expected) =>
        Assert.Equal(A.Day(expected), SharedIdForm.DefaultUntil(A.Day(today)));

    private static async Task FillAsync(IRenderedComponent<SharedIdNewPage> page)
    {
        await TypeAsync(page, SharedIdForm.NameId, "窓口B");
        await TypeAsync(page, SharedIdForm.LoginIdId, "madoguchi-b");
        await TypeAsync(page, SharedIdForm.NecessityId, "証明書窓口を交代で勤務するため");
        await TypeAsync(page, SharedIdForm.ReasonId, "窓口業務のため");
        await PickAsync(page, SharedIdForm.MembersId, "渡辺");
        await PickAsync(page, SharedIdForm.OwnerId, "012346");
        await page.FindAll($"#{SharedIdForm.TerminalsId} input")[1].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.FindAll($"#{SharedIdForm.RolesId} input")[0].ChangeAsync(new ChangeEventArgs { Value = true });
    }
}
