using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Verification;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class VerificationPageTests : AccountPartPages
{
    private readonly LogFixture _at = new();

    public VerificationPageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(new LogVerifyDesk(_at.Db, _at.Reader, _at.Time)).AddSingleton(_at.Checkpoints);
        SignIn(LogFixture.Auditor, Role.Auditor);
    }

    [Fact]
    public void BeforeTheFirst_ItSaysSo() => Assert.Contains("まだ検証していません", Render<VerificationPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task AWholeLog_IsCalledWhole_WithTheEndForThePaperFile()
    {
        await _at.WriteAsync(4);
        var page = Render<VerificationPage>();

        await page.Find("[data-key=F12]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("異常なし", page.Find(".page-head").TextContent, StringComparison.Ordinal));
        var last = (await _at.RowsAsync())[3];
        Assert.Contains(Convert.ToHexString(last.Seal)[..8], page.Find(".seal").TextContent, StringComparison.Ordinal);
        Assert.Contains("4番", page.Find("dl.facts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATouchedLog_IsNamedAtItsFirstRow()
    {
        await _at.WriteAsync(4);
        await _at.TamperAsync(t => t.DeleteAsync(2), _ => { });
        var page = Render<VerificationPage>();

        await page.Find("[data-key=F12]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("2番の行がありません", page.Markup, StringComparison.Ordinal));
        Assert.Contains("保全し", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSheet_IsPrintedOnlyOnceThatIsInTheLog()
    {
        await _at.WriteAsync(1);
        var page = Render<VerificationPage>();
        Assert.Empty(page.FindAll("print-sheet"));
        await page.Find("[data-key=F12]").ClickAsync(new());
        page.WaitForElement("[data-key=F8]");

        await page.Find("[data-key=F8]").ClickAsync(new());

        page.WaitForElement("print-sheet");
        Assert.Equal(Operation.LogPrinted, (await _at.RowsAsync())[^1].Operation);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
