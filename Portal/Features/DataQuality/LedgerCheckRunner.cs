using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.DataQuality;

/// <summary>全件の点検 in the background: one at a time for the whole portal, watched and stopped from any screen, whoever began it.</summary>
public sealed partial class LedgerCheckRunner(LedgerCheck check, ILogger<LedgerCheckRunner> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;

    /// <summary>Raised on whatever thread the work is on.</summary>
    public event Action? Changed;

    /// <summary>Null while none is running.</summary>
    public CheckProgress? Progress { get; private set; }

    /// <summary>How the last one ended, for the screens that watched it.</summary>
    public string? Outcome { get; private set; }

    public bool Failed { get; private set; }

    /// <summary>The run at work, to be waited for.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Begins a run and returns at once; the permission is asked for by the run, and here first, so that a refusal is seen.</summary>
    /// <exception cref="PermissionDeniedException">May not correct.</exception>
    /// <exception cref="RuleException">One is running.</exception>
    public async Task StartAsync(Staff by)
    {
        await check.DemandAsync(by);
        lock (_lock)
        {
            if (Progress is not null)
            {
                throw new RuleException("全件の点検はもう始まっています。終わるまで待つか、中止してください。");
            }

            (Progress, Outcome, Failed, _stop) = (new(0, 0), null, false, new());
            Running = Task.Run(() => RunAsync(by, _stop.Token));
        }

        Changed?.Invoke();
    }

    /// <summary>Stops the run at work; what it has checked stays checked. Anybody who may begin one may stop it.</summary>
    public async Task StopAsync(Staff by)
    {
        await check.DemandAsync(by);
        lock (_lock)
        {
            _stop?.Cancel();
        }
    }

    public void Dispose()
    {
        _stop?.Cancel();
        _stop?.Dispose();
    }

    private async Task RunAsync(Staff by, CancellationToken cancellationToken)
    {
        try
        {
            var result = await check.RunAsync(by, new Reporter(this), cancellationToken);
            Outcome = $"{result.People:N0}人を点検しました。残り {result.Total:N0}件。";
        }
        catch (OperationCanceledException)
        {
            Outcome = "点検を中止しました。そこまでの結果は一覧に入っています。";
        }
        catch (Exception failure)
        {
            // Whatever it was: nobody waits for this task, and the screens that watch it must hear of its end.
            (Outcome, Failed) = ("点検を終えられませんでした。少し待って、もう一度始めてください。", true);
            LogFailed(failure, FailureWords.Of(failure) ?? failure.GetType().Name);
        }
        finally
        {
            Progress = null;
            Changed?.Invoke();
        }
    }

    private void Report(CheckProgress progress)
    {
        Progress = progress;
        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Error, "The check of the whole ledger failed: {Words}")]
    private partial void LogFailed(Exception exception, string words);

    private sealed class Reporter(LedgerCheckRunner runner) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => runner.Report(value);
    }
}
