using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>Everybody whose earlier doses are asked for, and the making of the next 一括照合.</summary>
public sealed partial class TransfersPage(TransferListDesk list, TransferDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _by;
    private IReadOnlyList<TransferRow>? _rows;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _purpose;
    private bool? _shown;
    private bool _asks;
    private bool _busy;
    private int _free;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    private bool Over => Show == "over";

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Over)
        {
            return;
        }

        (_shown, _rows) = (Over, null);
        _by = await current.GetAsync();
        try
        {
            _rows = await list.ListAsync(_by, Over);
            _free = _rows.Count(row => row.IsFree);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private async Task MakeAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            navigation.NavigateTo(Addresses.Exchange(await desk.MakeAsync(_by!, _purpose)));
        }
        catch (RuleException refusal)
        {
            _errors = [new("transfer-purpose", refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("作成して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
