using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public sealed class ApprovalPageTests : CorrectionPages
{
    [Fact]
    public void WithNothingWaiting_TheListSaysSo()
    {
        SignIn(A.Manager, Role.Approver);

        Assert.Contains("承認を待っている申請はありません", Render<ApprovalsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheList_ShowsWhoAsksForWhat_AndMarksOnesOwn()
    {
        await At.RequestNameAsync();
        SignIn(A.Manager, Role.Approver);
        Assert.Contains("佐藤 和子", Render<ApprovalsPage>().Find("tbody tr").TextContent, StringComparison.Ordinal);

        SignIn(A.Clerk, Role.Editor, Role.Approver);
        Assert.Contains("自分の申請は承認できません", Render<ApprovalsPage>().Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheApprover_SeesBeforeAndAfter_AndApproves()
    {
        var request = await At.RequestNameAsync();
        SignIn(A.Manager, Role.Approver);
        var page = RenderRequest(request);
        Assert.Equal("佐藤 和子", page.Find("tr.changed .before").TextContent);
        Assert.Contains("予診票の転記誤り", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "F12");

        Assert.Equal("佐藤 和江", (await At.PersonNowAsync()).Name);
        Assert.EndsWith("/corrections/approvals", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRequester_CanOnlyWithdraw()
    {
        var request = await At.RequestNameAsync();
        SignIn(A.Clerk, Role.Editor, Role.Approver);
        var page = RenderRequest(request);
        Assert.DoesNotContain("承認して台帳に反映する", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "F12");

        Assert.Equal(RevisionState.Withdrawn, (await At.RevisionsAsync())[0].State);
    }

    [Fact]
    public async Task AReturn_NeedsWords_AndTheRequesterStartsAgainFromThem()
    {
        var request = await At.RequestNameAsync();
        SignIn(A.Manager, Role.Approver);
        var page = RenderRequest(request);
        await page.Find(".button.danger").ClickAsync(new());
        Assert.Contains("差戻しの理由を入力してください", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(RevisionState.Pending, (await At.RevisionsAsync())[0].State);

        await page.Find("#decision-note").InputAsync(new ChangeEventArgs { Value = "戸籍の写しを添えてください。" });
        await page.Find(".button.danger").ClickAsync(new());

        SignIn(A.Clerk, Role.Editor);
        var own = RenderRequest(request);
        Assert.Contains("戸籍の写しを添えてください。", own.Markup, StringComparison.Ordinal);
        var again = Render<RecordCorrection>(p => p.Add(x => x.Kind, RecordKind.Person).Add(x => x.RecordId, At.Person.LedgerPersonId).Add(x => x.Redo, request.RevisionId));
        Assert.Equal("佐藤 和江", again.Find("#field-name").GetAttribute("value"));
    }

    [Fact]
    public async Task AnItemChangedMeanwhile_BlocksTheApprovalAndIsShown()
    {
        var request = await At.RequestNameAsync();
        await using (var db = At.Ledger.CreateDbContext())
        {
            db.Attach(At.Person);
            (At.Person.Name, At.Person.Version) = ("佐藤 カズコ", Guid.CreateVersion7());
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        SignIn(A.Manager, Role.Approver);
        var page = RenderRequest(request);

        Assert.Contains("いまは「佐藤 カズコ」", page.Markup, StringComparison.Ordinal);
        Assert.True(page.Find("[data-key=F12]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task SomebodyElsesRequest_IsNoBusinessOfAClerk()
    {
        var request = await At.RequestNameAsync();
        SignIn(A.OtherClerk, Role.Editor);

        var page = RenderRequest(request);

        Assert.Contains("権限がありません", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ApprovalPage> RenderRequest(Revision request)
    {
        var page = Render<ApprovalPage>(p => p.Add(x => x.Id, request.RevisionId));
        page.WaitForAssertion(() => Assert.DoesNotContain("読み込んでいます…", page.Markup, StringComparison.Ordinal));
        return page;
    }
}
