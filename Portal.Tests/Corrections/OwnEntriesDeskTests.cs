using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public sealed class OwnEntriesDeskTests
{
    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsShownOrTakenBack_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new DeskFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(at).ShowAsync(A.Viewer));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(at).UndoAsync(A.Viewer, at.Dose.DoseId, Guid.CreateVersion7()));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.OwnEntriesShown)).Result);
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.CorrectionMade)).Result);
    }

    [Theory, EveryEngine]
    public async Task TheLastTen_OfOnesOwn_OfToday_AreShown_NewestFirst_WithTheCountOfAll(Engine engine)
    {
        using var at = new DeskFixture(engine);
        await RegisterAsync(at, 9);
        at.Time.Advance(TimeSpan.FromDays(1));
        for (var n = 0; n < 12; n++)
        {
            at.Time.Advance(TimeSpan.FromMinutes(1));
            await RegisterAsync(at, n % 7 + 2);
        }

        await RegisterAsync(at, 8, A.OtherClerk);

        var entries = await Desk(at).ShowAsync(A.Clerk);

        Assert.Equal(12, entries.Count);
        Assert.Equal([6, 5, 4, 3, 2, 8, 7, 6, 5, 4], entries.Last.Select(e => e.DoseNumber));
        Assert.All(entries.Last, e => Assert.Equal(("佐藤 和子", true, false), (e.Name, e.IsUntouched, e.IsCancelled)));
        Assert.Equal("10件", Assert.Single(await at.LogAsync(Operation.OwnEntriesShown)).Detail);
    }

    [Theory, EveryEngine]
    public async Task OnesOwnOfToday_IsTakenBack_WithoutASecondPerson_AndStaysInTheHistory(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var dose = await RegisterAsync(at, 2);
        var key = Guid.CreateVersion7();

        await Desk(at).UndoAsync(A.Clerk, dose, key);
        await Desk(at).UndoAsync(A.Clerk, dose, key);

        var entry = Assert.Single((await Desk(at).ShowAsync(A.Clerk)).Last);
        Assert.Equal((true, false), (entry.IsCancelled, entry.IsUntouched));
        var revision = Assert.Single(await at.RevisionsAsync(), r => r.Act == RevisionAct.Cancel);
        Assert.Equal((RevisionState.Applied, ReasonKind.OperatorError, RegistrationUndo.Words), (revision.State, revision.Reason, revision.ReasonText));
        Assert.Single(await at.LogAsync(Operation.CorrectionMade));
    }

    [Theory, EveryEngine]
    public async Task SomebodyElses_AnotherDays_AndAChangedOne_AreNotTakenBackHere(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var others = await RegisterAsync(at, 2, A.OtherClerk);
        var changed = await RegisterAsync(at, 3);
        await ChangeAsync(at, changed);
        var old = await RegisterAsync(at, 4);

        Assert.Contains("自分が登録した", await RefusalAsync(at, others), StringComparison.Ordinal);
        Assert.Contains("自分が登録した", await RefusalAsync(at, at.Dose.DoseId), StringComparison.Ordinal);
        Assert.Contains("訂正されたか", await RefusalAsync(at, changed), StringComparison.Ordinal);
        at.Time.Advance(TimeSpan.FromDays(1));
        Assert.Contains("当日だけ", await RefusalAsync(at, old), StringComparison.Ordinal);

        await using var db = at.Ledger.CreateDbContext();
        Assert.DoesNotContain(await db.Doses.ToListAsync(TestContext.Current.CancellationToken), d => d.Status == RecordStatus.Cancelled);
    }

    [Fact]
    public void TheList_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        var sql = OwnEntriesDesk.Rows(db, OwnEntriesDesk.Today(db, A.Clerk, A.Now)).ToQueryString();

        Assert.Contains("ORDER BY", sql, StringComparison.Ordinal);
        Assert.Contains("TOP(", sql, StringComparison.Ordinal);
    }

    private static OwnEntriesDesk Desk(DeskFixture at) => new(at.Ledger, at.Time);

    private static async Task<string> RefusalAsync(DeskFixture at, Guid dose) =>
        (await Assert.ThrowsAsync<RuleException>(() => Desk(at).UndoAsync(A.Clerk, dose, Guid.CreateVersion7()))).Message;

    private static async Task<Guid> RegisterAsync(DeskFixture at, int number, Staff? by = null)
    {
        var registration = ARegistration.Of(at.Person, ("doseNumber", $"{number}"), ("vaccinatedOn", $"2021-{number + 1:00}-{at.Time.GetUtcNow().Minute % 28 + 1:00}"));
        var known = await new RegistrationDesk(at.Ledger, at.Time).OpenAsync(by ?? A.Clerk, at.Person.LedgerPersonId);
        var outcome = await new RegistrationDesk(at.Ledger, at.Time).RegisterAsync(by ?? A.Clerk, registration, known!.Doses.Select(d => d.DoseId).ToHashSet());
        return Assert.IsType<DoseOutcome.Saved>(outcome).Dose.DoseId;
    }

    private static async Task ChangeAsync(DeskFixture at, Guid dose)
    {
        var opened = await at.Desk.OpenAsync(A.Clerk, RecordKind.Dose, dose);
        await at.Desk.CorrectAsync(A.Clerk, RecordKind.Dose, dose, Ask.For(opened!.Texts, ("remarks", "会場で経過観察")));
    }
}
