using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Features.Exchange.HealthManagement;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Runs;
using Portal.Tests.Accounts;
using Portal.Tests.Exchange.Reconciliation;
using Xunit;

namespace Portal.Tests.Exchange.HealthManagement;

public sealed class HealthPageTests : AccountPartPages
{
    private readonly ReconciliationFixture _at = new();

    public HealthPageTests()
    {
        var (layouts, files) = (new ExchangeLayouts(new ConfigurationBuilder().Build()), new OutgoingFiles([new HealthCouponsFile(), new HealthRecordsFile()]));
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Reconcile).AddSingleton(_at.Work).AddSingleton(files).AddSingleton(new OutgoingDesk(_at.Ledger, layouts, files, _at.Time));
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task TheFourFiles_AreOffered_AndALookSaysWhatWouldGo()
    {
        using (var db = _at.Ledger.CreateDbContext())
        {
            db.People.Single(p => p.LedgerPersonId == _at.People[0].LedgerPersonId).IntegratedNumber = "100000000001";
            db.SaveChanges();
        }

        var page = Render<HealthPage>();

        Assert.Equal(["健康管理 接種記録 異動分", "健康管理 接種記録 全件", "健康管理 接種券 異動分", "健康管理 接種券 全件"],
            page.FindAll("input[name=outgoing-kind]").Select(i => i.ParentElement!.ChildNodes[1].TextContent.Trim()));

        await page.Find("#outgoing-look").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("2（追加 2、更新 0、削除 0）", page.Find("dl.facts").TextContent, StringComparison.Ordinal));
        Assert.Contains("まだ突合していません。健康管理システムから", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoOnlyLooks_IsToldWhoSends()
    {
        SignIn(A.Viewer, Role.Viewer);

        var page = Render<HealthPage>();

        Assert.Contains("送付は、登録・訂正の役割の職員が", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#outgoing-look"));
    }

    [Fact]
    public void AnExtractThatIsChosen_IsComparedUnderItsOwnPartner()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.NewHealthRun);
        var page = Render<NewReconciliationPage>();

        Assert.Contains("健康管理システムのファイルと突合する", page.Find("h1").TextContent, StringComparison.Ordinal);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(HealthStandIn.File(HealthStandIn.RecordsHeading, ["100000000001,1,20210620,,,,,,"]), "health.csv"));

        page.WaitForAssertion(() => Assert.Matches("/exchange/health-management/[0-9a-f-]{36}$", Address));
    }
}
