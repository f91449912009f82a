using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Flags;

/// <summary>One file of flags: what it says otherwise than the ledger, each to take or to decline.</summary>
public sealed partial class VrsFlagRunPage(VrsFlagDesk desk, CurrentStaff current)
{
    private Staff? _by;
    private OpenVrsFlags? _open;
    private VrsFlagRow? _chosen;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _done;
    private string? _reason;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _by ??= await current.GetAsync();
        if (_open?.Run.ExchangeRunId != Id)
        {
            await LoadAsync();
        }
    }

    private static string Words(VrsFlag flag, DateOnly? on) => on is { } day ? $"{flag.Label()} {JapaneseDate.FormatShort(day)}" : flag.Label();

    private async Task LoadAsync()
    {
        try
        {
            _open = await desk.OpenAsync(_by!, Id);
            _missing = _open is null;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private Task AcceptAsync() => ActAsync(async row =>
        await desk.AcceptAsync(_by!, row.VrsFlagDifferenceId, row.Version, _reason) is CorrectionOutcome.Pending ? "承認を求めました。" : "台帳に記録しました。");

    private Task DeclineAsync() => ActAsync(async row =>
    {
        await desk.DeclineAsync(_by!, row.VrsFlagDifferenceId, row.Version, _reason);
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
            (_chosen, _reason) = (null, null);
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
