using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Features.Exchange.Runs;

/// <summary>連携番号 of a new run. Two at once reach for the same: the index lets one through, and the other tries again.</summary>
internal static class ExchangeNumbers
{
    private const int Attempts = 5;

    /// <param name="dbFactory">A context for each attempt.</param>
    /// <param name="make">Adds the run with the number, and saves. Done anew from the beginning where another run took it.</param>
    /// <param name="ct">While waiting.</param>
    public static Task<T> WithNextNumberAsync<T>(this IDbContextFactory<PortalDb> dbFactory, Func<PortalDb, int, Task<T>> make, CancellationToken ct = default) => TryAsync(async () =>
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await make(db, await NextAsync(db, ct));
    });

    /// <summary>The same for whoever keeps a context of its own, which it has to leave as if nothing had been tried.</summary>
    public static async Task<T> TryAsync<T>(Func<Task<T>> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await make();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another run took the number at the same moment.
            }
        }
    }

    public static async Task<int> NextAsync(PortalDb db, CancellationToken ct) => (await db.ExchangeRuns.MaxAsync(r => (int?)r.Number, ct) ?? 0) + 1;
}
