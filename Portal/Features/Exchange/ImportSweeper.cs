namespace Portal.Features.Exchange;

/// <summary>Deletes uploads nobody came back for: at the start, what a stopped server left; then every hour.</summary>
internal sealed partial class ImportSweeper(ImportDesk desk, TimeProvider time, ILogger<ImportSweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                desk.Sweep();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNotSwept(failure);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Uploads of imports could not be deleted")]
    private partial void LogNotSwept(Exception failure);
}
