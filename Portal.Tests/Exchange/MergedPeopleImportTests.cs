using Microsoft.EntityFrameworkCore;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Features.Corrections.Merging;
using Xunit;

namespace Portal.Tests.Exchange;

/// <summary>The city's files still name people by the number of a record that was merged.</summary>
public sealed class MergedPeopleImportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task DosesAndCoupons_OfSomebodyMerged_GoToTheKeeper(Engine engine)
    {
        using var at = new ImportFixture(engine);
        var keeper = Merge(at);

        await at.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.OtherNumber, Csv.Dose())));
        await at.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.CouponHeader, Csv.Coupon(Csv.OtherNumber)));

        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(
            (keeper.LedgerPersonId, keeper.LedgerPersonId),
            ((await db.Doses.SingleAsync(Stop)).LedgerPersonId, (await db.Coupons.SingleAsync(Stop)).LedgerPersonId));
    }

    /// <summary>Two lines about one person, each with an address of its own, would change it to and fro with every import.</summary>
    [Theory, EveryEngine]
    public async Task AResidentsLine_OfSomebodyMerged_IsHeld_AndTheKeepersIsTaken(Engine engine)
    {
        using var at = new ImportFixture(engine);
        var keeper = Merge(at);

        await at.ImportAsync(ImportKind.Residents, Csv.Lines(
            Csv.ResidentHeader, Csv.Resident(Csv.OtherNumber, integrated: "", address: "色内一丁目2番3号"), Csv.Resident(integrated: "", address: "入船五丁目6番7号")));

        await using var db = at.Ledger.CreateDbContext();
        Assert.Contains("別の宛名番号の人に統合", (await db.HeldLines.SingleAsync(Stop)).Reason, StringComparison.Ordinal);
        Assert.Equal("入船五丁目6番7号", (await db.People.SingleAsync(p => p.LedgerPersonId == keeper.LedgerPersonId, Stop)).Address);
        Assert.Equal(2, await db.People.CountAsync(Stop));
    }

    /// <summary>The keeper came with the import that is taken back: without them the other would lead nowhere.</summary>
    [Theory, EveryEngine]
    public async Task WhoHoldsAnother_StaysWhenTheirImportIsTakenBack(Engine engine)
    {
        using var at = new ImportFixture(engine);
        await at.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.ResidentHeader, Csv.Resident(Csv.OtherNumber, integrated: "")));
        var run = await at.ImportAsync(ImportKind.Residents, Csv.Lines(Csv.ResidentHeader, Csv.Resident(integrated: "")));
        await MergeAsync(at, keeper: Csv.Number, other: Csv.OtherNumber);

        var result = await at.UndoDesk.UndoAsync(run.ImportRunId, "別の日のファイルだった", A.Manager, Stop);

        Assert.Equal((0, 1), (result.Cancelled, result.Kept.Count));
        await using var db = at.Ledger.CreateDbContext();
        Assert.All(await db.People.ToListAsync(Stop), p => Assert.Equal(RecordStatus.Active, p.Status));
    }

    /// <summary>What goes back is filed, and looked at again, under whose the record is now.</summary>
    [Theory, EveryEngine]
    public async Task ADose_ThatWentToTheKeeper_GoesBackThere_WithItsFinding(Engine engine)
    {
        using var at = new ImportFixture(engine);
        var (keeper, other) = (A.Person(), A.Person(residentNumber: Csv.OtherNumber));
        at.Ledger.Add(keeper, other);
        await at.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.OtherNumber, Csv.Dose())));
        var run = await at.ImportAsync(ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.OtherNumber, Csv.Dose(lot: "EX36"))));
        await MergeAsync(at, keeper: Csv.Number, other: Csv.OtherNumber);

        await at.UndoDesk.UndoAsync(run.ImportRunId, "別の日のファイルだった", A.Manager, Stop);

        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(("EX3617", keeper.LedgerPersonId), ((await db.Doses.SingleAsync(Stop)).LotNumber, (await db.Doses.SingleAsync(Stop)).LedgerPersonId));
        Assert.Equal(keeper.LedgerPersonId, (await db.Revisions.SingleAsync(r => r.Act == RevisionAct.UndoImport, Stop)).LedgerPersonId);
        Assert.False(await db.FindingRecords.AnyAsync(f => f.Rule == FindingRule.Lot && f.State == FindingState.Open, Stop));
    }

    private static async Task MergeAsync(ImportFixture at, string keeper, string other)
    {
        await using var db = at.Ledger.CreateDbContext();
        await new MergeDesk(at.Ledger, at.Time).MergeAsync(A.Manager, new()
        {
            MergeId = Guid.CreateVersion7(),
            KeeperId = (await db.People.SingleAsync(p => p.ResidentNumber == keeper, Stop)).LedgerPersonId,
            OtherId = (await db.People.SingleAsync(p => p.ResidentNumber == other, Stop)).LedgerPersonId,
            TakesFromOther = new HashSet<string>(),
            Grounds = new Grounds(ReasonKind.Duplicate, "転入で二重に登録"),
        });
    }

    private static LedgerPerson Merge(ImportFixture at)
    {
        var (keeper, other) = (A.Person(), A.Person(residentNumber: Csv.OtherNumber));
        other.MergedIntoId = keeper.LedgerPersonId;
        at.Ledger.Add(keeper, other);
        return keeper;
    }
}
