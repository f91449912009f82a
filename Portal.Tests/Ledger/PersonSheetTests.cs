using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class PersonSheetTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(A.Now));

    [Theory, EveryEngine]
    public async Task ASheet_HoldsThePersonsOwnRecords_NewestFirst(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var (person, other) = (A.Person(), A.Person(residentNumber: "2"));
        ledger.Add(person, other, A.Dose(person, 1, "2021-06-20"), A.Dose(person, 2, "2021-07-11"), A.Dose(other, 3, "2022-02-01"));

        var view = await Sheet(ledger).OpenAsync(person.LedgerPersonId, A.Clerk, TestContext.Current.CancellationToken);

        Assert.Equal([2, 1], view!.Doses.Select(dose => dose.DoseNumber));
        Assert.Equal("花園四丁目1番2号", view.Person.Address);
        Assert.Equal(1, view.ViewersThisMonth);
    }

    [Theory, EveryEngine]
    public async Task EachOpening_IsLoggedOnce(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        ledger.Add(person);

        await Sheet(ledger).OpenAsync(person.LedgerPersonId, A.Clerk, TestContext.Current.CancellationToken);

        var entry = Assert.Single(await LogAsync(ledger));
        Assert.Equal((Operation.SheetOpened, OperationResult.Done, person.LedgerPersonId, A.Now), (entry.Operation, entry.Result, entry.LedgerPersonId, entry.At));
    }

    [Theory, EveryEngine]
    public async Task AnUnknownPerson_IsLoggedAsAFailure(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var id = Guid.NewGuid();

        Assert.Null(await Sheet(ledger).OpenAsync(id, A.Clerk, TestContext.Current.CancellationToken));

        var entry = Assert.Single(await LogAsync(ledger));
        Assert.Equal((OperationResult.Failed, id), (entry.Result, entry.SubjectId));
    }

    [Theory, EveryEngine]
    public async Task OpeningWithoutTheRight_IsRefusedAndLogged(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        ledger.Add(person);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Sheet(ledger).OpenAsync(person.LedgerPersonId, A.Administrator, TestContext.Current.CancellationToken));

        Assert.Equal(OperationResult.Denied, Assert.Single(await LogAsync(ledger)).Result);
    }

    [Theory, EveryEngine]
    public async Task Viewers_AreCountedByHeadsSinceTheFirstOfTheMonthInJapan(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        ledger.Add(person);
        var firstMoment = new DateTime(2026, 10, 31, 15, 0, 0, DateTimeKind.Utc);
        ledger.Add(
            OperationLogEntry.For(A.Manager, firstMoment.AddSeconds(-1), Operation.SheetOpened, person.LedgerPersonId),
            OperationLogEntry.For(A.OtherClerk, firstMoment, Operation.SheetOpened, person.LedgerPersonId),
            OperationLogEntry.For(A.OtherClerk, firstMoment.AddDays(1), Operation.SheetOpened, person.LedgerPersonId),
            OperationLogEntry.For(A.Viewer, firstMoment.AddDays(1), Operation.SheetOpened, person.LedgerPersonId, result: OperationResult.Denied));

        var view = await Sheet(ledger).OpenAsync(person.LedgerPersonId, A.Clerk, TestContext.Current.CancellationToken);

        Assert.Equal(2, view!.ViewersThisMonth);
    }

    [Theory, EveryEngine]
    public async Task AProtectedAddress_IsShownOnlyWithAReasonThatIsLogged(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        person.IsProtected = true;
        person.Building = "○○荘201号";
        ledger.Add(person);

        var view = await Sheet(ledger).OpenAsync(person.LedgerPersonId, A.Clerk, TestContext.Current.CancellationToken);
        Assert.Equal((null, null, null), (view!.Person.PostalCode, view.Person.Address, view.Person.Building));

        await Assert.ThrowsAsync<RuleException>(() => Sheet(ledger).ShowAddressAsync(person.LedgerPersonId, "確認", A.Clerk));
        await Assert.ThrowsAsync<RuleException>(() => Sheet(ledger).ShowAddressAsync(person.LedgerPersonId, "1234 5678 9018", A.Clerk));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => Sheet(ledger).ShowAddressAsync(person.LedgerPersonId, "本人からの申出", A.Viewer));
        var shown = await Sheet(ledger).ShowAddressAsync(person.LedgerPersonId, "本人からの申出", A.Clerk);

        Assert.Equal(("花園四丁目1番2号", "○○荘201号"), (shown.Address, shown.Building));
        Assert.Equal(
            [(OperationResult.Denied, null), (OperationResult.Done, "本人からの申出")],
            (await LogAsync(ledger)).Where(e => e.Operation == Operation.ProtectedAddressShown).Select(e => (e.Result, e.Purpose)).OrderBy(e => e.Purpose));
    }

    [Theory, EveryEngine]
    public async Task APrint_IsLoggedWithItsPurpose(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        ledger.Add(person);

        Assert.Equal(A.Now, await Sheet(ledger).RecordPrintAsync(person.LedgerPersonId, "本人への説明", A.Viewer));
        await Assert.ThrowsAsync<RuleException>(() => Sheet(ledger).RecordPrintAsync(person.LedgerPersonId, "", A.Viewer));

        var entry = Assert.Single(await LogAsync(ledger));
        Assert.Equal((Operation.SheetPrinted, "本人への説明", person.LedgerPersonId), (entry.Operation, entry.Purpose, entry.LedgerPersonId));
    }

    private PersonSheet Sheet(TestDb ledger) => new(ledger, _time);

    private static async Task<List<OperationLogEntry>> LogAsync(TestDb ledger)
    {
        await using var db = ledger.CreateDbContext();
        return await db.OperationLog.ToListAsync(TestContext.Current.CancellationToken);
    }
}
