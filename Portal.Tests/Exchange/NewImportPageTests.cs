using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Features.Exchange;
using Portal.Security;
using Xunit;

namespace Portal.Tests.Exchange;

public sealed class NewImportPageTests : BunitContext
{
    private readonly ImportFixture _fixture = new();

    public NewImportPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized(A.Clerk.Name).SetClaims(
            [.. StaffClaims.ToPrincipal(A.Clerk, [Role.Editor], "", "test").Claims.Where(claim => claim.Type != ClaimTypes.Name)]);
        Services.AddSingleton<IDbContextFactory<PortalDb>>(_fixture.Ledger).AddSingleton(_fixture.Desk).AddScoped<CircuitState>().AddScoped<CurrentStaff>();
    }

    [Fact]
    public void AChosenFile_ShowsEncodingLayoutCountsAndEveryBadLine_AndChangesNothing()
    {
        _fixture.Ledger.Add(A.Person());
        var page = Choose(Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(coupon: "12345")), Csv.Vrs("77", Csv.Dose()), Csv.Vrs(Csv.Number, Csv.Dose(day: "20210231"))));

        page.WaitForAssertion(() => Assert.Contains("まだ何も変更されていません", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["file.csv", "VRS 予防接種台帳向け出力", "UTF-8", "見出しなし・1回分・9列"], page.FindAll("dl.facts dd").Select(e => e.TextContent));
        Assert.Equal(["3", "= 1", "+ 0", "+ 0", "+ 1", "+ 1"], page.FindAll("table.totals tbody td").Select(e => e.TextContent));
        Assert.Contains("先頭の0が失われた券番号 1件を10桁に戻して取り込む", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["3", "1回目接種日", "20210231"], page.FindAll("table.records tbody tr > *").Take(3).Select(e => e.TextContent));
        using var db = _fixture.Ledger.CreateDbContext();
        Assert.False(db.Doses.Any());
    }

    [Fact]
    public void ARefusedFile_SaysWhy_AndAsksForAnother()
    {
        var page = Choose("x,y\r\n");

        page.WaitForAssertion(() => Assert.Contains("9列から73列", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.FindComponent<InputFile>());
    }

    [Fact]
    public void ADeclinedRepair_RefusesTheLine_AndTheRunIsOpened()
    {
        _fixture.Ledger.Add(A.Person());
        var page = Choose(Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(coupon: "12345"))));
        page.WaitForElement("input[type=checkbox]").Change(false);

        page.Find("button.primary").Click();

        page.WaitForAssertion(() => Assert.Contains("/exchange/imports/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        using var db = _fixture.Ledger.CreateDbContext();
        Assert.Equal(new ImportTotals(1, 0, 0, 0, 0, 1), ImportTotals.Of(db.ImportRuns.Single()));
    }

    [Fact]
    public void Leaving_DeletesTheFile()
    {
        var page = Choose(Csv.Lines(Csv.Vrs("77", Csv.Dose())));
        page.WaitForElement("button.primary");

        page.Find("[data-key=Esc]").Click();

        Assert.Empty(_fixture.FilesLeft);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _fixture.Dispose();
    }

    private IRenderedComponent<NewImportPage> Choose(string text)
    {
        var page = Render<NewImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, "file.csv"));
        return page;
    }
}
