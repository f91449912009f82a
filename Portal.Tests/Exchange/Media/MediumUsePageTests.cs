using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;
using Xunit;

namespace Portal.Tests.Exchange.Media;

/// <summary>One use and one medium on the screen, and what each person may do there.</summary>
public sealed class MediumUsePageTests : MediaPages
{
    [Fact]
    public async Task AnApprover_ApprovesSomebodyElses()
    {
        var use = AMedium.Waiting(At.Stick, A.Clerk);
        At.Ledger.Add(use);
        var page = ShowUse(use, A.Manager, Role.Approver);

        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("承認済み", page.Find(".page-head .tag").TextContent, StringComparison.Ordinal));
        Assert.Single(At.Log(Operation.MediumUseApproved));
    }

    [Fact]
    public async Task AReturn_WithoutAReason_IsRefusedBesideItsField()
    {
        var use = AMedium.Waiting(At.Stick, A.Clerk);
        At.Ledger.Add(use);
        var page = ShowUse(use, A.Manager, Role.Approver);

        await page.Find(".button.danger").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("差戻しの理由", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        await page.Find("textarea").InputAsync(new ChangeEventArgs { Value = "期限を短くしてください" });
        await page.Find(".button.danger").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("差戻し", page.Find(".page-head .tag").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnesOwn_CannotBeApproved_ButWithdrawn()
    {
        var use = AMedium.Waiting(At.Stick, A.Manager);
        At.Ledger.Add(use);
        var page = ShowUse(use, A.Manager, Role.Approver);
        page.WaitForAssertion(() => Assert.Contains("自分の申請は承認できません", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-key=F12]"));

        await page.Find("#withdraw").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("取下げ", page.Find(".page-head .tag").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheAdministrator_HandsOver_TakesBack_AndErasesBeforeAWitness()
    {
        var use = AMedium.Approved(At.Stick, A.Clerk);
        At.Ledger.Add(use, use.Put(A.Clerk, At.Stick, "一覧.zip", 1_200, 3_500, A.Now));
        var page = ShowUse(use, At.By, Role.Administrator);
        page.WaitForAssertion(() => Assert.Contains("一覧.zip 1,200件 3 KB", page.Find(".medium-history").TextContent, StringComparison.Ordinal));

        await page.Find("#use-to").ChangeAsync(new ChangeEventArgs { Value = "医師会 事務局" });
        await page.Find("#hand-over").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("返却を記録する", page.Find("[data-key=F12]").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("消去を記録して終える", page.Find("[data-key=F12]").TextContent, StringComparison.Ordinal));
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("消去の方法を選んでください", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        await page.Find("input[name=erasure]").ChangeAsync(new ChangeEventArgs { Value = true });
        await page.Find("#witness").ChangeAsync(new ChangeEventArgs { Value = $"{At.Witness.StaffMemberId}" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("消去済み", page.Find(".page-head .tag").TextContent, StringComparison.Ordinal));
        Assert.Contains("上書き消去 立会 木村 聡", page.Find(".medium-history").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-key=F12]"));
    }

    [Fact]
    public void AFileThatWasCutOff_StandsInTheRegister_AndCountsForNothing()
    {
        var use = AMedium.Approved(At.Stick, A.Clerk);
        var stopped = use.Begin(A.Clerk, At.Stick, "二.zip", 40, [], A.Now.AddMinutes(1));
        stopped.Stop(7, 2_048, A.Now);
        At.Ledger.Add(use, use.Begin(A.Clerk, At.Stick, "一.zip", 1_200, [], A.Now), stopped);

        var page = ShowUse(use, A.Clerk, Role.Editor);

        page.WaitForAssertion(() => Assert.Contains("書出し（書込中）", page.Find(".medium-history").TextContent, StringComparison.Ordinal));
        Assert.Contains("一.zip 予定 1,200件、書き終わりの記録なし", page.Find(".medium-history").TextContent, StringComparison.Ordinal);
        Assert.Contains("二.zip 7件 2 KBまで、開けないファイル", page.Find(".medium-history").TextContent, StringComparison.Ordinal);
        Assert.Contains("なし", page.FindAll(".facts dd").Select(d => d.TextContent));
        Assert.Empty(page.FindAll("#withdraw"));
    }

    [Fact]
    public void WithoutADatabase_TheStepsSaySo()
    {
        var use = AMedium.Approved(At.Stick, A.Clerk);
        At.Ledger.Add(use);
        SignIn(At.By, Role.Administrator);
        Services.AddSingleton(new MediumUseDesk(new Away(), At.Time));

        var steps = Render<MediumUseSteps>(p => p.Add(x => x.Opened, new OpenedMediumUse(use, At.Stick, [], use.EraseBy)).Add(x => x.By, At.By));

        steps.WaitForAssertion(() => Assert.Contains("データベースから答えがない", steps.Find(".notice.error").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void AUseNobodyHas_LeadsBackToTheRegister()
    {
        var page = ShowUse(AMedium.Waiting(At.Stick, A.Clerk), A.Clerk, Role.Editor);

        page.WaitForAssertion(() => Assert.NotNull(page.Find($"a[href='{Addresses.Media}']")));
    }

    [Fact]
    public async Task AMediumThatIsLost_SaysWhatToDoNext()
    {
        SignIn(At.By, Role.Administrator);
        var page = Render<MediumPage>(p => p.Add(x => x.Id, At.Stick.MediumId));
        await page.FindAll(".button.danger")[0].ClickAsync(new());
        await PressAsync(page, "F12");
        Assert.Contains("紛失の状況", page.Find(".field-error").TextContent, StringComparison.Ordinal);
        await page.Find("#medium-reason").InputAsync(new ChangeEventArgs { Value = "庁舎内で所在が分からない" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("個人情報保護委員会", page.Find(".notice.error").TextContent, StringComparison.Ordinal));
        Assert.Equal(MediumState.Lost, (await At.MediumAsync()).State);
    }

    private sealed class Away : IDbContextFactory<PortalDb>
    {
        public PortalDb CreateDbContext() => throw new SqliteException("away", 1);
    }

    private IRenderedComponent<MediumUsePage> ShowUse(MediumUse use, Staff by, Role role)
    {
        SignIn(by, role);
        return Render<MediumUsePage>(p => p.Add(x => x.Id, use.MediumUseId));
    }
}
