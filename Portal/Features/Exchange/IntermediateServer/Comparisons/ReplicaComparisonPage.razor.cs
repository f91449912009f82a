using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Features.Exchange.Lists;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>One comparison: totals that balance, what differs with both values, and 再送.</summary>
public sealed partial class ReplicaComparisonPage(ResendDesk desk, CurrentStaff current) : IDisposable
{
    private CancellationTokenSource _stop = new();
    private readonly HashSet<Guid> _chosen = [];
    private Staff? _by;
    private OpenedComparison? _opened;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _done;
    private string? _failure;
    private bool _missing;
    private string _errorTitle = "指定していません";
    private long _set;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public int After { get; set; }

    private ReplicaComparison Comparison => _opened!.Comparison;

    private bool MayResend => _by!.May(Permission.ExchangeRun);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        try
        {
            _by ??= await current.GetAsync();
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private async Task LoadAsync()
    {
        _opened = await desk.OpenAsync(_by!, Id, After);
        _missing = _opened is null;
    }

    private void Choose(Guid recordId, bool isChosen) => _ = isChosen ? _chosen.Add(recordId) : _chosen.Remove(recordId);

    private async Task ResendAsync(IReadOnlySet<Guid>? records)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done, _set) = (true, [], null, 0);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        var (progress, stop) = (new Progress<ListProgress>(Show), _stop.Token);
        try
        {
            var count = await Task.Run(() => desk.ResendAsync(_by!, Id, records, progress, stop));
            _chosen.Clear();
            await LoadAsync();
            _done = $"{count:N0}件の再送を指定しました。「中間サーバー 副本登録」で、次の異動分を送付してください。";
        }
        catch (OperationCanceledException)
        {
            await StoppedAsync("中止しました。");
        }
        catch (RuleException refusal)
        {
            await StoppedAsync(refusal.Message);
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("指定して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>What was set until then stays set.</summary>
    private async Task StoppedAsync(string why)
    {
        await LoadAsync();
        _errorTitle = _set > 0 ? "途中で止まりました" : "指定していません";
        _errors = [new(null, _set > 0 ? $"{_set:N0}件は再送を指定しました。残りは指定していません。{why}" : why)];
    }

    private void Show(ListProgress progress)
    {
        _set = progress.Done;
        StateHasChanged();
    }
}
