using Bunit;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public sealed class AccountPageTests : AccountPages
{
    [Fact]
    public async Task ARequest_IsApprovedAndIssuedFromItsPage_AndTheCodeIsShownOnce()
    {
        var key = await At.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(At.Clerk));
        Assert.DoesNotContain("承認する", Open(key).Markup, StringComparison.Ordinal);

        SignIn(AnAccount.Administrator);
        var page = Open(key);
        await PressAsync(page, "F12");
        await PressAsync(page, "F12");

        var code = page.Find(".issued-code-text").TextContent;
        Assert.Matches("^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$", code);
        Assert.Equal(AccountState.Active, (await At.NowAsync(key)).State);
        Assert.DoesNotContain(code, Open(key).Markup, StringComparison.Ordinal);

        await PressAsync(page, "Esc");
        Assert.DoesNotContain(code, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_AsksForAReason_AndSaysWhatEndsWithIt()
    {
        var account = At.Add(At.Clerk, "takahashi", Role.Editor);
        At.AddSession(account, At.Clerk);
        SignIn(AnAccount.Administrator);
        var page = Open(account.AccountKey);

        await ClickAsync(page, "停止する");
        Assert.Contains("1件のサインインも終わります", page.Find(".act-panel").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "F12");
        Assert.Contains("停止の理由を", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, (await At.NowAsync(account.AccountKey)).State);

        await TypeAsync(page, "act-reason", "長く使っていないため");
        await PressAsync(page, "F12");
        Assert.Equal(AccountState.Suspended, (await At.NowAsync(account.AccountKey)).State);
        Assert.Contains("長く使っていないため", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChange_IsAskedForByOneAndApprovedByAnother_WithBeforeAndAfterInSight()
    {
        var account = At.Add(At.Clerk, "takahashi", Role.Viewer);
        var page = Open(account.AccountKey);
        await ClickAsync(page, "変更を申請する");
        page.FindAll(".role-picker input")[(int)Role.Reporter].Change(true);
        await TypeAsync(page, "change-reason", "月次帳票を担当するため");
        await PressAsync(page, "F12");
        Assert.DoesNotContain("変更を承認する", page.Markup, StringComparison.Ordinal);

        SignIn(AnAccount.Administrator);
        var other = Open(account.AccountKey);
        Assert.Equal(("閲覧", "閲覧・帳票"), (other.Find("tr.changed .before").TextContent, other.Find("tr.changed .after").TextContent));
        await PressAsync(other, "F12");

        Assert.Equal([Role.Viewer, Role.Reporter], (await At.NowAsync(account.AccountKey)).Roles);
    }

    [Fact]
    public async Task SomebodyElsesChangeMeanwhile_IsTold()
    {
        var account = At.Add(At.Clerk, "takahashi", Role.Viewer);
        SignIn(AnAccount.Administrator);
        var page = Open(account.AccountKey);
        await ClickAsync(page, "失効させる");
        await At.Issuing.SuspendAsync(AnAccount.Administrator, account.AccountKey, account.Version, "先に停止したため");

        await TypeAsync(page, "act-reason", "異動のため");
        await PressAsync(page, "F12");

        Assert.Contains("ほかの職員が同時に変更しました", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OnesOwnId_OffersNothing()
    {
        var (account, acting) = At.AddAdministrator("nakamura", "中村 修", "0107");
        SignIn(acting);

        var page = Open(account.AccountKey);

        Assert.Contains("自分が使うID", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("停止", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rights_StandWithWhereTheyComeFrom_AndAnUnknownIdSaysSo()
    {
        var account = At.Add(At.Clerk, "takahashi", Role.Editor);

        var page = Open(account.AccountKey);

        var import = page.FindAll("tbody tr").Single(r => r.TextContent.StartsWith("取込", StringComparison.Ordinal));
        Assert.Contains("役割「登録・訂正」", import.TextContent, StringComparison.Ordinal);
        Assert.Contains("LGWAN端末", import.TextContent, StringComparison.Ordinal);
        Assert.Contains("このIDは見つかりません", Open(Guid.CreateVersion7()).Markup, StringComparison.Ordinal);
        Assert.Equal([OperationResult.Done, OperationResult.Failed], (await At.LogAsync(Operation.AccountsShown)).Select(e => e.Result).Order());
    }

    private IRenderedComponent<AccountPage> Open(Guid key) => Render<AccountPage>(p => p.Add(x => x.Id, key));
}
