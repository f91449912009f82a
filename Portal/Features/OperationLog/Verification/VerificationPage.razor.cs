using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.OperationLog.Verification;

/// <summary>操作ログの検証 — the button, and the sheet for the paper file.</summary>
public sealed partial class VerificationPage(LogVerifyDesk desk, LogCheckpoints checkpoints, CurrentStaff current) : IDisposable
{
    private CancellationTokenSource _stop = new();
    private Staff? _staff;
    private OperationLogEntry? _last;
    private LogVerification? _done;
    private long? _read;
    private DateTime? _printedAt;
    private bool _busy;
    private bool _stopped;

    protected override async Task OnInitializedAsync()
    {
        _last = await desk.LastAsync(CancellationToken.None);
        _staff = await current.GetAsync();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task VerifyAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _stopped, _done, _read, _printedAt) = (true, false, null, 0, null);
        try
        {
            _done = await desk.VerifyAsync(_staff!, new Progress(this), _stop.Token);
        }
        catch (OperationCanceledException)
        {
            _stopped = true;
            _stop.Dispose();
            _stop = new();
        }
        finally
        {
            _busy = false;
        }
    }

    private void Stop() => _stop.Cancel();

    private async Task PrintAsync() => _printedAt = await desk.RecordPrintAsync(_staff!, _done!.Verdict.Last.Sequence);

    /// <summary>Shows every fiftieth batch, on the circuit's own thread.</summary>
    private sealed class Progress(VerificationPage page) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 50_000 == 0)
            {
                _ = page.InvokeAsync(() =>
                {
                    page._read = value;
                    page.StateHasChanged();
                });
            }
        }
    }
}
