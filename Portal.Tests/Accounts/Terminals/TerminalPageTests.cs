using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.Terminals;
using Portal.Tests.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.Terminals;

public sealed class TerminalPageTests : SharedIdPages
{
    [Fact]
    public void TheList_ShowsStateInWords_AndWhichSharedIdsUseIt()
    {
        var rows = Render<TerminalsPage>().FindAll("tbody tr");

        Assert.Equal(2, rows.Count);
        Assert.All(["窓口2", "使用中", "保健所1階 窓口", "接続", "高橋 恵", "窓口A", "まだありません"], words => Assert.Contains(words, rows[0].TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ANewTerminal_IsToldWhatIsMissing_ThenGivenItsCodeOnce()
    {
        var page = Render<TerminalNewPage>();
        await PressAsync(page, "F12");
        Assert.Equal(4, page.FindAll(".field-error").Count);

        await TypeAsync(page, TerminalForm.NameId, "窓口4");
        await TypeAsync(page, TerminalForm.PlaceId, "保健所2階");
        await PickAsync(page, TerminalForm.OwnerId, "伊藤");
        await TypeAsync(page, TerminalForm.RangesId, "10.20.3.17");
        await PressAsync(page, "F12");

        var code = page.Find(".code-slip-code").TextContent;
        Assert.Contains("/terminal", page.Find(".code-slip").TextContent, StringComparison.Ordinal);
        await using var db = At.Db.CreateDbContext();
        var kept = await db.Terminals.SingleAsync(t => t.Name == "窓口4", SharedIdFixture.Stop);
        Assert.True(kept.AcceptsCode(code, A.Now));
        Assert.Equal((At.Ito.StaffMemberId, false), (kept.OwnerId, kept.IsLgwan));
        Assert.DoesNotContain(code, RenderTerminal(kept.TerminalId).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALoss_AsksHow_AndSaysWhichSharedIdsAreLeftWithoutATerminal()
    {
        await At.Terminals.RetireAsync(AnAccount.Administrator, At.OtherTerminal.TerminalId, At.OtherTerminal.Version, "機器の更新");
        var page = RenderTerminal(At.Terminal.TerminalId);
        await page.FindAll(".button.danger").Single(b => b.TextContent == "紛失").ClickAsync(new());
        Assert.Contains("使う端末がなくなる共用ID: 窓口A", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "F12");
        Assert.Contains("紛失の状況を4文字以上", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(TerminalState.Active, (await At.TerminalNowAsync(At.Terminal.TerminalId)).State);

        await page.Find("#end-reason").InputAsync(new ChangeEventArgs { Value = "庁用車に置き忘れた" });
        await PressAsync(page, "F12");

        Assert.Equal(TerminalState.Lost, (await At.TerminalNowAsync(At.Terminal.TerminalId)).State);
        Assert.Contains("使えなくなった共用IDがあります", page.Markup, StringComparison.Ordinal);
        Assert.Contains("庁用車に置き忘れた", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChange_MadeByTwo_TellsTheSecond()
    {
        var (first, second) = (RenderTerminal(At.Terminal.TerminalId), RenderTerminal(At.Terminal.TerminalId));
        await TypeAsync(first, TerminalForm.PlaceId, "保健所2階");
        await PressAsync(first, "F12");

        await TypeAsync(second, TerminalForm.PlaceId, "保健所3階");
        await PressAsync(second, "F12");

        Assert.Contains("ほかの職員が同時に変更しました", second.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.Equal("保健所2階", (await At.TerminalNowAsync(At.Terminal.TerminalId)).Place);
    }

    [Fact]
    public void WithoutTheRightToManage_ATerminalIsOnlyRead()
    {
        SignIn(Role.Auditor);

        var page = RenderTerminal(At.Terminal.TerminalId);

        Assert.Contains("窓口A", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input, .button.danger"));
        Assert.Empty(Render<TerminalsPage>().FindAll(".button.primary"));
    }

    [Fact]
    public void ATerminalNobodyHas_IsSaidSo() => Assert.Contains("見つかりません", RenderTerminal(Guid.CreateVersion7()).Markup, StringComparison.Ordinal);

    private IRenderedComponent<TerminalPage> RenderTerminal(Guid terminalId)
    {
        var page = Render<TerminalPage>(p => p.Add(x => x.Id, terminalId));
        page.WaitForAssertion(() => Assert.DoesNotContain("読み込んでいます…", page.Markup, StringComparison.Ordinal));
        return page;
    }
}
