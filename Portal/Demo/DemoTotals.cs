using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Demo;

/// <summary>What stands in a ledger, counted.</summary>
public sealed record DemoTotals(int People, int Doses, int Coupons)
{
    public static async Task<DemoTotals> OfAsync(IDbContextFactory<PortalDb> dbFactory, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return new(await db.People.CountAsync(cancellationToken), await db.Doses.CountAsync(cancellationToken), await db.Coupons.CountAsync(cancellationToken));
    }
}
