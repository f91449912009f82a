using System.Data.Common;

namespace Portal.Features.Ledger;

/// <summary>Prepares the search while the portal starts; a database that is busy then only makes the first search slower.</summary>
internal sealed class SearchWarmUp(LedgerSearch search) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WarmUpAsync(stoppingToken), stoppingToken);

    private async Task WarmUpAsync(CancellationToken stoppingToken)
    {
        try
        {
            await search.WarmUpAsync(stoppingToken);
        }
        catch (DbException)
        {
            // Whoever searches first is told what is wrong.
        }
    }
}
