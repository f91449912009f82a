using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Corrections.Merging;
using Portal.Features.DataQuality.Twins;
using Portal.Features.Ledger;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

public sealed class MergePageTests : AccountPartPages
{
    private readonly MergeFixture _at = new();

    public MergePageTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton<IDbContextFactory<PortalDb>>(_at.Ledger)
            .AddSingleton(_at.Merging).AddSingleton(_at.Unmerging).AddSingleton<TwinDesk>().AddSingleton<EvidenceStore>();
        SignIn(A.Manager, Role.Approver);
    }

    [Fact]
    public async Task BothAreSideBySide_DifferencesMarked_AndEachLookIsLogged()
    {
        var page = Render();

        var address = Row(page, "住所");
        Assert.Contains("changed", address.ClassName, StringComparison.Ordinal);
        Assert.Contains("花園四丁目1番2号", address.TextContent, StringComparison.Ordinal);
        Assert.Contains("色内一丁目2番3号", address.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", Row(page, "生年月日").ClassName ?? "", StringComparison.Ordinal);
        Assert.Empty(Row(page, "生年月日").QuerySelectorAll("input"));
        Assert.Equal(2, page.FindAll("table.merge-records")[0].QuerySelectorAll("tbody tr").Length);
        Assert.Equal(2, (await _at.LogAsync(Operation.PeopleCompared)).Count);
    }

    [Fact]
    public async Task Chosen_AValueIsTaken_TheOtherStays_AndTheSheetOpens()
    {
        var page = Render();
        await page.FindAll("thead input[type=radio]")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });
        await Row(page, "住所").QuerySelectorAll("input")[0].ChangeAsync(new ChangeEventArgs { Value = "on" });
        Assert.Contains("接種記録 1件・接種券 1件", page.Find(".merge-preview").TextContent, StringComparison.Ordinal);
        Assert.Contains("住所　色内一丁目2番3号 → 花園四丁目1番2号", page.Find(".merge-preview").TextContent, StringComparison.Ordinal);
        await GiveReasonAsync(page);

        await PressAsync(page, "F12");

        Assert.EndsWith($"/ledger/people/{_at.Other.LedgerPersonId}", Address, StringComparison.Ordinal);
        var (merged, keeper) = (await _at.PersonAsync(_at.Keeper), await _at.PersonAsync(_at.Other));
        Assert.Equal((_at.Other.LedgerPersonId, "花園四丁目1番2号"), (merged.MergedIntoId, keeper.Address));
    }

    [Fact]
    public async Task F12OnArrival_MergesNobody_AndAsksForTheReasonAtItsField()
    {
        var page = Render();

        await PressAsync(page, "F12");

        Assert.Contains("統合の理由を選んでください", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find($"#{GroundsPart.ReasonId}").GetAttribute("aria-invalid"));
        Assert.Contains("統合の理由", page.Find($"label[for={GroundsPart.ReasonId}]").TextContent, StringComparison.Ordinal);
        Assert.Null((await _at.PersonAsync(_at.Other)).MergedIntoId);
    }

    [Fact]
    public async Task AClerkWhoCorrects_MayOnlyJudgeThemToBeTwo()
    {
        SignIn(A.Clerk, Role.Editor);
        await Services.GetRequiredService<TwinDesk>().SeekAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken);
        var page = Render();
        Assert.Empty(page.FindAll("[data-key=F12]"));
        Assert.Contains("統合は、承認の役割の職員", page.Markup, StringComparison.Ordinal);

        await PressAsync(page, "F4");
        Assert.Contains("別人とする理由", page.Find("[aria-labelledby=judge-title] .field-error").TextContent, StringComparison.Ordinal);
        await page.Find("#judge").InputAsync(new ChangeEventArgs { Value = "同姓同名の別人" });
        await PressAsync(page, "F4");

        Assert.EndsWith("/data-quality/twins", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProtectedAddress_IsNotShown()
    {
        await _at.CorrectAsync(RecordKind.Person, _at.Other.LedgerPersonId, PersonFields.IsProtected.Key, FieldText.Flag(true));

        var page = Render();

        Assert.DoesNotContain("色内", page.Markup, StringComparison.Ordinal);
        Assert.Contains(ProtectedAddress.Words, Row(page, "住所").TextContent, StringComparison.Ordinal);
        Assert.Contains("支援措置の対象です", page.Find(".merge-preview").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheMerge_IsOneLineOfTheHistory_AndIsTakenBackFromThere()
    {
        var mergeId = await _at.MergeAsync(PersonFields.Address);
        var view = await new PersonSheet(_at.Ledger, _at.Time).OpenAsync(_at.Keeper.LedgerPersonId, A.Manager, Xunit.TestContext.Current.CancellationToken);
        var history = Render<PersonHistory>(p => p.Add(h => h.View, view!).Add(h => h.By, A.Manager));
        var line = Assert.Single(history.FindAll("li")).TextContent;
        Assert.Contains("接種記録 1件・接種券 1件を移動", line, StringComparison.Ordinal);
        Assert.Contains("統合された人 佐藤 和子（宛名番号 0001204999）", line, StringComparison.Ordinal);
        Assert.Equal([$"/ledger/people/{_at.Other.LedgerPersonId}", $"/corrections/merges/{mergeId}"], history.FindAll("li a").Select(a => a.GetAttribute("href")));
        await _at.CorrectAsync(RecordKind.Person, _at.Keeper.LedgerPersonId, PersonFields.Address.Key, "入船五丁目6番7号");

        var page = Render<UnmergePage>(p => p.Add(u => u.Id, mergeId));
        Assert.Contains("戻さない項目（統合のあとの値のまま） 1件", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "F12");
        Assert.Contains("取消しの理由を選んでください", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find($"#{GroundsPart.ReasonId}").ChangeAsync(new ChangeEventArgs { Value = nameof(ReasonKind.WrongPerson) });
        await PressAsync(page, "F12");

        Assert.Null((await _at.PersonAsync(_at.Other)).MergedIntoId);
        Assert.Contains("取消済み", page.Find(".page-head").TextContent, StringComparison.Ordinal);
        Assert.Contains("入船五丁目6番7号", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-key=F12]"));
    }

    [Fact]
    public async Task ThePrintedStatement_AsksForItsPurpose()
    {
        var mergeId = await _at.MergeAsync();
        var page = Render<UnmergePage>(p => p.Add(u => u.Id, mergeId));
        await PressAsync(page, "F8");
        await page.Find("#print-purpose").ChangeAsync(new ChangeEventArgs { Value = "係内の確認のため" });

        await page.Find(".form [data-key=F12]").ClickAsync(new());

        Assert.Single(page.FindAll("print-sheet"));
        Assert.Equal(2, (await _at.LogAsync(Operation.MergePrinted)).Count);
    }

    [Fact]
    public async Task ANumberThatChanges_IsShownFromOldToNew()
    {
        var page = Render();

        await Row(page, "宛名番号").QuerySelectorAll("input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });

        Assert.Contains("宛名番号　0001204873 → 0001204999", page.Find(".merge-preview").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithTheDatabaseAway_JudgingSaysSoAtItsField()
    {
        SignIn(A.Clerk, Role.Editor);
        await Services.GetRequiredService<TwinDesk>().SeekAsync(A.Clerk, Xunit.TestContext.Current.CancellationToken);
        var page = Render();
        await _at.WriteBehindAsync("ALTER TABLE \"TwinPair\" RENAME TO \"Away\"");
        await page.Find("#judge").InputAsync(new ChangeEventArgs { Value = "同姓同名の別人" });

        await PressAsync(page, "F4");
        Assert.Contains("データベースから答えがない", page.Find("[aria-labelledby=judge-title] .field-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithTheDatabaseAway_ChoosingSaysSo_AndNothingCanBeMerged()
    {
        var page = Render();
        await _at.WriteBehindAsync("ALTER TABLE \"Coupon\" RENAME TO \"Away\"");

        await Row(page, "住所").QuerySelectorAll("input")[1].ChangeAsync(new ChangeEventArgs { Value = "on" });

        Assert.Contains("データベースから答えがない", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-key=F12]"));
    }

    private static Task GiveReasonAsync(IRenderedComponent<MergePage> page) =>
        page.Find($"#{GroundsPart.ReasonId}").ChangeAsync(new ChangeEventArgs { Value = nameof(ReasonKind.Duplicate) });

    private IRenderedComponent<MergePage> Render() =>
        Render<MergePage>(p => p.Add(m => m.FirstId, _at.Keeper.LedgerPersonId).Add(m => m.SecondId, _at.Other.LedgerPersonId));

    private static IElement Row(IRenderedComponent<MergePage> page, string label) =>
        page.FindAll("table.merge-compare tbody tr").Single(r => r.QuerySelector("th")!.TextContent.StartsWith(label, StringComparison.Ordinal));

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
