using Portal.Domain.Accounts;
using Portal.Features.Maintenance.Nodes;

namespace Portal.Features.Accounts.Personnel;

/// <summary>Carries out events at the start and every minute after it, so that what midnight ended is written down within a minute of it.</summary>
internal sealed partial class PersonnelSweeper(PersonnelSweepDesk desk, NodeDuty duty, TimeProvider time, ILogger<PersonnelSweeper> logger) : BackgroundService
{
    private static readonly Staff Self = Staff.System("サーバー") with { Name = "システム(自動)" };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minutely = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        do
        {
            try
            {
                if (await duty.IsMineAsync(stoppingToken))
                {
                    await desk.SweepAsync(Self, stoppingToken);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogNotSwept(failure);
            }
        }
        while (await minutely.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Personnel events could not be carried out; the rights have ended all the same")]
    private partial void LogNotSwept(Exception failure);
}
