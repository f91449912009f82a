using Microsoft.EntityFrameworkCore;
using Portal.Domain.Exchange;
using Xunit;

namespace Portal.Tests.Exchange;

public class CouponImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task ANumberAPersonKeepsFromDoseToDose_IsACouponEachTime_AndIsKnownAgain(Engine engine)
    {
        using var fixture = new ImportFixture(engine);
        fixture.Ledger.Add(A.Person());
        await fixture.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.Coupon(dose: "1")));

        var both = Csv.Lines(Csv.Coupon(dose: "1"), Csv.Coupon(dose: "2", issued: "20210601"));
        var run = await fixture.ImportAsync(ImportKind.Coupons, both);
        var again = await fixture.ImportAsync(ImportKind.Coupons, both);
        var changed = await fixture.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.Coupon(dose: "2", issued: "20210602")));

        Assert.Equal((1, 1, 0), (run.NewCount, run.SameCount, run.HeldCount));
        Assert.Equal(2, again.SameCount);
        Assert.Equal(1, changed.ChangedCount);
        await using var db = fixture.Ledger.CreateDbContext();
        Assert.Equal([(1, A.Day("2021-04-01")), (2, A.Day("2021-06-02"))], (await db.Coupons.OrderBy(c => c.DoseNumber).ToListAsync(Token)).Select(c => (c.DoseNumber, c.IssuedOn!.Value)));
    }

    [Fact]
    public async Task TwoLinesOfOneCoupon_ThatSayDifferentThings_WaitForStaff()
    {
        using var fixture = new ImportFixture();
        fixture.Ledger.Add(A.Person());

        var run = await fixture.ImportAsync(ImportKind.Coupons, Csv.Lines(Csv.Coupon(), Csv.Coupon(issued: "20210601")));

        Assert.Equal((1, 1), (run.NewCount, run.HeldCount));
    }
}
