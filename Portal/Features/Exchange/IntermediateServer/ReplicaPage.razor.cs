using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>Look at what a replica file would have, and make the run.</summary>
public sealed partial class ReplicaPage(ReplicaDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private static readonly ExchangeKind[] Kinds = [ExchangeKind.ReplicaChanges, ExchangeKind.ReplicaFull];

    private CancellationTokenSource _stop = new();
    private IReadOnlyList<FieldError> _errors = [];
    private ExchangeKind _kind = ExchangeKind.ReplicaChanges;
    private ReplicaCounts? _counts;
    private string? _purpose;
    private string? _purposeError;
    private long _seen;
    private bool _busy;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static string Hint(ExchangeKind kind) => kind == ExchangeKind.ReplicaFull
        ? "すべての接種記録を送り、相手の副本を入れ替えます。"
        : "最後に受理されたときから変わった接種記録だけを送ります。";

    private void Choose(ExchangeKind kind) => (_kind, _counts) = (kind, null);

    private async Task LookAsync()
    {
        var by = await current.GetAsync();
        var progress = new Progress<ListProgress>(p =>
        {
            _seen = p.Done;
            StateHasChanged();
        });
        await BusyAsync(async () => _counts = await Task.Run(() => desk.LookAsync(by, _kind, progress, _stop.Token)));
    }

    private async Task MakeAsync()
    {
        if ((_purposeError = StatedPurpose.Missing("目的", _purpose)) is not null)
        {
            return;
        }

        var by = await current.GetAsync();
        await BusyAsync(async () => navigation.NavigateTo(Addresses.Exchange(await desk.MakeAsync(by, _kind, _purpose))));
    }

    private async Task BusyAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _seen) = (true, [], 0);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            _counts = null;
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("操作して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
