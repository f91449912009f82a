using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Security;

namespace Portal.Features.Exchange.Runs;

public sealed partial class OutgoingPart(OutgoingDesk desk, OutgoingFiles files, CurrentStaff current, NavigationManager navigation)
{
    private CancellationTokenSource _stop = new();
    private IReadOnlyList<FieldError> _errors = [];
    private ExchangeKind[] _kinds = [];
    private ExchangeKind _kind;
    private OutgoingCounts? _counts;
    private string? _purpose;
    private string? _purposeError;
    private long _seen;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required ExchangePartner Partner { get; set; }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override void OnInitialized()
    {
        _kinds = [.. files.Of(Partner).SelectMany(f => f.Full is { } full ? [f.Changes, full] : new[] { f.Changes })];
        _kind = _kinds[0];
    }

    private string Hint(ExchangeKind kind) => kind == files.Of(kind).Full
        ? "すべてを送り、相手の手元を入れ替えます。"
        : "最後に受理されたときから変わったものだけを送ります。";

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
        await BusyAsync(async () => navigation.NavigateTo(Addresses.Exchange(await desk.MakeAsync(by, _kind, _purpose, _counts))));
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
