using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Vrs;
using Portal.Tests.Accounts;
using Portal.Tests.Exchange.Vrs;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

public sealed class ReconciliationPagesTests : AccountPartPages
{
    private readonly ReconciliationFixture _at = new();

    public ReconciliationPagesTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Reconcile).AddSingleton(_at.Work).AddSingleton(_at.Accepting).AddSingleton(_at.Registering).AddSingleton(_at.Patterns).AddSingleton(_at.Undoing);
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task TheRun_ShowsTotalsThatBalanceBothWays_AndItsRows()
    {
        var made = await _at.RunAsync(ReconciliationAcceptDeskTests.Changed(_at));

        var page = Render<ReconciliationPage>(p => p.Add(x => x.Id, made.Run.ExchangeRunId));

        Assert.Equal(["6", "= 5", "+ 1", "+ 0", "+ 0", "", "✓一致"], page.FindAll("table.totals tbody tr:first-child td").Select(e => e.TextContent.Trim()));
        Assert.Equal(["6", "= 5", "+ 1", "", "", "+ 0", "✓一致"], page.FindAll("table.totals tbody tr:last-child td").Select(e => e.TextContent.Trim()));
        Assert.Contains("FA5715", page.Find("table.records tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("上の「型」を選んでください", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChosenRow_IsAcceptedWithAReason()
    {
        var made = await _at.RunAsync(ReconciliationAcceptDeskTests.Changed(_at));
        var page = Render<ReconciliationPage>(p => p.Add(x => x.Id, made.Run.ExchangeRunId));
        OpenPattern(new(ReconciliationDifferenceKind.Differs, "lotNumber", ReconciliationLikeness.Other), made);
        page = Render<ReconciliationPage>(p => p.Add(x => x.Id, made.Run.ExchangeRunId));

        await page.Find("table.records tbody input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Contains("採用の理由を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await page.Find("#vrs-reason").InputAsync(new ChangeEventArgs { Value = "VRS の画面で確かめた" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Contains("この条件の相違はありません", page.Markup, StringComparison.Ordinal));
        Assert.Equal("FA5715", (await _at.DoseAsync(_at.Doses[0].DoseId)).LotNumber);
    }

    [Fact]
    public async Task WhatWasAccepted_IsTakenBackTogether_AfterALook()
    {
        var made = await _at.RunAsync(ReconciliationAcceptDeskTests.Changed(_at));
        Assert.Empty(Render<ReconciliationPage>(p => p.Add(x => x.Id, made.Run.ExchangeRunId)).FindAll("#run-undo-look"));
        await _at.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(await _at.RowsAsync(made)), "VRS の画面で確かめた", Xunit.TestContext.Current.CancellationToken);
        var page = Render<ReconciliationPage>(p => p.Add(x => x.Id, made.Run.ExchangeRunId));

        await page.Find("#run-undo-look").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("元に戻せる 2件 ＝ 値を戻す 2", string.Join(' ', page.Find("#run-undo-title").ParentElement!.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal));
        Assert.Equal("やめる Esc", Assert.Single(page.FindAll("[data-key=Esc]")).TextContent.Trim());
        await page.Find("#run-undo").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("元に戻す理由を4文字以上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await page.Find("#run-undo-reason").ChangeAsync(new ChangeEventArgs { Value = "別の自治体のファイルだった" });
        await page.Find("#run-undo").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("未処理 2", page.Find("nav[aria-label=状態で絞り込む]").TextContent, StringComparison.Ordinal));
        Assert.Equal("EX3617", (await _at.DoseAsync(_at.Doses[0].DoseId)).LotNumber);
    }

    [Fact]
    public async Task WhoMayNotCorrect_SeesTheRowsWithoutButtons()
    {
        var made = await _at.RunAsync(ReconciliationAcceptDeskTests.Changed(_at));
        SignIn(A.Viewer, Role.Viewer);

        var page = Render<ReconciliationPage>(p => p.Add(x => x.Id, made.Run.ExchangeRunId));

        Assert.NotEmpty(page.FindAll("table.records tbody tr"));
        Assert.Empty(page.FindAll("#vrs-reason"));
    }

    [Fact]
    public void ARunNobodyMade_SaysSo() => Assert.Contains("見つかりません", Render<ReconciliationPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);

    [Fact]
    public async Task TheList_SaysWhatIsLeft_AndNothingWhenEmpty()
    {
        Assert.Contains("まだ突合していません", Render<VrsRunsPage>().Markup, StringComparison.Ordinal);

        await _at.RunAsync(ReconciliationAcceptDeskTests.Changed(_at));

        Assert.Contains("2件", Render<VrsRunsPage>().Find("table.records tbody tr td:last-child").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void AChosenFile_IsComparedAndItsRunOpened()
    {
        var page = Render<NewReconciliationPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new VrsStandIn(_at.Agreeing).File(), "vrs.csv"));

        page.WaitForAssertion(() => Assert.Contains("/exchange/vrs/", Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFileWithAnotherCount_IsRefusedInWords()
    {
        var page = Render<NewReconciliationPage>();
        await page.Find("#lines").InputAsync(new ChangeEventArgs { Value = "３" });

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new VrsStandIn(_at.Agreeing).File(VrsFault.WrongCount), "vrs.csv"));

        page.WaitForAssertion(() => Assert.Contains("件数3件と違います", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private void OpenPattern(ReconciliationPattern pattern, ReconciliationMade made) =>
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.Reconciliation(made.Run, ReconciliationQuestion.Of(pattern)));
}
