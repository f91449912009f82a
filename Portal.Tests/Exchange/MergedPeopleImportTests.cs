using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
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

    private static LedgerPerson Merge(ImportFixture at)
    {
        var (keeper, other) = (A.Person(), A.Person(residentNumber: Csv.OtherNumber));
        other.MergedIntoId = keeper.LedgerPersonId;
        at.Ledger.Add(keeper, other);
        return keeper;
    }
}
