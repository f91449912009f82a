using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Layout;
using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Components;

public sealed class NavMenuTests : BunitContext
{
    private readonly BunitAuthorizationContext _authorization;

    public NavMenuTests() => _authorization = this.AddAuthorization();

    [Fact]
    public void Visitor_SeesNoMenu()
    {
        Assert.Empty(Render<NavMenu>().FindAll("a"));
    }

    [Fact]
    public void Staff_SeeOnlyWhatTheyMayOpen()
    {
        SignIn(Permission.LedgerView, Permission.CorrectionApprove);

        Assert.Equal(["検索", "時点の検索", "承認", "点検", "重複の候補", "取込", "健康管理システム", "連携の記録", "VRS 突合", "VRS からのフラグ", "転入者の照会", "他自治体からの照会"], Render<NavMenu>().FindAll("a").Select(link => link.TextContent.Trim()));
    }

    [Theory]
    [InlineData("/ledger", "検索")]
    [InlineData("/ledger/people/0192", "検索")]
    [InlineData("/ledger?page=2", "検索")]
    [InlineData("/ledger/register", "登録")]
    [InlineData("/exchange/imports/7", "取込")]
    [InlineData("/exchange/media/uses/new", "媒体管理簿")]
    public void CurrentPage_IsTheLineWithTheLongestMatch(string address, string label)
    {
        SignIn(Permission.LedgerView, Permission.RecordRegister, Permission.ImportRun, Permission.MediumView);
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var current = Assert.Single(Render<NavMenu>().FindAll("a[aria-current=page]"));

        Assert.Equal(label, current.TextContent.Trim());
    }

    [Fact]
    public void WaitingWork_IsCountedInWords()
    {
        SignIn(Permission.CorrectionApprove);
        Services.AddSingleton(new NavCount("/corrections/approvals", (_, _) => Task.FromResult(3)));

        Assert.Equal("3件が処理待ち", Render<NavMenu>().Find(".nav-count").TextContent);
    }

    [Fact]
    public void NothingWaiting_ShowsNoBadge()
    {
        SignIn(Permission.CorrectionApprove);
        Services.AddSingleton(new NavCount("/corrections/approvals", (_, _) => Task.FromResult(0)));

        Assert.Empty(Render<NavMenu>().FindAll(".nav-count"));
    }

    private void SignIn(params Permission[] permissions) =>
        _authorization.SetAuthorized("高橋 恵").SetPolicies([.. permissions.Select(permission => permission.ToString())]);
}
