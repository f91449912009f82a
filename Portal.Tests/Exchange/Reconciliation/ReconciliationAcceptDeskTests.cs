using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Reconciliation;
using Portal.Tests.Exchange.Vrs;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

public class ReconciliationAcceptDeskTests
{
    private const string Reason = "VRS の画面で確かめた";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutThePermission_NothingIsAccepted_NorRegistered()
    {
        using var fixture = new ReconciliationFixture();
        var rows = await DifferingAsync(fixture);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => fixture.Accepting.AcceptAsync(A.Viewer, ReconciliationFixture.Seen(rows), Reason, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => fixture.Registering.RegisterAsync(A.Viewer, ReconciliationFixture.Seen(rows), Reason, Token));

        Assert.Equal("EX3617", (await fixture.DoseAsync(fixture.Doses[0].DoseId)).LotNumber);
    }

    [Theory, EveryEngine]
    public async Task Accept_IsACorrection_WithReasonRevisionAndLog_AndCanBeTakenBack(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var rows = await DifferingAsync(fixture);

        var outcome = await fixture.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(rows), Reason, Token);

        Assert.Equal((2, 0, 0), (outcome.Done, outcome.Waiting, outcome.Refused.Count));
        await using var db = fixture.Ledger.CreateDbContext();
        var revision = await db.Revisions.Include(r => r.Changes).SingleAsync(Token);
        Assert.Equal([("doctor", "潮 一郎", "潮 二郎"), ("lotNumber", "EX3617", "FA5715")], revision.Changes.OrderBy(c => c.Field).Select(c => (c.Field, c.OldValue!, c.NewValue!)));
        Assert.Equal((RevisionAct.Correct, $"VRS 突合 第1号: {Reason}"), (revision.Act, revision.ReasonText));
        Assert.All(await db.ReconciliationDifferences.ToListAsync(Token), row => Assert.Equal((ReconciliationDifferenceState.Accepted, revision.RevisionId, "高橋 恵"), (row.State, row.RevisionId, row.DecidedByName)));
        Assert.Equal(fixture.People[0].LedgerPersonId, Assert.Single(await fixture.LogAsync(Operation.CorrectionMade)).LedgerPersonId);
        Assert.Equal(Reason, Assert.Single(await fixture.LogAsync(Operation.VrsDifferencesAccepted)).Purpose);

