using System.Net;
using Bunit;
using ClosedXML.Excel;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Exchange.Media;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>The export from its form to its file.</summary>
public sealed class LogExportPageTests : LogPages
{
    [Fact]
    public async Task TheForm_AsksForAPurposeAndAMedium_BeforeItHandsOverAnAddress()
    {
        At.Add(Operation.SheetOpened);
        var page = Show();
        await PressAsync(page, "F6");
        Assert.Contains("承認された媒体にだけ保存してください", page.Markup, StringComparison.Ordinal);
        await page.Find("#export-medium").ChangeAsync(new ChangeEventArgs { Value = "" });
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".field-error").Count));

        await page.Find("#export-purpose").ChangeAsync(new ChangeEventArgs { Value = "監査 R8-3 のため" });
        await page.Find("#export-medium").ChangeAsync(new ChangeEventArgs { Value = $"{LogScreensFixture.UseId}" });
        await PressAsync(page, "F12");

        page.WaitForAssertion(() => Assert.Matches("^/log/exports/[0-9a-f-]{36}\\.zip$", page.Find("#export-file").GetAttribute("href")));
        Assert.Empty(At.Log(Operation.LogExported));
    }

    [Fact]
    public async Task WithoutAnApprovedUse_TheFormSaysSo_AndLeadsToTheApplication()
    {
        At.Add(Operation.SheetOpened);
        await using (var db = At.Ledger.CreateDbContext())
        {
            await db.MediumUses.ExecuteUpdateAsync(u => u.SetProperty(use => use.State, MediumUseState.Waiting), Xunit.TestContext.Current.CancellationToken);
        }

        var page = Show();
        await PressAsync(page, "F6");

        page.WaitForAssertion(() => Assert.Contains("書き出せる媒体がありません", page.Find(".act-panel").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find($".act-panel a[href='{Addresses.NewMediumUse}']"));
    }

    [Fact]
    public async Task ThePassphrase_StandsOnTheScreen_UntilItIsClosed_AndInNoAddress()
    {
        At.Add(Operation.SheetOpened);
        var page = Show();
        await PressAsync(page, "F6");
        await page.Find("#export-purpose").ChangeAsync(new ChangeEventArgs { Value = "監査 R8-3 のため" });
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".passphrase-words")));
        var passphrase = page.Find(".passphrase-words").TextContent;

        Assert.DoesNotContain(passphrase, page.Find("#export-file").GetAttribute("href")! + Navigation.Uri, StringComparison.Ordinal);
        await FetchAsync(page);
        Assert.Equal(passphrase, page.Find(".passphrase-words").TextContent);
        await page.Find("#export-again").ClickAsync(new());

        Assert.DoesNotContain(passphrase, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCount_IsThatOfTheScreen_AndAFileThatWasTakenIsNotOfferedAgain()
    {
        At.Add(Operation.SheetOpened);
        At.Add(Operation.SheetPrinted);
        var page = Show();
        await PressAsync(page, "F6");
        await page.Find("#export-purpose").ChangeAsync(new ChangeEventArgs { Value = "監査 R8-3 のため" });
        await PressAsync(page, "F12");
        // The search that is on the screen was written down too, behind what it saw.
        page.WaitForAssertion(() => Assert.StartsWith("2件を出力できます", page.Find(".act-panel [role=status]").TextContent, StringComparison.Ordinal));

        await FetchAsync(page);

        Assert.Contains("受け取りました", page.Find(".act-panel").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#export-file, .act-panel [data-key=F12]"));
        await page.Find("#export-again").ClickAsync(new());
        Assert.NotEmpty(page.FindAll("#export-purpose"));
    }

    [Fact]
    public async Task AFileThatIsRefused_IsSaidOnThePage_AndItsPassphraseGoes()
    {
        At.Add(Operation.SheetOpened);
        var page = Show();
        await PressAsync(page, "F6");
        await page.Find("#export-purpose").ChangeAsync(new ChangeEventArgs { Value = "監査 R8-3 のため" });
        await PressAsync(page, "F12");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#export-file")));

        await FetchAsync(page, () => throw new RuleException("媒体は消去されました。"));

        Assert.Contains("媒体は消去されました", page.Find(".act-panel .notice.error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".passphrase-words"));
        Assert.NotEmpty(page.FindAll("#export-purpose"));
    }

    [Fact]
    public void WithoutTheRight_ThereIsNoButton()
    {
        At.Add(Operation.SheetOpened);
        SignIn(LogScreensFixture.Chief, Role.Approver);

        Assert.Empty(Show().FindAll("[data-key=F6]"));
    }

    [Fact]
    public async Task ByAddress_AnOrderIsFilledOnce_ForWhoeverMadeIt_AndIsInTheLog()
    {
        using var portal = new PortalHost();
        using var auditor = await portal.SignedInAsync("saito");
        using var chief = await portal.SignedInAsync("yoshida");
        var passphrase = Passphrase.New();
        var address = Addresses.LogExport(await OrderAsync(portal, passphrase));

        using var ofAnother = await PortalHost.GetAsync(chief, address);
        using var filled = await PortalHost.GetAsync(auditor, address);
        using var again = await PortalHost.GetAsync(auditor, address);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Gone), (ofAnother.StatusCode, filled.StatusCode, again.StatusCode));
        Assert.Equal("no-store", filled.Headers.CacheControl?.ToString());
        Assert.Equal("application/zip", filled.Content.Headers.ContentType?.MediaType);
        var zip = await filled.Content.ReadAsByteArrayAsync(Xunit.TestContext.Current.CancellationToken);
        using var book = new XLWorkbook(new MemoryStream(EncryptedZipTests.Open(zip, passphrase.Show(), "操作ログ_20261123_104200.xlsx")));
        Assert.Equal("監査 R8-3 のため", book.Worksheet(LogWorkbook.Cover).Cell(7, 2).GetString());
        var row = Assert.Single(portal.Log(Operation.LogExported));
        Assert.Equal(("saito", "監査 R8-3 のため", OperationResult.Done), (row.AccountId, row.Purpose, row.Result));
        Assert.NotNull(row.Trace);
    }

    private static async Task<Guid> OrderAsync(PortalHost portal, Passphrase passphrase)
    {
        await using var db = portal.Db();
        var person = await db.Accounts.Where(a => a.AccountId == "saito").Select(a => a.StaffMemberId).SingleAsync(Xunit.TestContext.Current.CancellationToken);
        var by = A.Staff("saito", "斎藤 実", Role.Auditor) with { StaffMemberId = person };
        return portal.Factory.Services.GetRequiredService<LogExportOrders>().Keep(
            by, new(new(LogQuestion.Day(JapanTime.DayOf(A.Now)), "監査 R8-3 のため", await AMedium.ApproveForAsync(db, by)), passphrase));
    }

    /// <summary>As the browser does it: the answer comes past the page, which asks for it.</summary>
    private async Task FetchAsync<T>(IRenderedComponent<T> page, Func<IResult>? answer = null)
        where T : IComponent
    {
        var id = Guid.Parse(page.Find("#export-file").GetAttribute("href")!.Split('/')[^1][..36]);
        await Services.GetRequiredService<LogExportOrders>().AnswerAsync(LogScreensFixture.Auditor, id, "画面", _ => Task.FromResult(answer?.Invoke() ?? Results.Ok()));
        await page.Find("#export-file").ClickAsync(new());
    }

    private IRenderedComponent<LogSearchPage> Show()
    {
        var page = Render<LogSearchPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr[tabindex]")));
        return page;
    }
}
