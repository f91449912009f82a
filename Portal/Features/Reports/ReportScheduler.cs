using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Reports;
using Portal.Features.Maintenance.Nodes;

namespace Portal.Features.Reports;

/// <summary>定期の作成 — makes the report of the month before by itself, on the first days of a month; of each period once, on whichever node is first.</summary>
internal sealed partial class ReportScheduler(ReportDesk desk, NodeDuty duty, IConfiguration configuration, TimeProvider time, ILogger<ReportScheduler> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private static readonly Staff Self = Staff.System("サーバー") with { Name = "システム(定期)" };

    /// <summary>The hour of the day (Japan) from which it is made.</summary>
    private int Hour => Math.Clamp(configuration.GetValue("Reports:Hour", 5), 0, 23);

    /// <returns>The run that was made; null when it was not time, or it is there.</returns>
    internal async Task<ReportRun?> MakeDueAsync(CancellationToken cancellationToken)
    {
        var local = JapanTime.Of(time.GetUtcNow().UtcDateTime);
        return !configuration.GetValue("Reports:Monthly", true) || local.Hour < Hour
            ? null
            : await desk.MakeScheduledAsync(Self, ReportPeriod.OfMonth(DateOnly.FromDateTime(local)).Before(), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await duty.IsMineAsync(stoppingToken))
                {
                    await MakeDueAsync(stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The database is away: ten minutes later it is tried again.
                LogNotMade(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The monthly report was not made.")]
    private partial void LogNotMade(Exception failure);
}
