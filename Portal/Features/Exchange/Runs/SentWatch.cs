using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Runs;

/// <summary>Waits beside a download: the file comes by HTTP, past the page, which asks whether the run is sent by now.</summary>
internal static class SentWatch
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <returns>Whether it was sent; false where nobody waits any more, or nothing came.</returns>
    public static async Task<bool> UntilSentAsync(this IDbContextFactory<PortalDb> dbFactory, Guid exchangeRunId, CancellationToken left)
    {
        try
        {
            for (var waited = TimeSpan.Zero; waited < Longest; waited += Beat)
            {
                await using (var db = await dbFactory.CreateDbContextAsync(left))
                {
                    if (await db.ExchangeRuns.AnyAsync(r => r.ExchangeRunId == exchangeRunId && r.State != ExchangeState.AwaitsApproval, left))
                    {
                        return true;
                    }
                }

                await Task.Delay(Beat, left);
            }
        }
        catch (OperationCanceledException)
        {
        }

        return false;
    }
}
