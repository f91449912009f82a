using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>台帳のマスター — what a new ledger must hold before the first dose is registered.</summary>
public static class Masters
{
    /// <summary>Fills the master of lots when it is empty; a master someone has maintained is left as it is.</summary>
    public static async Task SeedAsync(PortalDb db, CancellationToken cancellationToken = default)
    {
        if (await db.VaccineLots.AnyAsync(cancellationToken))
        {
            return;
        }

        db.AddRange(KnownLots.All());
        await db.SaveChangesAsync(cancellationToken);
    }
}
