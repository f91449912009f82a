using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Portal.Features.Ledger;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.DataQuality.Twins;

public sealed class TwinsPageTests : AccountPartPages
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly LedgerPerson _one = A.Person();
    private readonly LedgerPerson _two = A.Person(residentNumber: "0001204999");

    public TwinsPageTests()
    {
        _ledger.Add(_one, _two);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(A.Now)).AddSingleton<IDbContextFactory<PortalDb>>(_ledger).AddSingleton<TwinDesk>().AddSingleton<LedgerSearch>();
        SignIn(A.Clerk, Role.Editor);
    }

    [Fact]
    public async Task BeforeTheFirstSearch_ThePageSaysSo_ThenListsThePair_AndOpensIt()
    {
        var page = Render<TwinsPage>();
        Assert.Contains("まだ照合していません", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "F9");

        Assert.Contains("2人を照合しました。候補 1組", page.Markup, StringComparison.Ordinal);
        var row = page.Find("tbody tr[tabindex]");
        Assert.Contains("95", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("氏名とカナ氏名が同じ、生年月日が同じ、住所が同じ", row.TextContent, StringComparison.Ordinal);
        await row.ClickAsync(new());
        Assert.Matches("/corrections/people/[0-9a-f-]{36}/merge/[0-9a-f-]{36}$", Address);
    }

    [Fact]
    public async Task TwoPeople_NotOnTheList_AreComparedByTheirNumbers()
    {
        var page = Render<TwinsPage>();
        await page.Find("#compare-one").ChangeAsync(new ChangeEventArgs { Value = "1204873" });
        await page.Find("#compare-two").ChangeAsync(new ChangeEventArgs { Value = "99" });
        await page.Find("form").SubmitAsync();
        Assert.Contains("2人目の宛名番号の人が見つかりません", page.Find("[role=alert] [data-focus=compare-two]").TextContent, StringComparison.Ordinal);
        Assert.Equal((null, "true"), (page.Find("#compare-one").GetAttribute("aria-invalid"), page.Find("#compare-two").GetAttribute("aria-invalid")));
        Assert.Contains("見つかりません", page.Find("#compare-two-error").TextContent, StringComparison.Ordinal);
        await page.FindAll("form input")[1].ChangeAsync(new ChangeEventArgs { Value = "1204999" });

        await page.Find("form").SubmitAsync();

        Assert.EndsWith($"/corrections/people/{_one.LedgerPersonId}/merge/{_two.LedgerPersonId}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMyNumberByMistake_IsTakenOutOfItsBox_AndThePersonBesideStays()
    {
        var page = Render<TwinsPage>();
        await page.Find("#compare-one").ChangeAsync(new ChangeEventArgs { Value = "123456789018" });
        await page.Find("#compare-two").ChangeAsync(new ChangeEventArgs { Value = "1204873" });

        await page.Find("form").SubmitAsync();

        Assert.Contains("個人番号かもしれない番号が入力されたので消しました", page.Find("#compare-one-error").TextContent, StringComparison.Ordinal);
        Assert.Equal(("", "1204873"), (page.Find("#compare-one").GetAttribute("value"), page.Find("#compare-two").GetAttribute("value")));
    }

    [Fact]
    public async Task WithTheDatabaseAway_ComparingAndTakingBackSaySo()
    {
        await JudgedAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.TwinsOf(TwinView.Judged));
        var page = Render<TwinsPage>();
        await page.Find("#compare-one").ChangeAsync(new ChangeEventArgs { Value = "1204873" });
        await page.Find("#compare-two").ChangeAsync(new ChangeEventArgs { Value = "1204999" });
        await using (var db = _ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"OperationLog\" RENAME TO \"Away\"", Xunit.TestContext.Current.CancellationToken);
        }

        await page.Find("form").SubmitAsync();
        Assert.Contains("もう一度比べてください", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("tbody button.link").ClickAsync(new());

        Assert.Contains("もう一度押してください", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileTheRuleIsOff_ThePageSaysWhy_AndHasNothingToStart()
    {
        await new FindingDesk(_ledger, Services.GetRequiredService<TimeProvider>()).SwitchOffAsync(A.Manager, FindingRule.Twins, "名寄せの見直しのため");

        var page = Render<TwinsPage>();

        Assert.Contains("名寄せの見直しのため", page.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-key=F9], table"));
    }

    [Fact]
    public async Task ThoseJudged_AreOnAListOfTheirOwn_WithTheReason_AndComeBack()
    {
        await JudgedAsync();

        Assert.Contains("候補はありません", Render<TwinsPage>().Markup, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo(Addresses.TwinsOf(TwinView.Judged));
        var page = Render<TwinsPage>();
        Assert.Contains("同姓同名の別人（高橋 恵）", page.Find("tbody tr[tabindex]").TextContent, StringComparison.Ordinal);
        await page.Find("tbody button.link").ClickAsync(new());

        Assert.Contains("「別人」と判定した組はありません", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APrint_AsksForItsPurpose()
    {
        await Services.GetRequiredService<TwinDesk>().SeekAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken);
        var page = Render<TwinsPage>();
        await PressAsync(page, "F8");
        await page.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "係内の確認のため" });

        await page.Find(".form [data-key=F12]").ClickAsync(new());

        Assert.Single(page.FindAll("print-sheet"));
        await using var db = _ledger.CreateDbContext();
        Assert.Equal("係内の確認のため", (await db.OperationLog.SingleAsync(e => e.Operation == Operation.TwinsPrinted, Xunit.TestContext.Current.CancellationToken)).Purpose);
    }

    private async Task JudgedAsync()
    {
        var desk = Services.GetRequiredService<TwinDesk>();
        await desk.SeekAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken);
        await using var db = _ledger.CreateDbContext();
        var pair = await db.TwinPairs.SingleAsync(Xunit.TestContext.Current.CancellationToken);
        await desk.JudgeAsync(A.Clerk, pair.TwinPairId, pair.Version, "同姓同名の別人");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _ledger.Dispose();
    }
}
