using Microsoft.EntityFrameworkCore;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class MastersTests
{
    [Theory, EveryEngine]
    public async Task TheMasterOfLots_IsFilledOnce(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        await using var db = ledger.CreateDbContext();

        await Masters.SeedAsync(db, TestContext.Current.CancellationToken);
        var seeded = await db.VaccineLots.CountAsync(TestContext.Current.CancellationToken);
        await Masters.SeedAsync(db, TestContext.Current.CancellationToken);

        Assert.Equal(KnownLots.All().Count(), seeded);
        Assert.Equal(seeded, await db.VaccineLots.CountAsync(TestContext.Current.CancellationToken));
        Assert.All(KnownLots.All(), lot => Assert.NotNull(VaccineProduct.Find(lot.ProductCode)));
    }
}
