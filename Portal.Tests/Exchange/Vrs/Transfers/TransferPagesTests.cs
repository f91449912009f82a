using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Vrs.Transfers;
using Portal.Tests.Accounts;
using Portal.Tests.Ledger.MyNumbers;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Transfers;

public sealed class TransferPagesTests : AccountPartPages
{
    private readonly TransferFixture _at = new();

    public TransferPagesTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.List).AddSingleton(_at.Accepting).AddSingleton(_at.Answers);
        SignIn(_at.By, Role.Editor, Role.NumberHandler);
    }

    [Fact]
    public async Task AnEmptyList_SaysHowPeopleCome_AndOneWithPeople_MakesARun()
    {
        Assert.Contains("照会を待っている人はいません", Render<TransfersPage>().Markup, StringComparison.Ordinal);
        await _at.CollectAsync();
        var page = Render<TransfersPage>();

        await PressAsync(page, "F2");
        await PressAsync(page, "F12");
        Assert.Contains("目的を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#transfer-purpose").ChangeAsync(new ChangeEventArgs { Value = TransferFixture.Purpose });
        await PressAsync(page, "F12");

        Assert.Contains("/exchange/runs/", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyProtectedByNow_IsMarkedInTheList_AndTheirPageLeadsBack()
    {
        await _at.CollectAsync();
        await _at.ChangeAsync(db => db.People.Single(p => p.LedgerPersonId == _at.Sato.LedgerPersonId).IsProtected = true);
        var inquiry = (await _at.OpenAsync(_at.Sato)).Row.Inquiry;

        Assert.Contains("支援措置", Render<TransfersPage>().Find("table.records tbody th").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/exchange/vrs/transfers", Render<TransferPage>(p => p.Add(x => x.Id, inquiry.TransferInquiryId)).Find("[data-key=Esc]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(_at.Sato.LedgerPersonId, Assert.Single(_at.Log(Operation.TransfersShown)).LedgerPersonId);
    }

    [Fact]
    public async Task ACaseNumberThatIsAMyNumber_DoesNotStayInTheBox()
    {
        await _at.Numbers.RegisterAsync(_at.Sato);
        var page = Render<NewTransferPage>(p => p.Add(x => x.PersonId, _at.Sato.LedgerPersonId));

        await page.Find("#transfer-case").ChangeAsync(new ChangeEventArgs { Value = MyNumberFixture.Number });
        await PressAsync(page, "F12");

        Assert.DoesNotContain(MyNumberFixture.Number, page.Markup, StringComparison.Ordinal);
        await page.Find("#transfer-case").ChangeAsync(new ChangeEventArgs { Value = "転-0007" });
        await PressAsync(page, "F12");
        Assert.EndsWith("/exchange/vrs/transfers", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACandidate_StandsBesideTheLedger_AndIsAccepted()
    {
        _at.Ledger.Add(A.Dose(_at.Sato));
        var open = await _at.AnsweredAsync();
        var page = Render<TransferPage>(p => p.Add(x => x.Id, open.Row.Inquiry.TransferInquiryId));

        Assert.Contains("台帳にありとする", page.Markup, StringComparison.Ordinal);
        await page.FindAll("section.act-panel button.primary")[1].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("2回目を台帳に登録しました", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, (await _at.DosesAsync(_at.Sato)).Count);
    }

    [Fact]
    public async Task SomebodyMergedSince_IsSaid_AndTheirCandidateGoesToTheKeeper()
    {
        var keeper = A.Person("転入 和子", "テンニュウ カズコ", "0001300009");
        _at.Ledger.Add(keeper);
        var open = await _at.AnsweredAsync();
        await _at.ChangeAsync(db => db.People.Single(p => p.LedgerPersonId == _at.Sato.LedgerPersonId).MergedIntoId = keeper.LedgerPersonId);
        var page = Render<TransferPage>(p => p.Add(x => x.Id, open.Row.Inquiry.TransferInquiryId));

        Assert.Contains("照会した人（宛名番号 0001300001", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("1回目を統合先の個人票に登録しました", page.Markup, StringComparison.Ordinal));
        Assert.Single(await _at.DosesAsync(keeper));
    }

    [Fact]
    public async Task WhoMayNotRegister_SeesTheCandidatesWithoutButtons()
    {
        var open = await _at.AnsweredAsync();
        SignIn(A.Viewer, Role.Viewer);

        var page = Render<TransferPage>(p => p.Add(x => x.Id, open.Row.Inquiry.TransferInquiryId));

        Assert.Equal(2, page.FindAll("section.act-panel").Count);
        Assert.Empty(page.FindAll("section.act-panel button"));
    }

    [Fact]
    public async Task AChosenResult_IsTaken_OrRefusedInWords()
    {
        var (run, file) = await _at.SentAsync();
        var part = Render<TransferAnswerPart>(p => p.Add(x => x.Run, run).Add(x => x.Staff, _at.By));

        part.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(_at.Partner.Answer(file, TransferFault.Truncated), "result.csv"));

        part.WaitForAssertion(() => Assert.Contains("途中で切れています", part.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void AnInquiryNobodyMade_SaysSo() => Assert.Contains("この照会はありません", Render<TransferPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
}
