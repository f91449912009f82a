using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.Personnel;
using Xunit;

namespace Portal.Tests.Accounts.Personnel;

public sealed class PersonnelPageTests : AccountPartPages
{
    private readonly PersonnelFixture _at = new();

    public PersonnelPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.Work).AddSingleton(_at.Search).AddSingleton(_at.Import);
        SignIn(AnAccount.Administrator, Role.Administrator);
    }

    [Fact]
    public void WithNothingToConfirm_ThePageSaysWhatWillStandHere()
    {
        var page = Render<PersonnelPage>();

        Assert.Contains("確認が必要なIDはありません。発令の30日前から", page.Markup, StringComparison.Ordinal);
        Assert.Contains("これからの発令は記録されていません。", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheRight_NothingIsShown()
    {
        await _at.EnterAsync();
        SignIn(AnAccount.Chief, Role.Approver);

        var page = Render<PersonnelPage>();

        Assert.Contains("権限がありません", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("小林", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EachTouchedId_StandsThere_AndGoesWhenConfirmed()
    {
        var happening = await _at.EnterAsync();
        var page = Render<PersonnelPage>();
        Assert.Equal(["個人ID kobayashi", "共用ID 窓口A", "端末 窓口2"], Work(page));
        Assert.Contains("あと8日", page.Markup, StringComparison.Ordinal);

        await page.Find("tbody tr[tabindex]").ClickAsync(new());
        Assert.Contains("令和8年12月1日 0時に権限が終わり、IDは失効。", page.Find("tr.detail").TextContent, StringComparison.Ordinal);
        await page.Find("#confirm-note").InputAsync(new ChangeEventArgs { Value = "後任を申請した" });
        await PressAsync(page, "F12");

        Assert.Equal(["共用ID 窓口A", "端末 窓口2"], Work(page));
        Assert.Equal("後任を申請した", Assert.Single((await _at.NowAsync(happening)).Confirmations).Note);
    }

    [Fact]
    public async Task WhatIsLate_IsMarked()
    {
        await _at.EnterAsync();
        _at.GoTo(PersonnelFixture.Day.AddDays(3));

        var page = Render<PersonnelPage>();

        Assert.Contains("発令日を過ぎて未確認 2 件", page.Markup, StringComparison.Ordinal);
        Assert.Contains("3日経過", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEvent_IsCancelledWithItsReason()
    {
        var happening = await _at.EnterAsync();
        var page = Render<PersonnelPage>();
        await page.FindAll("tbody")[1].QuerySelector("tr[tabindex]")!.ClickAsync(new());
        await page.Find(".button.danger").ClickAsync(new());
        Assert.Contains("取消の理由を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#cancel-reason").InputAsync(new ChangeEventArgs { Value = "別の職員と取り違えた" });
        await page.Find(".button.danger").ClickAsync(new());

        Assert.Equal("別の職員と取り違えた", (await _at.NowAsync(happening)).CancelReason);
        Assert.Contains("確認が必要なIDはありません", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordingAnEvent_ShowsAtOnceWhatItTouches()
    {
        var page = Render<PersonnelNewPage>();
        await PressAsync(page, "F12");
        Assert.Contains("職員を候補から選んでください。", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find("#event-person").InputAsync(new ChangeEventArgs { Value = "小林" });
        await page.Find("[role=option]").ClickAsync(new());
        foreach (var (part, value) in new[] { ("year", "8"), ("month", "12"), ("day", "1") })
        {
            await page.Find($"[data-part={part}]").ChangeAsync(new ChangeEventArgs { Value = value });
        }

        Assert.Equal(["個人ID kobayashi", "共用ID 窓口A", "端末 窓口2"], page.FindAll("table.compare tbody th").Select(e => e.TextContent));
        await PressAsync(page, "F12");

        Assert.Equal(PersonnelEventKind.Transfer, Assert.Single((await _at.NowAsync(_at.Leaver)).Events).Kind);
        Assert.EndsWith("/accounts/personnel", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFile_IsLookedAt_AndTakenInOnlyWhenConfirmed()
    {
        var page = Choose("職員番号,氏名,種別,発令日,備考\r\n12345,小林 誠,異動,R8.12.1,\r\n");
        page.WaitForAssertion(() => Assert.Contains("まだ何も変更されていません", page.Markup, StringComparison.Ordinal));
        Assert.Contains("先頭の0が失われた職員番号「12345」を 012345 として読みました", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Empty((await _at.NowAsync(_at.Leaver)).Events);

        await PressAsync(page, "F12");

        Assert.Single((await _at.NowAsync(_at.Leaver)).Events);
    }

    [Fact]
    public void AFileWithABadLine_CannotBeTakenIn_AndAnotherIsAskedFor()
    {
        var page = Choose("職員番号,氏名,種別,発令日,備考\r\n999999,山田 花子,異動,R8.12.1,\r\n");

        page.WaitForAssertion(() => Assert.Contains("誤りのある行が 1 行あります", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-key=F12]"));
        Assert.NotNull(page.FindComponent<InputFile>());
    }

    private static IEnumerable<string> Work(IRenderedComponent<PersonnelPage> page) =>
        page.FindAll("tbody")[0].QuerySelectorAll("tr[tabindex]").Select(row => row.Children[3].TextContent);

    private IRenderedComponent<PersonnelImportPage> Choose(string text)
    {
        var page = Render<PersonnelImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(text), "hatsurei.csv"));
        return page;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
