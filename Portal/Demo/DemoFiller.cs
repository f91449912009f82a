using System.Diagnostics;
using Portal.Domain.Accounts;
using Portal.Features.DataQuality;

namespace Portal.Demo;

/// <summary>Makes the demo ledger of a development start in the background; a stop leaves whole batches, the next start goes on.</summary>
internal sealed partial class DemoFiller(DemoFill fill, LedgerCheck check, DemoProgress progress, IConfiguration configuration, ILogger<DemoFiller> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => FillAsync(stoppingToken), stoppingToken);

    private async Task FillAsync(CancellationToken stoppingToken)
    {
        var people = configuration.GetValue<int>("Demo:People");
        if (people <= 0)
        {
            return;
        }

        try
        {
            var watch = Stopwatch.StartNew();
            var ledger = new DemoLedger(people);
            switch (await fill.RunAsync(ledger, Staff.System("demo"), done => progress.Report(done, people), stoppingToken))
            {
                case DemoOutcome.Made:
                    await check.RunAsync(Staff.System("demo"), cancellationToken: stoppingToken);
                    LogMade(people, watch.Elapsed.TotalSeconds);
                    break;
                case DemoOutcome.LedgerInUse:
                    LogInUse();
                    break;
                case DemoOutcome.AlreadyThere:
                default:
                    break;
            }
        }
        catch (Exception exception) when (FailureWords.Of(exception) is { } words)
        {
            // The portal goes on with the people there are; the next start goes on with the rest.
            LogFailed(words);
        }
        finally
        {
            progress.Stop();
        }
    }

    [LoggerMessage(LogLevel.Information, "Demo ledger made: {People} people in {Seconds:0.0} s.")]
    private partial void LogMade(int people, double seconds);

    [LoggerMessage(LogLevel.Error, "The demo ledger could not be finished: {Words}")]
    private partial void LogFailed(string words);

    [LoggerMessage(LogLevel.Warning, "The database already holds people who are not of this demo ledger; none were added. Delete Portal/App_Data to start over.")]
    private partial void LogInUse();
}
