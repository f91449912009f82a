using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.IntermediateServer.Records;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.Runs;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

public sealed class InquiryPagesTests : AccountPartPages
{
    private readonly InquiryFixture _at = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-inquiry-pages-").FullName;

    public InquiryPagesTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Permits).AddSingleton(_at.Search).AddSingleton(_at.Desk).AddSingleton(_at.Answers)
            .AddSingleton(_at.Intake).AddSingleton(_at.Provisions).AddSingleton(_at.Sheets).AddSingleton(_at.Records)
            .AddSingleton(new SheetOrders(_at.Time)).AddSingleton(new MediumExportDesk(_at.Ledger, _at.Time)).AddSingleton(new ResendDesk(_at.Ledger, _at.Time))
            .AddSingleton(new ReplicaCompareDesk(_at.Ledger, new ExchangeLayouts(new ConfigurationBuilder().Build()), new ImportFolder(_folder, _at.Time), _at.Time));
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task AClerkAsks_OnceEverythingIsSaid()
    {
        var page = Render<NewInquiryPage>(p => p.Add(x => x.Id, _at.Sato.LedgerPersonId));
        Assert.Equal(4, page.FindAll("input[name=inquiry-item]").Count);
        await PressAsync(page, "F12");
        Assert.Equal(3, page.FindAll(".field-error").Count);

        await page.FindAll("input[name=inquiry-item]")[0].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("#inquiry-targetcode").ChangeAsync(new ChangeEventArgs { Value = "011002" });
        Assert.Contains("北海道札幌市", page.Markup, StringComparison.Ordinal);
        await page.Find("#inquiry-purpose").ChangeAsync(new ChangeEventArgs { Value = InquiryFixture.Purpose });
        await PressAsync(page, "F12");

        var inquiry = Assert.Single(_at.All<Inquiry>());
        Assert.EndsWith($"/exchange/inquiries/{inquiry.InquiryId}", Address, StringComparison.Ordinal);
        var shown = Render<InquiryPage>(p => p.Add(x => x.Id, inquiry.InquiryId));
        await PressAsync(shown, "F12");
        Assert.Contains("承認者の承認を待っています", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheAnswer_StandsBesideTheLedger()
    {
        var id = await _at.ApprovedAsync();
        await _at.SendAsync();
        var list = Render<InquiriesPage>();
        list.FindComponents<InputFile>()[0].UploadFiles(InputFileContent.CreateFromBinary(
            SheetStandIn.Write("inquiry-answer-1", 1, [.. SheetStandIn.Dose(1, 1, "1", "20210620", "ZZ9999"), .. SheetStandIn.Dose(1, 2, "3", "20220301", "FL7646")]), "kaito.csv"));
        list.WaitForAssertion(() => Assert.Contains("回答あり1件、該当なし0件、不開示0件", list.Markup, StringComparison.Ordinal));

        var page = Render<InquiryPage>(p => p.Add(x => x.Id, id));

        var rows = page.FindAll("table.compare tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains("ロット番号", StringComparison.Ordinal) && r.Contains("ZZ9999", StringComparison.Ordinal) && r.Contains("EX3617", StringComparison.Ordinal) && r.Contains("違う", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("台帳にない", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("台帳のみ", StringComparison.Ordinal));
        await page.Find("#inquiry-note").ChangeAsync(new ChangeEventArgs { Value = "1回目のロットを確かめた" });
        await PressAsync(page, "F12");
        Assert.Contains("確認の結果を記録しました", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionAboutAProtectedPerson_ShowsNothingThatSaysWhere_AndNeedsASecondPerson()
    {
        await _at.ReceiveAsync(SheetStandIn.Request("R1", "100000000003"));
        var id = (await _at.ProvisionAsync("R1")).ProvisionId;
        var page = Render<ProvisionPage>(p => p.Add(x => x.Id, id));
        Assert.Contains("ほかの職員の承認が要ります", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("花園", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("012033", page.Markup, StringComparison.Ordinal);

        await page.FindAll("input[type=radio]")[2].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await PressAsync(page, "F12");
        Assert.Contains("不開示の理由を4文字以上", page.Markup, StringComparison.Ordinal);
        await page.Find("#provision-reason").ChangeAsync(new ChangeEventArgs { Value = "所在を知られるおそれがあるため" });
        await PressAsync(page, "F12");
        SignIn(A.Manager, Role.Approver);
        page = Render<ProvisionPage>(p => p.Add(x => x.Id, id));
        await PressAsync(page, "F12");

        Assert.Contains("承認しました", page.Markup, StringComparison.Ordinal);
        Assert.Equal(ProvisionState.Decided, (await _at.ProvisionAsync("R1")).State);
    }

    [Fact]
    public async Task AnInsurer_IsAskedByItsNumberAndName_AndAWrongNumberIsSaid()
    {
        var page = Render<NewInquiryPage>(p => p.Add(x => x.Id, _at.Sato.LedgerPersonId));

        await page.FindAll("input[name=inquiry-item]")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("input[name=inquiry-target-kind][value=Insurer]").ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.Find("#inquiry-targetcode").ChangeAsync(new ChangeEventArgs { Value = "01010017" });
        await page.Find("#inquiry-purpose").ChangeAsync(new ChangeEventArgs { Value = "健康被害の給付の調整" });
        await PressAsync(page, "F12");
        Assert.Contains("検証番号（末尾の1桁）が合いません", page.Markup, StringComparison.Ordinal);
        Assert.Contains("医療保険者の名称を60文字以内で", page.Markup, StringComparison.Ordinal);

        await page.Find("#inquiry-targetcode").ChangeAsync(new ChangeEventArgs { Value = "01010016" });
        await page.Find("#inquiry-targetname").ChangeAsync(new ChangeEventArgs { Value = "全国健康保険協会北海道支部" });
        await PressAsync(page, "F12");

        Assert.Contains("/exchange/inquiries/", Address, StringComparison.Ordinal);
        var made = Assert.Single(_at.All<Inquiry>());
        Assert.Equal((InquiryTargetKind.Insurer, "01010016", "全国健康保険協会北海道支部", 27), (made.TargetKind, made.TargetCode, made.TargetName, made.Item));
    }

    [Fact]
    public async Task WhoKeepsTheList_AddsAndEnds_OthersOnlyLook()
    {
        Assert.Empty(Render<PermitsPage>().FindAll("[data-key=F2]"));
        SignIn(A.Manager, Role.Approver);
        var page = Render<PermitsPage>();
        Assert.Equal(6, page.FindAll("table.records tbody tr").Count);

        await PressAsync(page, "F2");
        await PressAsync(page, "F12");
        Assert.Equal(7, page.FindAll(".field-error").Count);
        await PressAsync(page, "Esc");
        await page.FindAll("button.link").First(b => b.TextContent == "終了する").ClickAsync(new());
        await page.InvokeAsync(() => page.FindComponent<Portal.Components.DateBox>().Instance.ValueChanged.InvokeAsync(A.Day("2026-12-31")));
        await page.Find("#permit-basis").ChangeAsync(new ChangeEventArgs { Value = "主務省令の改正による" });
        await PressAsync(page, "F12");

        Assert.Contains("終了の日を記録しました", page.Markup, StringComparison.Ordinal);
        Assert.Single(_at.All<InquiryPermit>(), p => p.ValidTo == A.Day("2026-12-31"));
    }

    [Fact]
    public async Task WhatWasRefusedWithoutADecision_IsNotCalledApproved_AndF12IsThatOfWhatComesFirst()
    {
        await _at.ReceiveAsync(SheetStandIn.Request("R1", "100000000001", item: "27"));
        var page = Render<InquiriesPage>();

        var part = page.Find("section[aria-label=情報提供の回答ファイルを書き出す]").TextContent;
        Assert.Contains("回答1件（うちリスト外の拒否1件）を", part, StringComparison.Ordinal);
        Assert.DoesNotContain("承認された回答", part, StringComparison.Ordinal);
        Assert.Equal("provision-prepare", page.Find("[data-key=F12]").Id);

        await _at.ApprovedAsync();
        Assert.Equal(["inquiry-prepare"], Render<InquiriesPage>().FindAll("[data-key=F12]").Select(b => b.Id));
    }

    [Fact]
    public async Task TheRecords_StandInFewEnoughColumnsForASmallScreen()
    {
        SignIn(A.Manager, Role.Approver);
        await _at.ReceiveAsync(SheetStandIn.Request("R1", "100000000001", item: "27"));

        var page = Render<ProvisionRecordsPage>();

        Assert.Equal(
            ["記録日時", "区分", "氏名・宛名番号", "情報照会者・提供者", "項", "特定個人情報の項目", "求め・提供の日時", "理由", "保存期限"],
            page.FindAll("table.records thead th").Select(h => h.TextContent.Trim()));
        Assert.Contains("27", page.Find("table.records tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRecords_AreShownByPeriod_AndPrintedWithAPurpose()
    {
        SignIn(A.Manager, Role.Approver);
        Assert.Contains("この条件の記録はありません", Render<ProvisionRecordsPage>().Markup, StringComparison.Ordinal);
        await _at.ReceiveAsync(SheetStandIn.Request("R1", "100000000001", item: "27"));

        var page = Render<ProvisionRecordsPage>();

        Assert.Contains("提供・拒否", page.Find("table.records tbody").TextContent, StringComparison.Ordinal);
        await PressAsync(page, "F8");
        await page.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "開示請求への対応" });
        await PressAsync(page, "F12");
        Assert.Contains("開示請求への対応", page.Find(".print-head").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotThere_IsSaid_AndEmptyListsSayWhatToDo()
    {
        Assert.Contains("この照会はありません", Render<InquiryPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
        Assert.Contains("この求めはありません", Render<ProvisionPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
        Assert.Contains("この原本照合はありません", Render<ReplicaComparisonPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
        Assert.Contains("台帳にありません", Render<NewInquiryPage>(p => p.Add(x => x.Id, Guid.NewGuid())).Markup, StringComparison.Ordinal);
        Assert.Contains("情報照会はまだありません", Render<InquiriesPage>().Markup, StringComparison.Ordinal);
        Assert.Contains("まだ照合していません", Render<ReplicaComparisonsPage>().Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
