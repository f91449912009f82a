using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>Takes back what a reconciliation brought into the ledger, after a look at how much that is.</summary>
public sealed partial class ReconciliationUndoPart(ReconciliationUndoDesk desk) : IDisposable
{
    private CancellationTokenSource _stop = new();
    private ReconciliationUndoPreview? _preview;
    private ReconciliationProgress _progress;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _done;
    private string? _reason;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public Guid RunId { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff Staff { get; set; }

    /// <summary>While it works, and whether a question is open: Esc is this part's then.</summary>
    [Parameter]
    public EventCallback<bool> OnOpenChanged { get; set; }

    [Parameter]
    public EventCallback OnUndone { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private Task LookAsync() => TryAsync(async () =>
    {
        _preview = await Task.Run(() => desk.LookAsync(Staff, RunId, _stop.Token));
        await OnOpenChanged.InvokeAsync(true);
    });

    private Task UndoAsync() => TryAsync(async () =>
    {
        var (count, progress, stop) = (_preview!.Rows, new Progress<ReconciliationProgress>(Show), _stop.Token);
        var outcome = await Task.Run(() => desk.UndoAsync(Staff, RunId, count, _reason, progress, stop));
        _done = $"{outcome.Done - outcome.Waiting:N0}件を元に戻しました。{(outcome.Waiting > 0 ? $"{outcome.Waiting:N0}件は承認を求めました。" : "")}{(outcome.Refused.Count > 0 ? $"{outcome.Refused.Count:N0}件は、いま変更されたため残しました。" : "")}";
        await CloseAsync();
        await OnUndone.InvokeAsync();
    });

    private async Task TryAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done, _progress) = (true, [], null, default);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            _done = "中止しました。元に戻した分はそのままです。もう一度押すと、残りから続けます。";
            await CloseAsync();
            await OnUndone.InvokeAsync();
        }
        catch (RuleException refusal)
        {
            _errors = [new("run-undo-reason", refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("元に戻して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Close()
    {
        _errors = [];
        await CloseAsync();
    }

    private Task CloseAsync()
    {
        (_preview, _reason) = (null, null);
        return OnOpenChanged.InvokeAsync(false);
    }

    private void Show(ReconciliationProgress progress)
    {
        _progress = progress;
        StateHasChanged();
    }

    private Task Stop() => _stop.CancelAsync();
}
