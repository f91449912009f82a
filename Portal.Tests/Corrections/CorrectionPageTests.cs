using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public sealed class CorrectionPageTests : CorrectionPages
{
    private const string Lot = "lotNumber";

    [Fact]
    public async Task TheForm_ShowsNowBesideNew_AndMarksWhatChanged()
    {
        var page = RenderDose();

        await TypeAsync(page, Lot, "EX3618");

        var row = page.Find("tr.changed");
        Assert.Equal(("ロット番号", "EX3617"), (row.QuerySelector("th")!.TextContent.Trim(), row.QuerySelector(".before")!.TextContent));
        Assert.Contains("変更 1項目", page.Find(".submit-bar").TextContent, StringComparison.Ordinal);
        await TypeAsync(page, Lot, "EX3617");
        Assert.Empty(page.FindAll("tr.changed"));
    }

    [Fact]
    public async Task TheCheck_ComesBeforeTheSave_AndShowsBeforeAndAfter()
    {
        var page = RenderDose();
        await TypeAsync(page, Lot, "ｅｘ３６１８");
        await ChooseReasonAsync(page, ReasonKind.SlipError);

        await PressAsync(page, "F12");

        Assert.Equal(("EX3617", "EX3618（変更あり）"), (page.Find("tr.changed .before").TextContent, Words(page.Find("tr.changed .after").TextContent)));
        Assert.Empty(await At.RevisionsAsync());
        await PressAsync(page, "F12");
        Assert.Equal("EX3618", (await At.DoseNowAsync()).LotNumber);
        Assert.EndsWith($"/ledger/people/{At.Person.LedgerPersonId}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAReasonOrAChange_TheFormSaysSoAndStays()
    {
        var page = RenderDose();

        await TypeAsync(page, "couponNumber", "12");
        await PressAsync(page, "F12");

        Assert.Equal(
            ["券番号は先頭の0を含む10桁の数字で入力してください。", "訂正の理由を選んでください。"],
            page.FindAll(".notice.error li").Select(e => e.TextContent.Trim()));
        await TypeAsync(page, "couponNumber", "");
        await ChooseReasonAsync(page, ReasonKind.SlipError);
        await PressAsync(page, "F12");
        Assert.Contains("変更された項目がありません", page.Find(".notice.error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConflict_OffersBothValues_AndTheChosenOneGoesThroughTheCheck()
    {
        var page = RenderDose();
        await TypeAsync(page, Lot, "EX3619");
        await ChooseReasonAsync(page, ReasonKind.SlipError);
        await At.CorrectDoseAsync((await At.OpenDoseAsync()).Texts, Lot, "EX3618", A.OtherClerk);

        await PressAsync(page, "F12");
        await PressAsync(page, "F12");

        var cells = page.FindAll("table.conflict td").Select(c => Words(c.TextContent)).ToList();
        Assert.Equal("EX3617", cells[0]);
        Assert.Contains("EX3618伊藤 健・令和8年11月23日 10:42", cells[1], StringComparison.Ordinal);
        Assert.StartsWith("EX3619", cells[2], StringComparison.Ordinal);
        Assert.True(page.FindAll("table.conflict input")[0].HasAttribute("checked"));

        await page.FindAll("table.conflict input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await PressAsync(page, "F12");
        Assert.Equal("EX3618", page.Find("tr.changed .before").TextContent);
        await PressAsync(page, "F12");

        Assert.Equal("EX3619", (await At.DoseNowAsync()).LotNumber);
        Assert.Equal(2, (await At.RevisionsAsync()).Count);
    }

    [Fact]
    public async Task WhatOthersChangedElsewhere_IsToldAfterTheSave()
    {
        var page = RenderDose();
        await TypeAsync(page, Lot, "EX3619");
        await ChooseReasonAsync(page, ReasonKind.SlipError);
        await At.CorrectDoseAsync((await At.OpenDoseAsync()).Texts, "doctor", "潮 二郎", A.OtherClerk);

        await PressAsync(page, "F12");
        await PressAsync(page, "F12");

        Assert.Contains("接種医師: 潮 一郎 → 潮 二郎", Words(page.Markup, ofMarkup: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDraft_IsKeptWithinSeconds_OfferedOnReturn_AndStillKnowsItsBase()
    {
        var page = RenderDose();
        await TypeAsync(page, Lot, "EX3619");
        At.Time.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Contains("下書き 10:42 に保存", page.Markup, StringComparison.Ordinal));
        await At.CorrectDoseAsync((await At.OpenDoseAsync()).Texts, Lot, "EX3618", A.OtherClerk);

        var later = RenderDose();
        Assert.Contains("下書きを復元（10:42）", later.Markup, StringComparison.Ordinal);
        await PressAsync(later, "F12");
        Assert.Equal("EX3619", later.Find($"#{CorrectionInput.InputId(Lot)}").GetAttribute("value"));
        await ChooseReasonAsync(later, ReasonKind.SlipError);
        await PressAsync(later, "F12");
        await PressAsync(later, "F12");

        Assert.Single(later.FindAll("table.conflict tbody tr"));
    }

    [Fact]
    public async Task Leaving_KeepsTheDraft_AndSavingForgetsIt()
    {
        var page = RenderDose();
        await TypeAsync(page, Lot, "EX3619");
        await PressAsync(page, "Esc");
        var drafts = Services.GetRequiredService<Drafts>();
        var form = $"correct:dose:{At.Dose.DoseId}";
        Assert.NotNull(await drafts.LoadAsync<CorrectionInput>(A.Clerk, form));

        var later = RenderDose();
        await PressAsync(later, "F12");
        await ChooseReasonAsync(later, ReasonKind.SlipError);
        await PressAsync(later, "F12");
        await PressAsync(later, "F12");

        Assert.Null(await drafts.LoadAsync<CorrectionInput>(A.Clerk, form));
    }

    [Fact]
    public async Task Cancelling_GoesThroughReasonAndCheck_AndAsksForApproval()
    {
        var page = RenderDose();
        await page.Find(".button.danger").ClickAsync(new());
        await ChooseReasonAsync(page, ReasonKind.Duplicate);

        await PressAsync(page, "F12");
        Assert.Contains("承認が必要です", page.Markup, StringComparison.Ordinal);
        Assert.Equal("取消（変更あり）", Words(page.Find("tr.changed .after").TextContent));
        await PressAsync(page, "F12");

        Assert.Equal(RevisionState.Pending, Assert.Single(await At.RevisionsAsync()).State);
    }

    [Fact]
    public async Task AProtectedAddress_IsInNoFieldUntilAPurposeIsStated()
    {
        await using (var db = At.Ledger.CreateDbContext())
        {
            db.Attach(At.Person);
            At.Person.IsProtected = true;
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Render<PersonCorrectionPage>(p => p.Add(x => x.Id, At.Person.LedgerPersonId));
        Assert.DoesNotContain("花園", page.Markup, StringComparison.Ordinal);
        Assert.Contains(ProtectedAddress.Words, page.Markup, StringComparison.Ordinal);
        await TypeAsync(page, "aliasName", "花子");

        await page.Find("#reveal-purpose").ChangeAsync(new ChangeEventArgs { Value = "本人の申出" });
        await page.Find(".reveal button").ClickAsync(new());

        Assert.Equal("花園四丁目1番2号", page.Find("#field-address").GetAttribute("value"));
        Assert.Equal("花子", page.Find("#field-aliasName").GetAttribute("value"));
        Assert.Equal("本人の申出", Assert.Single(await At.LogAsync(Operation.ProtectedAddressShown)).Purpose);
    }

    [Fact]
    public async Task AViewer_GetsWordsAndNoRecord()
    {
        SignIn(A.Viewer, Role.Viewer);

        var page = RenderDose();

        Assert.Contains("権限がありません", page.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(At.Person.Name, page.Markup, StringComparison.Ordinal);
        Assert.Equal(OperationResult.Denied, Assert.Single(await At.LogAsync(Operation.CorrectionOpened)).Result);
    }

    private IRenderedComponent<DoseCorrectionPage> RenderDose()
    {
        var page = Render<DoseCorrectionPage>(p => p.Add(x => x.Id, At.Dose.DoseId));
        page.WaitForAssertion(() => Assert.DoesNotContain("読み込んでいます…</p>", page.Markup, StringComparison.Ordinal));
        return page;
    }

    private static string Words(string text, bool ofMarkup = false) => ofMarkup
        ? System.Text.RegularExpressions.Regex.Replace(text, "<[^>]+>", "")
        : System.Text.RegularExpressions.Regex.Replace(text, @"\s*\n\s*", "").Trim();
}
