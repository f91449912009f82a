using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public class RegistrationDeskTests
{
    private static readonly HashSet<Guid> NoneChecked = [];

    private readonly LedgerPerson _person = A.Person();

    [Theory, EveryEngine]
    public async Task Register_SavesTheDose_ItsRevision_AndTheLogEntry(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);
        var registration = ARegistration.Of(_person);

        var outcome = await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked);

        await using var db = ledger.CreateDbContext();
        var dose = await db.Doses.SingleAsync(TestContext.Current.CancellationToken);
        var revision = await db.Revisions.SingleAsync(TestContext.Current.CancellationToken);
        var entry = await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(registration.DoseId, Assert.IsType<DoseOutcome.Saved>(outcome).Dose.DoseId);
        Assert.Equal((registration.DoseId, "FJ7489", A.Now), (dose.DoseId, dose.LotNumber, dose.CreatedAt));
        Assert.Equal((RevisionAct.Register, RevisionState.Applied, dose.DoseId, (Guid?)dose.Version), (revision.Act, revision.State, revision.RecordId, revision.ToVersion));
        Assert.Equal((Operation.DoseRegistered, OperationResult.Done, _person.LedgerPersonId, dose.DoseId), (entry.Operation, entry.Result, entry.LedgerPersonId!.Value, entry.SubjectId!.Value));
    }

    [Theory, EveryEngine]
    public async Task Register_WithARefusedItem_LeavesNoTrace(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);

        var refusal = await Assert.ThrowsAsync<FieldProblemsException>(() =>
            Desk(ledger).RegisterAsync(A.Clerk, ARegistration.Of(_person, ("vaccinatedOn", "2024-04-01")), NoneChecked));

        Assert.Equal("vaccinatedOn", Assert.Single(refusal.Problems).Field);
        Assert.Equal((0, 0, 0), await CountsAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task Register_ByAViewer_IsDenied_AndTheDenialIsLogged(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(ledger).RegisterAsync(A.Viewer, ARegistration.Of(_person), NoneChecked));

        await using var db = ledger.CreateDbContext();
        var entry = await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Operation.DoseRegistered, OperationResult.Denied, A.Viewer.AccountId), (entry.Operation, entry.Result, entry.AccountId));
        Assert.Equal(0, await db.Doses.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryEngine]
    public async Task Register_PressedTwice_SavesOneRow_AndSaysSavedTwice(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);
        var registration = ARegistration.Of(_person);

        var first = await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked);
        var second = await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked);

        Assert.Equal(((DoseOutcome.Saved)first).Dose.DoseId, Assert.IsType<DoseOutcome.Saved>(second).Dose.DoseId);
        Assert.Equal((1, 1, 1), await CountsAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task Register_TheSameIdWithOtherContents_IsNotSilentlyTakenForSaved(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);
        var registration = ARegistration.Of(_person);
        await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked);
        var changed = ARegistration.Of(_person, ("lotNumber", "FK0108")) with { DoseId = registration.DoseId };

        var refusal = await Assert.ThrowsAsync<RuleException>(() => Desk(ledger).RegisterAsync(A.Clerk, changed, NoneChecked));

        Assert.Contains("すでに登録されています", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), await CountsAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task Register_ADuplicate_IsShownFirst_AndSavedWhenSaidToBeAnotherDose(Engine engine)
    {
        var known = A.Dose(_person, 1, "2021-06-21");
        using var ledger = LedgerWith(engine, _person, known);
        var registration = ARegistration.Of(_person);

        var shown = Assert.IsType<DoseOutcome.Duplicates>(await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked));
        Assert.Equal([known.DoseId], shown.Doses.Select(d => d.DoseId));
        Assert.Equal((1, 0, 0), await CountsAsync(ledger));

        Assert.IsType<DoseOutcome.Saved>(await Desk(ledger).RegisterAsync(A.Clerk, registration, new HashSet<Guid> { known.DoseId }));
        Assert.Equal((2, 1, 1), await CountsAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task Register_ByTwoClerksFromTheSameView_ShowsTheSecondTheFirstOnesDose(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);
        var second = ARegistration.Of(_person);
        Assert.Empty((await Desk(ledger).PreviewAsync(A.OtherClerk, second)).Duplicates);

        await Desk(ledger).RegisterAsync(A.Clerk, ARegistration.Of(_person), NoneChecked);
        var outcome = await Desk(ledger).RegisterAsync(A.OtherClerk, second, NoneChecked);

        Assert.Single(Assert.IsType<DoseOutcome.Duplicates>(outcome).Doses);
        Assert.Equal((1, 1, 1), await CountsAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task Register_ManyAtOnce_LetsOneThrough(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Task.Run(() => Desk(ledger).RegisterAsync(A.Clerk, ARegistration.Of(_person), NoneChecked))));

        Assert.Single(outcomes.OfType<DoseOutcome.Saved>());
        Assert.Equal(5, outcomes.OfType<DoseOutcome.Duplicates>().Count());
        Assert.Equal((1, 1, 1), await CountsAsync(ledger));
    }

    [Theory, EveryEngine]
    public async Task Register_LeavesThePersonsOwnVersion_SoTheirHistoryHasNoGap(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person);

        await Desk(ledger).RegisterAsync(A.Clerk, ARegistration.Of(_person), NoneChecked);

        await using var db = ledger.CreateDbContext();
        Assert.Equal(_person.Version, (await db.People.SingleAsync(TestContext.Current.CancellationToken)).Version);
    }

    [Theory, EveryEngine]
    public async Task Warnings_AreSaid_AndDoNotBlock(Engine engine)
    {
        var other = A.Person(residentNumber: "0001204999");
        using var ledger = LedgerWith(engine, _person, other, A.Dose(_person, 1, "2021-06-20"), new Coupon
        {
            CouponId = Guid.CreateVersion7(),
            LedgerPersonId = other.LedgerPersonId,
            MunicipalityCode = "012033",
            CouponNumber = "0012345678",
            Kind = 1,
            DoseNumber = 2,
            CreatedAt = A.Now,
        });
        var registration = ARegistration.Of(
            _person, ("doseNumber", "2"), ("vaccinatedOn", "2021-06-30"), ("productCode", "comirnaty-ba1"), ("institutionName", "見知らぬ医院"), ("couponNumber", "0012345678"));

        var warnings = (await Desk(ledger).PreviewAsync(A.Clerk, registration)).Warnings;

        Assert.Contains(warnings, w => w.Contains("間隔が10日です", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("FJ7489 はコミナティ筋注（起源株）のロットです", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("医療機関が一覧にありません", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("この券番号は別の人", StringComparison.Ordinal));
        Assert.IsType<DoseOutcome.Saved>(await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked));
    }

    [Theory, EveryEngine]
    public async Task Open_IsALook_AndIsLogged(Engine engine)
    {
        using var ledger = LedgerWith(engine, _person, A.Dose(_person));

        var sheet = await Desk(ledger).OpenAsync(A.Clerk, _person.LedgerPersonId);

        await using var db = ledger.CreateDbContext();
        Assert.Single(sheet!.Doses);
        Assert.Equal(Operation.SheetOpened, (await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken)).Operation);
        Assert.Null(await Desk(ledger).OpenAsync(A.Clerk, Guid.CreateVersion7()));
    }

    private static RegistrationDesk Desk(TestDb ledger) => new(ledger, new FakeTimeProvider(A.Now));

    private static TestDb LedgerWith(Engine engine, params object[] rows)
    {
        var ledger = TestDb.On(engine);
        ledger.Add([.. rows, .. KnownLots.All(), new Institution { InstitutionId = Guid.CreateVersion7(), Name = "うしお内科クリニック" }]);
        return ledger;
    }

    private static async Task<(int Doses, int Revisions, int Entries)> CountsAsync(TestDb ledger)
    {
        await using var db = ledger.CreateDbContext();
        return (await db.Doses.CountAsync(), await db.Revisions.CountAsync(), await db.OperationLog.CountAsync());
    }
}
