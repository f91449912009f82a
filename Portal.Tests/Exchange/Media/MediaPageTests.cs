using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;
using Xunit;

namespace Portal.Tests.Exchange.Media;

/// <summary>The register on the screen: list, print, application, entry of a medium.</summary>
public sealed class MediaPageTests : MediaPages
{
    [Fact]
    public void TheList_ShowsUsesAndMedia_WithTheirStates()
    {
        At.Ledger.Add(AMedium.Approved(At.Stick, A.Clerk, eraseInDays: -3));
        var page = Show<MediaPage>(A.Clerk, Role.Editor);

        page.WaitForAssertion(() => Assert.Contains("消去の期限超過（3日）", page.Find(".tag.error").TextContent, StringComparison.Ordinal));
        Assert.Equal(["第1号", "M-001"], page.FindAll("tbody th").Select(h => h.TextContent.Trim()));
        Assert.Contains("第1号 高橋 恵", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll($"a[href='{Addresses.NewMediumUse}']"));
        Assert.Empty(page.FindAll($"a[href='{Addresses.NewMedium}']"));
    }

    [Fact]
    public void AnEmptyRegister_SaysWhatToDo()
    {
        var page = Show<MediaPage>(At.By, Role.Administrator);

        page.WaitForAssertion(() => Assert.Contains("使用中の媒体はありません", page.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll($"a[href='{Addresses.NewMedium}']"));
    }

    [Fact]
    public void WithoutTheRight_NothingIsShown()
    {
        var page = Show<MediaPage>(A.Viewer, Role.Viewer);

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".notice.error")));
        Assert.DoesNotContain("M-001", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePaper_IsTheWholeRegister_AndInTheLogFirst()
    {
        var withdrawn = AMedium.Waiting(At.Stick, A.Clerk);
        withdrawn.Withdraw(A.Clerk, isTouched: false, A.Now);
        At.Ledger.Add(withdrawn);
        var page = Show<MediaPage>(A.Manager, Role.Approver);
        page.WaitForAssertion(() => Assert.Contains("M-001", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("print-sheet"));

        await PressAsync(page, "F8");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("print-sheet")));
        Assert.Equal(["媒体 全1個", "使用 全1件"], page.FindAll(".media-sheet caption").Select(c => c.TextContent));
        Assert.Single(At.Log(Operation.MediaPrinted));
    }

    [Fact]
    public async Task AnApplication_NamesWhatIsMissing_AndLeadsToTheUse()
    {
        var page = Show<MediumUseNewPage>(A.Clerk, Role.Editor);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("#use-mediumid option").Count));
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".field-error").Count));

        await page.Find("#use-mediumid").ChangeAsync(new ChangeEventArgs { Value = $"{At.Stick.MediumId}" });
        await page.Find("#use-purpose").ChangeAsync(new ChangeEventArgs { Value = "医師会への提供" });
        await page.Find("#use-contents").ChangeAsync(new ChangeEventArgs { Value = "接種記録の一覧" });
        await page.Find("#use-rows").ChangeAsync(new ChangeEventArgs { Value = "１，２００" });
        await page.Find("input[data-part=year]").ChangeAsync(new ChangeEventArgs { Value = "8" });
        await page.Find("input[data-part=month]").ChangeAsync(new ChangeEventArgs { Value = "12" });
        await page.Find("input[data-part=day]").ChangeAsync(new ChangeEventArgs { Value = "1" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Matches("/exchange/media/uses/[0-9a-f-]{36}$", Address));
        Assert.Equal("使用第1号 媒体 M-001 1ファイル 1200件 消去期限 2026-12-01", Assert.Single(At.Log(Operation.MediumUseRequested)).Detail);
    }

    [Theory]
    [InlineData("editor", "あなたが「連携のファイル」からこの媒体に", null)]
    [InlineData("reporter", "あなたが「一覧の出力」からこの媒体に", null)]
    [InlineData("approver", "あなたが「一覧の出力・証跡ファイル」からこの媒体に", null)]
    [InlineData("auditor", "あなたが「操作ログ」からこの媒体に", null)]
    public void AnApplication_PromisesOnlyWhatThePersonCanWrite(string who, string words, string? instead)
    {
        var role = Enum.Parse<Role>(who, ignoreCase: true);
        var page = Show<MediumUseNewPage>(A.Staff(who, "木村 聡", role), role);

        page.WaitForAssertion(() => Assert.Contains(words, page.Markup, StringComparison.Ordinal));
        Assert.Contains(instead ?? words, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMedium_IsEntered_EachMissingThingBesideItsField()
    {
        var page = Show<MediumNewPage>(At.By, Role.Administrator);
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll(".field-error").Count));

        await page.Find("#medium-number").ChangeAsync(new ChangeEventArgs { Value = "M-002" });
        await page.Find("#medium-product").ChangeAsync(new ChangeEventArgs { Value = "暗号化USBメモリ" });
        await page.Find("#medium-place").ChangeAsync(new ChangeEventArgs { Value = "保管庫" });
        await page.Find("#medium-encryption").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("#medium-encryptionnote").ChangeAsync(new ChangeEventArgs { Value = "AES-256" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Matches("/exchange/media/[0-9a-f-]{36}$", Address));
        Assert.Single(At.Log(Operation.MediumSaved));
    }

    private IRenderedComponent<T> Show<T>(Staff by, Role role) where T : IComponent
    {
        SignIn(by, role);
        return Render<T>();
    }
}
