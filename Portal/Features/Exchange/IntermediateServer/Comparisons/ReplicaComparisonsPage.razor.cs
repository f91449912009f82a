using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Exchange.Lists;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>Choose the export, watch it being compared, stop it or come to its run; every comparison before.</summary>
public sealed partial class ReplicaComparisonsPage(ReplicaCompareDesk desk, ResendDesk results, CurrentStaff current, NavigationManager navigation)
{
    private CancellationTokenSource _stop = new();
    private Staff? _by;
    private IReadOnlyList<ComparisonRun>? _runs;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _notice;
    private string? _failure;
    private long _seen;
    private bool _busy;

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _by = await current.GetAsync();
            _runs = await results.ListAsync(_by);
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

    private static string Result(ComparisonRun row) => row.Comparison.Differences == 0 ? "すべて同じ" : $"相違 {row.Comparison.Differences:N0}件";

    private async Task CompareAsync(InputFileChangeEventArgs chosen)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _seen, _errors, _notice) = (true, 0, [], null);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        var (progress, stop) = (new Progress<ListProgress>(Show), _stop.Token);
        try
        {
            // SQLite answers on the thread that asks, so the work leaves the circuit's.
            var id = await Task.Run(async () =>
            {
                await using var upload = chosen.File.OpenForReading(ImportFolder.MaxBytes, stop);
                return await desk.CompareAsync(_by!, chosen.File.Name, upload, progress, stop);
            });
            navigation.NavigateTo(Addresses.ReplicaComparison(id));
        }
        catch (OperationCanceledException)
        {
            _notice = "中止しました。相違は残していません。連携の記録には「失敗」として残ります。";
        }
        catch (RuleException refusal)
        {
            _errors = [new("replica-export", refusal.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("照合して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(ListProgress progress)
    {
        _seen = progress.Done;
        StateHasChanged();
    }
}
