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
        using var bench = new ImportBench(engine);
        var person = A.Person();
        bench.Ledger.Add(person);
        var file = Csv.Lines(Csv.Vrs("", Csv.Dose()));
        var run = await bench.ImportAsync(ImportKind.Vrs, file);

        await bench.HeldDesk.MatchAsync(await OnlyAsync(bench), person.LedgerPersonId, A.Clerk, Token);

        await using var db = bench.Ledger.CreateDbContext();
        var dose = await db.Doses.SingleAsync(Token);
        var held = await db.HeldLines.SingleAsync(Token);
        Assert.Equal((person.LedgerPersonId, run.ImportRunId), (dose.LedgerPersonId, dose.ImportRunId));
        Assert.Equal((HeldLineState.Matched, person.LedgerPersonId, "takahashi"), (held.State, held.MatchedPersonId, held.DecidedBy));
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.HeldLineMatched && e.LedgerPersonId == person.LedgerPersonId, Token));
        Assert.Equal(1, (await bench.ImportAsync(ImportKind.Vrs, file)).SameCount);
    }

    [Fact]
    public async Task Match_OverACorrectionByHand_TakesTheFile()
    {
        using var bench = new ImportBench();
        var person = A.Person();
        var dose = A.Dose(person, lot: "FA5715");
        dose.Source = DoseSource.Slip;
        bench.Ledger.Add(person, dose);
        await bench.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(lot: "FA0000"))));

        await bench.HeldDesk.MatchAsync(await OnlyAsync(bench), person.LedgerPersonId, A.Clerk, Token);

        await using var db = bench.Ledger.CreateDbContext();
        Assert.Equal("FA0000", (await db.Doses.SingleAsync(Token)).LotNumber);
        Assert.Single(await db.Revisions.ToListAsync(Token));
    }

    [Theory, EveryEngine]
    public async Task Match_OfAResident_GivesTheNumberToAPersonWithout(Engine engine)
    {
        using var bench = new ImportBench(engine);
        var person = A.Person(residentNumber: null);
        bench.Ledger.Add(person);
        await bench.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.ResidentHeader, Csv.Resident()));
        await using var db = bench.Ledger.CreateDbContext();
        var rows = await HeldLineList.LoadAsync(db, await db.ImportRuns.SingleAsync(Token), 0, Token);

        Assert.Equal(person.LedgerPersonId, rows.Single().Candidates.Single().LedgerPersonId);
        Assert.DoesNotContain(rows.Single().Values, v => v.Value.Contains("花園", StringComparison.Ordinal));
        await bench.HeldDesk.MatchAsync(rows[0].Line.HeldLineId, person.LedgerPersonId, A.Clerk, Token);

        Assert.Equal(Csv.Number, (await db.People.SingleAsync(Token)).ResidentNumber);
    }

    [Fact]
    public async Task Match_OfAResident_MayRegisterANewPerson()
    {
        using var bench = new ImportBench();
        bench.Ledger.Add(A.Person(residentNumber: null));
        await bench.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await bench.HeldDesk.MatchAsync(await OnlyAsync(bench), null, A.Clerk, Token);

        await using var db = bench.Ledger.CreateDbContext();
        Assert.Equal(2, await db.People.CountAsync(Token));
    }

    [Fact]
    public async Task Match_OfANumberAnotherHolds_IsRefused()
    {
        using var bench = new ImportBench();
        var other = A.Person(residentNumber: Csv.OtherNumber);
        other.IntegratedNumber = "2001";
        bench.Ledger.Add(A.Person(), other);
        await bench.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await Assert.ThrowsAsync<RuleException>(async () => await bench.HeldDesk.MatchAsync(await OnlyAsync(bench), other.LedgerPersonId, A.Clerk, Token));
    }

    [Theory, EveryEngine]
    public async Task Dismiss_SetsTheLineAside_AndASecondDecisionIsRefused(Engine engine)
    {
        using var bench = new ImportBench(engine);
        var person = A.Person();
        bench.Ledger.Add(person);
        var file = Csv.Lines(Csv.Vrs("77", Csv.Dose()));
        await bench.ImportAsync(ImportKind.Vrs, file);
        var held = await OnlyAsync(bench);

        await bench.HeldDesk.DismissAsync(held, A.Clerk, Token);

        await Assert.ThrowsAsync<RuleException>(() => bench.HeldDesk.MatchAsync(held, person.LedgerPersonId, A.OtherClerk, Token));
        Assert.Equal(1, (await bench.ImportAsync(ImportKind.Vrs, file)).SameCount);
        await using var db = bench.Ledger.CreateDbContext();
        Assert.Empty(await db.Doses.ToListAsync(Token));
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.HeldLineDismissed, Token));
    }

    [Fact]
    public async Task WithoutThePermission_IsDenied()
    {
        using var bench = new ImportBench();
        await bench.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs("77", Csv.Dose())));

        await Assert.ThrowsAsync<PermissionDeniedException>(async () => await bench.HeldDesk.DismissAsync(await OnlyAsync(bench), A.Manager, Token));
    }

    private static async Task<Guid> OnlyAsync(ImportBench bench)
    {
        await using var db = bench.Ledger.CreateDbContext();
        return (await db.HeldLines.SingleAsync(Token)).HeldLineId;
    }
}