        await fixture.Corrections.TakeBackAsync(A.Clerk, revision.RevisionId, Guid.CreateVersion7(), new(ReasonKind.OperatorError));
        Assert.Equal("EX3617", (await fixture.DoseAsync(fixture.Doses[0].DoseId)).LotNumber);
    }

    [Theory, EveryEngine]
    public async Task ARowWhoseLedgerValueChangedSince_IsRefusedInWords_AndTheOthersAreAccepted(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var rows = await DifferingAsync(fixture);
        await fixture.ChangeAsync(fixture.Doses[0].DoseId, d => d.LotNumber = "EY0000");

        var outcome = await fixture.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(rows), Reason, Token);

        Assert.Equal(1, outcome.Done);
        Assert.Contains("突合のあとで台帳の値が変わっています", Assert.Single(outcome.Refused).Why, StringComparison.Ordinal);
        var dose = await fixture.DoseAsync(fixture.Doses[0].DoseId);
        Assert.Equal(("EY0000", "潮 二郎"), (dose.LotNumber, dose.Doctor));
    }

    [Fact]
    public async Task ADoseCancelledSince_AndARowDecidedBefore_AreRefused()
    {
        using var fixture = new ReconciliationFixture();
        var rows = await DifferingAsync(fixture);
        await fixture.Accepting.SetAsideAsync(A.OtherClerk, ReconciliationFixture.Seen(rows[0]), "紙の予診票が正しい", Token);
        await fixture.ChangeAsync(fixture.Doses[0].DoseId, d => d.Status = RecordStatus.Cancelled);

        var outcome = await fixture.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(rows), Reason, Token);

        Assert.Equal(0, outcome.Done);
        Assert.Equal([ReconciliationWords.Decided, ReconciliationWords.Gone], outcome.Refused.Select(r => r.Why));
    }

    [Fact]
    public async Task WhereTheCityAsksForASecondPerson_TheAcceptanceWaits()
    {
        using var fixture = new ReconciliationFixture(policy: new ApprovalPolicy(["lotNumber"]));
        var lot = (await DifferingAsync(fixture)).Single(r => r.Field == "lotNumber");

        var outcome = await fixture.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(lot), Reason, Token);

        Assert.Equal((1, 1), (outcome.Done, outcome.Waiting));
        Assert.Equal("EX3617", (await fixture.DoseAsync(fixture.Doses[0].DoseId)).LotNumber);
    }

    [Theory, EveryEngine]
    public async Task Register_BringsTheDoseAsAnImportWould_OnceOnly(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        fixture.Ledger.Add(
            new Institution { InstitutionId = Guid.CreateVersion7(), Code = "0110113719", Name = "うしお内科クリニック" },
            new VaccineLot { LotNumber = "FF9942", ProductCode = "comirnaty-original" });
        var row = await OnlyThereAsync(fixture);

        var outcome = await fixture.Registering.RegisterAsync(A.Clerk, ReconciliationFixture.Seen(row), Reason, Token);
        var again = await fixture.Registering.RegisterAsync(A.Clerk, ReconciliationFixture.Seen(row), Reason, Token);

        Assert.Equal((1, 0, ReconciliationWords.Decided), (outcome.Done, again.Done, Assert.Single(again.Refused).Why));
        var dose = (await fixture.DosesAsync(fixture.People[0]))[2];
        Assert.Equal((3, A.Day("2022-03-10"), DoseSource.Vrs, "FF9942", "comirnaty-original", "0110113719"),
            (dose.DoseNumber, dose.VaccinatedOn, dose.Source, dose.LotNumber, dose.ProductCode, dose.InstitutionCode));
        await using var db = fixture.Ledger.CreateDbContext();
        var revision = await db.Revisions.SingleAsync(r => r.RecordId == dose.DoseId, Token);
        Assert.Equal((RevisionAct.Register, $"VRS 突合: {Reason}"), (revision.Act, revision.ReasonText));
        Assert.Equal(fixture.People[0].LedgerPersonId, Assert.Single(await fixture.LogAsync(Operation.DoseRegistered)).LedgerPersonId);
    }

    [Fact]
    public async Task Register_OfADoseSomebodyHasRegisteredSince_IsRefused()
    {
        using var fixture = new ReconciliationFixture();
        var row = await OnlyThereAsync(fixture);
        fixture.Ledger.Add(A.Dose(fixture.People[0], 3, "2022-03-10"));

        var outcome = await fixture.Registering.RegisterAsync(A.Clerk, ReconciliationFixture.Seen(row), Reason, Token);

        Assert.Equal((0, ReconciliationWords.AlreadyThere), (outcome.Done, Assert.Single(outcome.Refused).Why));
        Assert.Equal(3, (await fixture.DosesAsync(fixture.People[0])).Count);
    }

    [Theory, EveryEngine]
    public async Task SetAside_IsNotAskedAgain_WhileNeitherSideChanges(Engine engine)
    {
        using var fixture = new ReconciliationFixture(engine);
        var rows = await DifferingAsync(fixture);
        await fixture.Accepting.SetAsideAsync(A.Clerk, ReconciliationFixture.Seen(rows), "紙の予診票が正しい", Token);

        var second = await fixture.RowsAsync(await fixture.RunAsync(Changed(fixture)));
        var third = await fixture.RowsAsync(await fixture.RunAsync(Changed(fixture, lot: "FA0000")));

        Assert.All(second, r => Assert.Equal((ReconciliationDifferenceState.SetAside, "紙の予診票が正しい"), (r.State, r.Reason)));
        Assert.Equal(["lotNumber"], third.Where(r => r.State == ReconciliationDifferenceState.Open).Select(r => r.Field));
    }

    [Fact]
    public async Task AReason_IsAskedFor()
    {
        using var fixture = new ReconciliationFixture();
        var rows = await DifferingAsync(fixture);

        await Assert.ThrowsAsync<RuleException>(() => fixture.Accepting.AcceptAsync(A.Clerk, ReconciliationFixture.Seen(rows), " ", Token));
        await Assert.ThrowsAsync<RuleException>(() => fixture.Accepting.SetAsideAsync(A.Clerk, ReconciliationFixture.Seen(rows), null, Token));
    }

    internal static List<VrsEntry> Changed(ReconciliationFixture fixture, string lot = "FA5715")
    {
        var file = fixture.Agreeing;
        file[0] = file[0] with { Lot = lot, Doctor = "潮 二郎" };
        return file;
    }

    private static async Task<List<ReconciliationDifference>> DifferingAsync(ReconciliationFixture fixture) => await fixture.RowsAsync(await fixture.RunAsync(Changed(fixture)));

    private static async Task<ReconciliationDifference> OnlyThereAsync(ReconciliationFixture fixture) => Assert.Single(await fixture.RowsAsync(
        await fixture.RunAsync([.. fixture.Agreeing, fixture.Agreeing[0] with { DoseNumber = 3, Day = "20220310", Lot = "ff9942" }])));
}
