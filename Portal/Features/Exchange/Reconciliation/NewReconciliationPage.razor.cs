using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>Choose a file and a scope, watch it being compared, stop it or come to its run.</summary>
public sealed partial class NewReconciliationPage(ReconcileDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private CancellationTokenSource _stop = new();
    private ReconciliationScope _scope = ReconciliationScope.Ledger;
    private IReadOnlyList<FieldError> _errors = [];
    private ReconciliationProgress _progress;
    private string? _lines;
    private string? _notice;
    private bool _busy;

    /// <summary>One page for both partners: the address says whose.</summary>
    private ExchangeKind Kind => navigation.ToAbsoluteUri(Addresses.Health) is var health && new Uri(navigation.Uri).AbsolutePath.StartsWith(health.AbsolutePath, StringComparison.Ordinal)
        ? ExchangeKind.HealthReconciliation
        : ExchangeKind.VrsReconciliation;

    private string Partner => Kind.Partner().Label();

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task ReconcileAsync(InputFileChangeEventArgs chosen)
    {
        if (_busy)
        {
            return;
        }

        if (!TryLines(out var expected))
        {
            _errors = [new("lines", "件数は数字で入力してください。分からないときは空欄にしてください。")];
            return;
        }

        (_busy, _progress, _errors, _notice) = (true, default, [], null);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        var (kind, by, progress, stop) = (Kind, await current.GetAsync(), new Progress<ReconciliationProgress>(Show), _stop.Token);
        try
        {
            // SQLite answers on the thread that asks, so the work leaves the circuit's.
            var made = await Task.Run(async () =>
            {
                await using var upload = chosen.File.OpenForReading(ImportFolder.MaxBytes, stop);
                return await desk.ReconcileAsync(upload, new ReconciliationOrder(chosen.File.Name, _scope, expected, kind), by, progress, stop);
            });
            navigation.NavigateTo(Addresses.Reconciliation(made.Run));
        }
        catch (OperationCanceledException)
        {
            _notice = "中止しました。何も残していません。";
        }
        catch (RuleException refusal)
        {
            _errors = [new("file", refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("突合して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private bool TryLines(out int? lines)
    {
        var typed = Fold.Digits(_lines).Replace(",", "", StringComparison.Ordinal);
        lines = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return typed.Length == 0 || lines is not null;
    }

    private void Show(ReconciliationProgress progress)
    {
        _progress = progress;
        StateHasChanged();
    }

    private Task Stop() => _stop.CancelAsync();
}
