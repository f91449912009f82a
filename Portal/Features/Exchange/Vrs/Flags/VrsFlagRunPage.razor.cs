using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Flags;

/// <summary>One file of flags: what it says otherwise than the ledger, each to take or to decline.</summary>
public sealed partial class VrsFlagRunPage(VrsFlagDesk desk, CurrentStaff current, TimeProvider time)
{
    private Staff? _by;
    private OpenVrsFlags? _open;
    private VrsFlagRow? _chosen;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _done;
    private string? _shown;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewWord { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private int After { get; set; }

    private VrsFlagView View => Enum.TryParse<VrsFlagView>(ViewWord, out var view) && Enum.IsDefined(view) ? view : VrsFlagView.Open;

    private string Asked => $"{Id} {View} {After}";

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Asked)
        {
            return;
        }

        _shown = Asked;
        _by ??= await current.GetAsync();
        (_chosen, _errors, _failure, _done) = (null, [], null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _open = await desk.OpenAsync(_by!, Id, View, After);
            (_missing, _failure) = (_open is null, null);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            (_open, _failure) = (null, Unreachable.Words("開いて"));
        }
    }

    private bool IsAhead(VrsFlagDifference row) => row.IsAhead(JapanTime.DayOf(time.GetUtcNow().UtcDateTime));

    private string Page => $"{(After > 0 ? $"{_open!.Rows[0].Difference.LineNumber:N0}行目から" : "")}{View.Label()} {_open!.Counts[View]:N0}件中 {_open.Rows.Count:N0}件";

    /// <summary>The same row once more closes it.</summary>
    private void Open(VrsFlagRow row) => (_chosen, _errors, _done) = (row == _chosen ? null : row, [], null);

    private Task AcceptAsync(string? reason) => ActAsync(async row =>
        await desk.AcceptAsync(_by!, row.VrsFlagDifferenceId, row.Version, reason) is CorrectionOutcome.Pending ? "承認を求めました。" : "台帳に記録しました。");

    private Task DeclineAsync(string? reason) => ActAsync(async row =>
    {
        await desk.DeclineAsync(_by!, row.VrsFlagDifferenceId, row.Version, reason);
        return "見送りました。";
    });

    private async Task ActAsync(Func<VrsFlagDifference, Task<string>> act)
    {
        if (_busy || _chosen is null)
        {
            return;
        }

        (_busy, _errors, _done) = (true, [], null);
        try
        {
            _done = await act(_chosen.Difference);
            _chosen = null;
            await LoadAsync();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("処理して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
