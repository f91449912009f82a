using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange;
using Xunit;

namespace Portal.Tests.Exchange;

public class HeldLineDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Match_GivesTheDosesToThePersonChosen_AndIsRememberedForTheNextFile(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var person = A.Person();
        fixture.Ledger.Add(person);
        var file = Csv.Lines(Csv.Vrs("", Csv.Dose()));
        var run = await fixture.ImportAsync(ImportKind.Vrs, file);

        await fixture.HeldDesk.MatchAsync(await OnlyAsync(fixture), person.LedgerPersonId, A.Clerk, Token);

        await using var db = fixture.Ledger.CreateDbContext();
        var dose = await db.Doses.SingleAsync(Token);
        var held = await db.HeldLines.SingleAsync(Token);
        Assert.Equal((person.LedgerPersonId, run.ImportRunId), (dose.LedgerPersonId, dose.ImportRunId));
        Assert.Equal((HeldLineState.Matched, person.LedgerPersonId, "takahashi"), (held.State, held.MatchedPersonId, held.DecidedBy));
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.HeldLineMatched && e.LedgerPersonId == person.LedgerPersonId, Token));
        Assert.Equal(1, (await fixture.ImportAsync(ImportKind.Vrs, file)).SameCount);
    }

    [Fact]
    public async Task Match_OverACorrectionByHand_TakesTheFile()
    {
        using var fixture = new ImportFixture();
        var person = A.Person();
        var dose = A.Dose(person, lot: "FA5715");
        dose.Source = DoseSource.Slip;
        fixture.Ledger.Add(person, dose);
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(lot: "FA0000"))));

        await fixture.HeldDesk.MatchAsync(await OnlyAsync(fixture), person.LedgerPersonId, A.Clerk, Token);

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal("FA0000", (await db.Doses.SingleAsync(Token)).LotNumber);
        Assert.Single(await db.Revisions.ToListAsync(Token));
    }

    [Theory, EveryEngine]
    public async Task Match_OfAResident_GivesTheNumberToAPersonWithout(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var person = A.Person(residentNumber: null);
        fixture.Ledger.Add(person);
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.ResidentHeader, Csv.Resident()));
        await using var db = fixture.Ledger.CreateDbContext();
        var rows = await HeldLineList.LoadAsync(db, await db.ImportRuns.SingleAsync(Token), 0, Token);

        Assert.Equal(person.LedgerPersonId, rows.Single().Candidates.Single().LedgerPersonId);
        Assert.DoesNotContain(rows.Single().Values, v => v.Value.Contains("花園", StringComparison.Ordinal));
        await fixture.HeldDesk.MatchAsync(rows[0].Line.HeldLineId, person.LedgerPersonId, A.Clerk, Token);

        Assert.Equal(Csv.Number, (await db.People.SingleAsync(Token)).ResidentNumber);
    }

    [Fact]
    public async Task Match_OfAResident_MayRegisterANewPerson()
    {
        using var fixture = new ImportFixture();
        fixture.Ledger.Add(A.Person(residentNumber: null));
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await fixture.HeldDesk.MatchAsync(await OnlyAsync(fixture), null, A.Clerk, Token);

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(2, await db.People.CountAsync(Token));
    }

    [Fact]
    public async Task Match_OfANumberAnotherHolds_IsRefused()
    {
        using var fixture = new ImportFixture();
        var other = A.Person(residentNumber: Csv.OtherNumber);
        other.IntegratedNumber = "2001";
        fixture.Ledger.Add(A.Person(), other);
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await Assert.ThrowsAsync<RuleException>(async () => await fixture.HeldDesk.MatchAsync(await OnlyAsync(fixture), other.LedgerPersonId, A.Clerk, Token));
    }

    [Theory, EveryEngine]
    public async Task Dismiss_SetsTheLineAside_AndASecondDecisionIsRefused(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var person = A.Person();
        fixture.Ledger.Add(person);
        var file = Csv.Lines(Csv.Vrs("77", Csv.Dose()));
        await fixture.ImportAsync(ImportKind.Vrs, file);
        var held = await OnlyAsync(fixture);

        await fixture.HeldDesk.DismissAsync(held, A.Clerk, Token);

        await Assert.ThrowsAsync<RuleException>(() => fixture.HeldDesk.MatchAsync(held, person.LedgerPersonId, A.OtherClerk, Token));
        Assert.Equal(1, (await fixture.ImportAsync(ImportKind.Vrs, file)).SameCount);
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Empty(await db.Doses.ToListAsync(Token));
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.HeldLineDismissed, Token));
    }

    [Fact]
    public async Task WithoutThePermission_IsDenied()
    {
        using var fixture = new ImportFixture();
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs("77", Csv.Dose())));

        await Assert.ThrowsAsync<PermissionDeniedException>(async () => await fixture.HeldDesk.DismissAsync(await OnlyAsync(fixture), A.Manager, Token));
    }

    private static async Task<Guid> OnlyAsync(ImportFixture fixture)
    {
        await using var db = fixture.Ledger.CreateDbContext();
        return (await db.HeldLines.SingleAsync(Token)).HeldLineId;
    }
}
