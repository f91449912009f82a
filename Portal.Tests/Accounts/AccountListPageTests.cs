using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public sealed class AccountListPageTests : AccountPages
{
    [Fact]
    public void WithNobody_TheListSaysSo_AndNamesItsView()
    {
        Assert.Contains("「90日以上未使用」に当てはまるIDはありません", Open("unused90").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheList_IsNarrowedByWhatIsTyped_AndPrintedOnlyWithARecord()
    {
        At.Add(At.Clerk, "takahashi", Role.Editor);
        At.AddAdministrator("nakamura", "中村 修", "0107");
        var page = Open();
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        Assert.Contains("未使用", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody input"));

        await page.Find("#account-text").ChangeAsync(new ChangeEventArgs { Value = "高橋" });
        Assert.Single(page.FindAll("tbody tr"));

        Assert.Empty(page.FindAll("print-sheet"));
        await PressAsync(page, "F8");
        Assert.Single(page.FindAll("print-sheet"));
        Assert.Equal("印刷 すべて 1件", Assert.Single(await At.LogAsync(Operation.AccountsExported)).Detail);
    }

    [Fact]
    public async Task ABulkStop_IsPreviewed_AndDoneTogether()
    {
        var account = At.Add(At.Clerk, "takahashi", Role.Editor);
        SignIn(AnAccount.Administrator);
        var page = Open();
        await page.Find("tbody input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });
        await ClickAsync(page, "一括停止を確認する");
        Assert.Equal(AccountState.Active, (await At.NowAsync(account.AccountKey)).State);

        await TypeAsync(page, "bulk-reason", "90日以上使っていないため");
        await PressAsync(page, "F12");

        Assert.Equal(AccountState.Suspended, (await At.NowAsync(account.AccountKey)).State);
        Assert.Contains("1件のIDを停止しました", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody input"));
    }

    [Fact]
    public async Task OneThatCannotBeStopped_IsNamedBeforeAnythingIsAsked()
    {
        At.AddAdministrator("nakamura", "中村 修", "0107");
        SignIn(AnAccount.Administrator);
        var page = Open();
        await page.Find("tbody input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });

        await ClickAsync(page, "一括停止を確認する");

        Assert.Contains("最後の指定管理者です", page.Find(".act-panel").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-key=F12]"));
    }

    [Fact]
    public async Task ARequest_IsMadeForSomebodyOfTheList_WhoseIdsAreShown()
    {
        At.Add(At.Clerk, "takahashi-old", Role.Viewer);
        var page = Render<NewAccountPage>();
        await PressAsync(page, "F12");
        Assert.Contains("職員を選んでください", page.Markup, StringComparison.Ordinal);

        await TypeAsync(page, "request-person", "たかはし");
        await page.Find("[role=option]").ClickAsync(new());
        Assert.Contains("takahashi-old", page.Markup, StringComparison.Ordinal);
        await page.Find("#request-id").ChangeAsync(new ChangeEventArgs { Value = "takahashi" });
        page.FindAll(".role-picker input")[(int)Role.Editor].Change(true);
        await TypeAsync(page, "request-reason", "窓口業務のため");
        await PressAsync(page, "F12");

        var row = (await At.Viewing.ListAsync(AnAccount.Chief, AccountListView.Waiting, null, Xunit.TestContext.Current.CancellationToken)).Single();
        Assert.Equal(("takahashi", A.Day("2027-03-31")), (row.Account.AccountId, row.Account.ValidUntil));
        Assert.EndsWith(Addresses.Account(row.Account.AccountKey), Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATakenId_IsSaidAtItsField()
    {
        At.AddAdministrator("takahashi", "中村 修", "0107");
        Services.GetRequiredService<NavigationManager>().NavigateTo($"{Addresses.NewAccount}?person={At.Clerk.StaffMemberId}");
        var page = Render<NewAccountPage>();
        await page.Find("#request-id").ChangeAsync(new ChangeEventArgs { Value = "takahashi" });
        page.FindAll(".role-picker input")[(int)Role.Editor].Change(true);
        await TypeAsync(page, "request-reason", "窓口業務のため");

        await PressAsync(page, "F12");

        Assert.Contains("すでに使われています", page.Find("#request-id-error").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<AccountsPage> Open(string? view = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(view is null ? Addresses.Accounts : $"{Addresses.Accounts}?view={view}");
        return Render<AccountsPage>();
    }
}
