using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Features.Maintenance.Nodes;

namespace Portal.Features.DataQuality;

/// <summary>Counts every hour what is left, so that each day the portal ran has its point, the last hour's.</summary>
internal sealed partial class FindingCounter(IDbContextFactory<PortalDb> dbFactory, NodeDuty duty, TimeProvider time, ILogger<FindingCounter> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                if (await duty.IsMineAsync(stoppingToken))
                {
                    await using var db = await dbFactory.CreateDbContextAsync(stoppingToken);
                    await FindingChart.CountAsync(db, JapanTime.DayOf(time.GetUtcNow().UtcDateTime), stoppingToken);
                    await db.SaveChangesAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (Components.Unreachable.Is(failure))
            {
                // Another node has just counted the same day, or the database is away: the next hour counts again.
                LogNotCounted(failure);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "What is left in the list could not be counted for today's point")]
    private partial void LogNotCounted(Exception failure);
}
