using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange;

public class ImportUndoDeskTests
{
    private const string Reason = "別の月のファイルを取り込んだため";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WhatAnImportBrought_IsCancelled_AndCanBeImportedAgain(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        var file = Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(), Csv.Dose(day: "20210711")), Csv.Vrs("77", Csv.Dose(), Csv.NoDose));
        var run = await fixture.ImportAsync(ImportKind.Vrs, file);

        var result = await fixture.UndoDesk.UndoAsync(run.ImportRunId, Reason, A.Manager, Token);

        Assert.Equal((2, 0, 1, 0), (result.Cancelled, result.Restored, result.HeldClosed, result.Kept.Count));
        await using (var db = fixture.Ledger.CreateDbContext())
        {
            Assert.All(await db.Doses.ToListAsync(Token), d => Assert.Equal(RecordStatus.Cancelled, d.Status));
            Assert.Equal(2, await db.Revisions.CountAsync(r => r.Act == RevisionAct.UndoImport && r.ReasonText == Reason, Token));
            var undone = await db.ImportRuns.SingleAsync(Token);
            Assert.Equal((ImportState.Undone, "吉田 明"), (undone.State, undone.UndoneByName));
            Assert.Equal(Reason, (await db.OperationLog.SingleAsync(e => e.Operation == Operation.ImportUndone, Token)).Purpose);
        }

        var again = await fixture.ImportAsync(ImportKind.Vrs, file);
        Assert.Equal(new ImportTotals(2, 1, 0, 0, 1, 0), ImportTotals.Of(again));
    }

    [Theory, EveryEngine]
    public async Task WhatAnImportChanged_IsRestored(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(building: "潮見荘101")));
        var run = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(name: "鈴木 和子", reason: "転出", movedOn: "20230401")));

        var result = await fixture.UndoDesk.UndoAsync(run.ImportRunId, Reason, A.Manager, Token);

        Assert.Equal(1, result.Restored);
        await using var db = fixture.Ledger.CreateDbContext();
        var person = await db.People.Include(p => p.Residence).SingleAsync(Token);
        Assert.Equal(("佐藤 和子", "潮見荘101", (DateOnly?)null, "2010-04-01/"), (person.Name, person.Building, person.MovedOutOn, ResidenceSpan.ToText(person.Residence)));
        Assert.Equal(person.Version, (await db.Revisions.SingleAsync(r => r.Act == RevisionAct.UndoImport, Token)).ToVersion);
    }

    [Theory, EveryEngine]
    public async Task WhatChangedSince_IsKept_AndListed(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        var first = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));
        var second = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(lot: "FA5715"))));
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(lot: "FA5716"))));

        var undoSecond = await fixture.UndoDesk.UndoAsync(second.ImportRunId, Reason, A.Manager, Token);
        var undoFirst = await fixture.UndoDesk.UndoAsync(first.ImportRunId, Reason, A.Manager, Token);

        Assert.Equal((0, 1), (undoSecond.Restored, undoSecond.Kept.Count));
        Assert.Equal((0, 1), (undoFirst.Cancelled, undoFirst.Kept.Count));
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(("FA5716", RecordStatus.Active), await db.Doses.Select(d => ValueTuple.Create(d.LotNumber, d.Status)).SingleAsync(Token));
    }

    [Fact]
    public async Task APersonWithDosesOfAnotherImport_Stays()
    {
        using var fixture = new ImportFixture();
        var people = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident(), Csv.Resident(number: Csv.OtherNumber, integrated: "3")));
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));

        var result = await fixture.UndoDesk.UndoAsync(people.ImportRunId, Reason, A.Manager, Token);

        Assert.Equal((1, 1), (result.Cancelled, result.Kept.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task WithoutAReason_IsRefused(string reason)
    {
        using var fixture = new ImportFixture();
        var run = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await Assert.ThrowsAsync<RuleException>(() => fixture.UndoDesk.UndoAsync(run.ImportRunId, reason, A.Manager, Token));
    }

    [Fact]
    public async Task Twice_IsRefused()
    {
        using var fixture = new ImportFixture();
        var run = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));
        await fixture.UndoDesk.UndoAsync(run.ImportRunId, Reason, A.Manager, Token);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => fixture.UndoDesk.UndoAsync(run.ImportRunId, Reason, A.Manager, Token));

        Assert.Contains("取り消し済み", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByTheClerkWhoImported_IsDeniedAndLogged()
    {
        using var fixture = new ImportFixture();
        var run = await fixture.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.Resident()));

        await Assert.ThrowsAsync<PermissionDeniedException>(() => fixture.UndoDesk.UndoAsync(run.ImportRunId, Reason, A.Clerk, Token));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.ImportUndone && e.Result == OperationResult.Denied, Token));
    }
}
