using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogViewersTests
{
    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsShownOrPrinted_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var shown = await ShowAsync(at);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Viewers.ShowAsync(A.Clerk, at.Person.LedgerPersonId, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Viewers.PrintAsync(A.Clerk, shown!, withNames: true, "開示請求のため"));

        Assert.All(at.Log()[1..], e => Assert.Equal((OperationResult.Denied, at.Person.LedgerPersonId), (e.Result, e.LedgerPersonId)));
        Assert.Equal([Operation.LogViewersShown, Operation.LogPrinted], at.Log()[1..].Select(e => e.Operation));
    }

    [Theory, EveryEngine]
    public async Task AnIdNobodyHas_IsLoggedAsAFailure(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var id = Guid.NewGuid();

        Assert.Null(await at.Viewers.ShowAsync(LogScreensFixture.Auditor, id, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((Operation.LogViewersShown, OperationResult.Failed, id), at.Log().Select(e => (e.Operation, e.Result, e.SubjectId!.Value)).Single());
    }

    [Theory, EveryEngine]
    public async Task EveryActOnTheRecord_IsOnTheSheet_OldestFirst_AndNobodyElses(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var corrected = at.Add(Operation.CorrectionMade, at.Colleague, at.Person, minutes: 3);
        var opened = at.Add(Operation.SheetOpened, of: at.Person, minutes: 1);
        var printed = at.Add(Operation.SheetPrinted, of: at.Person, minutes: 2, purpose: "本人への説明");
        var denied = at.Add(Operation.ProtectedAddressShown, at.Colleague, at.Person, minutes: 4, result: OperationResult.Denied);
        var revealed = at.Add(Operation.MyNumberShown, of: at.Person, minutes: 5, scene: Domain.Ledger.MyNumberPurpose.MovedIn);
        at.Add(Operation.SheetOpened, of: at.Neighbour, minutes: 2);
        at.Add(Operation.LedgerSearched, minutes: 2);

        var shown = await ShowAsync(at);

        Assert.Equal(
            [opened.OperationLogEntryId, printed.OperationLogEntryId, corrected.OperationLogEntryId, denied.OperationLogEntryId, revealed.OperationLogEntryId],
            shown!.Lines.Select(l => l.Entry.OperationLogEntryId));
        Assert.Equal(
            [("高橋 恵", "保健総務課 主事", 1, 1, 0, 1, 0), ("伊藤 健", "健康増進課 主事", 0, 0, 1, 0, 1)],
            shown.Viewers.Select(v => (v.Name, v.Post, Count(v, RecordTouch.Viewed), Count(v, RecordTouch.TakenOut), Count(v, RecordTouch.Changed), Count(v, RecordTouch.MyNumber), v.Refused)));
        Assert.Equal(["職員1", "職員2"], shown.Viewers.Select(v => v.Label(withNames: false)));
    }

    [Theory, EveryEngine]
    public async Task BehindASharedId_ThePersonCounts_AndTheSystemIsNamed(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);
        at.Add(Operation.SheetOpened, at.Clerk with { AccountId = "madoguchi-a" }, at.Person, minutes: 1);
        at.Add(Operation.SheetOpened, at.Colleague with { AccountId = "madoguchi-a" }, at.Person, minutes: 2);
        at.Add(Operation.MyNumberRekeyed, Staff.System("host"), at.Person, minutes: 3);

        var shown = await ShowAsync(at);

        Assert.Equal(["高橋 恵", "伊藤 健", "システム(コマンド)"], shown!.Viewers.Select(v => v.Name));
        Assert.Equal(2, Count(shown.Viewers[0], RecordTouch.Viewed));
        Assert.Equal("システム", shown.Viewers[2].Post);
    }

    [Theory, EveryEngine]
    public async Task ThePeriod_IsOfJapansDays_BothIncluded(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var day = JapanTime.ToUtc(new DateTime(2026, 11, 20, 0, 0, 0));
        foreach (var moment in (DateTime[])[day.AddTicks(-1), day, day.AddDays(2).AddTicks(-1), day.AddDays(2)])
        {
            at.Ledger.Add(OperationLogEntry.For(at.Clerk, moment, Operation.SheetOpened, at.Person.LedgerPersonId));
        }

        var shown = await at.Viewers.ShowAsync(
            LogScreensFixture.Auditor, at.Person.LedgerPersonId, A.Day("2026-11-20"), A.Day("2026-11-21"), TestContext.Current.CancellationToken);

        Assert.Equal([2L, 3L], shown!.Lines.Select(l => l.Entry.Sequence));
        Assert.Equal("2026-11-20～2026-11-21 2件 1名", at.Log(Operation.LogViewersShown).Single().Detail);
    }

    [Theory, EveryEngine]
    public async Task TheNextSheet_SaysWhoAskedForTheFirst(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        Assert.Empty((await ShowAsync(at))!.Lines);

        var line = Assert.Single((await ShowAsync(at))!.Lines);

        Assert.Equal((Operation.LogViewersShown, 1), (line.Entry.Operation, Count(line.By, RecordTouch.LogRead)));
    }

    [Theory, EveryEngine]
    public async Task ThePrint_DemandsAPurpose_AndIsLoggedWithWhatIsOnIt(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);
        var shown = await ShowAsync(at);

        await Assert.ThrowsAsync<RuleException>(() => at.Viewers.PrintAsync(LogScreensFixture.Auditor, shown!, withNames: true, "開示"));
        await at.Viewers.PrintAsync(LogScreensFixture.Auditor, shown!, withNames: true, "開示請求 R8-12");
        await at.Viewers.PrintAsync(LogScreensFixture.Auditor, shown!, withNames: false, "開示請求 R8-12");

        Assert.Equal(
            [("開示請求 R8-12", "この記録を見た人 全期間 1件 職員名あり"), ("開示請求 R8-12", "この記録を見た人 全期間 1件 職員名なし")],
            at.Log(Operation.LogPrinted).Select(e => (e.Purpose!, e.Detail!)));
    }

    [Theory, EveryEngine]
    public async Task TheResidentsName_IsForThoseWhoSeeTheLedger(Engine engine)
    {
        using var at = new LogScreensFixture(engine);

        Assert.Null((await ShowAsync(at))!.ResidentName);
        Assert.Equal("佐藤 和子", (await at.Viewers.ShowAsync(LogScreensFixture.Chief, at.Person.LedgerPersonId, cancellationToken: TestContext.Current.CancellationToken))!.ResidentName);
    }

    [Fact]
    public void TheQuery_IsTranslatedForSqlServer_AndReadsThePersonsRange()
    {
        var question = new LogQuestion { PersonId = Guid.NewGuid(), From = A.Day("2026-01-01"), Until = A.Day("2026-11-23") };
        using var db = TestDb.SqlServerOffline();
        Assert.Contains("ORDER BY [o].[At], [o].[Sequence]", LogViewersDesk.Rows(db, question).ToQueryString(), StringComparison.Ordinal);
        using var ledger = TestDb.OnSqlite();
        using var sqlite = ledger.CreateDbContext();
        Assert.Contains("IX_OperationLog_LedgerPersonId_At (LedgerPersonId=? AND At>? AND At<?)", LogPlanTests.Plan(sqlite, LogViewersDesk.Rows(sqlite, question)), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryActOnARecord_HasAKind() => Assert.All(Enum.GetValues<Operation>(), operation => Assert.NotEmpty(operation.Touch().Label()));

    private static int Count(Viewer viewer, RecordTouch touch) => viewer.Counts.GetValueOrDefault(touch);

    private static Task<LogViewers?> ShowAsync(LogScreensFixture at) =>
        at.Viewers.ShowAsync(LogScreensFixture.Auditor, at.Person.LedgerPersonId, cancellationToken: TestContext.Current.CancellationToken);
}
