using Microsoft.EntityFrameworkCore;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange;

public class VrsImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Vrs_BringsEachDose_WithItsSource(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        var person = A.Person();
        fixture.Ledger.Add(person,
            new Institution { InstitutionId = Guid.CreateVersion7(), Code = "0110113719", Name = "うしお内科クリニック" },
            new VaccineLot { LotNumber = "EX3617", ProductCode = "comirnaty-original" });

        var run = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs("   1204873", Csv.Dose(), Csv.NoDose, Csv.Dose(day: "20220310", lot: "ff9942"))));

        await using var db = fixture.Ledger.CreateDbContext();
        var doses = await db.Doses.OrderBy(d => d.DoseNumber).ToListAsync(Token);
        Assert.Equal([1, 3], doses.Select(d => d.DoseNumber));
        Assert.All(doses, d => Assert.Equal((person.LedgerPersonId, DoseSource.Vrs, run.ImportRunId, 1), (d.LedgerPersonId, d.Source, d.ImportRunId, d.ImportLine)));
        Assert.Equal(("0110113719", "comirnaty-original", "EX3617"), (doses[0].InstitutionCode, doses[0].ProductCode, doses[0].LotNumber));
        Assert.Equal(new DateTime(2021, 6, 20, 1, 15, 0, DateTimeKind.Utc), doses[0].RecordedAt);
        Assert.Contains("ff9942", doses[1].SourceText, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (run.Number, run.NewCount, run.HeldCount));
        Assert.Equal(1, await db.OperationLog.CountAsync(e => e.Operation == Operation.ImportApplied && e.SubjectId == run.ImportRunId, Token));
        Assert.Empty(fixture.FilesLeft);
    }

    [Theory, EveryEngine]
    public async Task ACorrectedFile_ChangesTheRecord_AndKeepsTheOldValue(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));

        var run = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(day: "20210621", lot: "FA5715"))));

        Assert.Equal(new ImportTotals(1, 0, 1, 0, 0, 0), ImportTotals.Of(run));
        await using var db = fixture.Ledger.CreateDbContext();
        var dose = await db.Doses.SingleAsync(Token);
        var revision = await db.Revisions.Include(r => r.Changes).SingleAsync(Token);
        Assert.Equal((A.Day("2021-06-21"), "FA5715"), (dose.VaccinatedOn, dose.LotNumber));
        Assert.Equal((RevisionAct.Import, run.ImportRunId, dose.Version), (revision.Act, revision.ImportRunId, revision.ToVersion));
        Assert.Equal([("lotNumber", "EX3617", "FA5715"), ("vaccinatedOn", "2021-06-20", "2021-06-21")],
            revision.Changes.OrderBy(c => c.Field).Select(c => (c.Field, c.OldValue, c.NewValue)));
    }

    [Theory, EveryEngine]
    public async Task ADoseCorrectedByHand_StaysForTheOldFile_AndIsHeldForAThirdValue(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));
        await CorrectLotByHandAsync(fixture, "FA5715");

        var same = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));
        var held = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(lot: "FA0000"))));

        Assert.Equal((1, 1), (same.SameCount, held.HeldCount));
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal("FA5715", (await db.Doses.SingleAsync(Token)).LotNumber);
        Assert.Contains("台帳で訂正済み: 1回目のロット番号", (await db.HeldLines.SingleAsync(Token)).Reason, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ADoseCancelledByHand_DoesNotComeBackWithTheFile(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())));
        await using (var db = fixture.Ledger.CreateDbContext())
        {
            await db.Doses.ExecuteUpdateAsync(u => u.SetProperty(d => d.Status, RecordStatus.Cancelled), Token);
        }

        Assert.Equal(1, (await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose())))).SameCount);
    }

    [Fact]
    public async Task ADoseEnteredFromASlip_IsNotReplacedByTheFile()
    {
        using var fixture = new ImportFixture();
        var person = A.Person();
        var dose = A.Dose(person, lot: "FA5715");
        dose.Source = DoseSource.Slip;
        fixture.Ledger.Add(person, dose);

        var run = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose(lot: "FA0000"))));

        Assert.Equal(1, run.HeldCount);
    }

    [Theory]
    [InlineData("999", "この宛名番号の人が台帳にいません。")]
    [InlineData("", "券番号の発行先も台帳にありません。")]
    public async Task ALineOfNobody_IsHeld(string number, string reason)
    {
        using var fixture = new ImportFixture();

        await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(number, Csv.Dose())));

        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Contains(reason, (await db.HeldLines.SingleAsync(Token)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoLinesOfOnePerson_TheSecondIsHeld_UnlessItSaysTheSame()
    {
        using var fixture = new ImportFixture();
        fixture.Ledger.Add(A.Person());
        var line = Csv.Vrs(Csv.Number, Csv.Dose());

        var run = await fixture.ImportAsync(ImportKind.Vrs, Csv.Lines(line, line, Csv.Vrs(Csv.Number, Csv.Dose(day: "20210622"))));

        Assert.Equal(new ImportTotals(3, 1, 0, 1, 1, 0), ImportTotals.Of(run));
    }

    private static async Task CorrectLotByHandAsync(ImportFixture fixture, string lot)
    {
        await using var db = fixture.Ledger.CreateDbContext();
        var dose = await db.Doses.SingleAsync(Token);
        var id = Guid.CreateVersion7();
        db.Add(new Revision
        {
            RevisionId = id,
            LedgerPersonId = dose.LedgerPersonId,
            RecordKind = RecordKind.Dose,
            RecordId = dose.DoseId,
            Act = RevisionAct.Correct,
            RequestedBy = "takahashi",
            RequestedByName = "高橋 恵",
            Terminal = "窓口2",
            RequestedAt = A.Now,
            AppliedAt = A.Now,
            Changes = [new() { RevisionId = id, Field = "lotNumber", OldValue = dose.LotNumber, NewValue = lot }],
        });
        dose.LotNumber = lot;
        dose.Version = Guid.CreateVersion7();
        await db.SaveChangesAsync(Token);
    }
}
