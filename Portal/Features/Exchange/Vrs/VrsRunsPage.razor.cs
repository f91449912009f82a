using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs;

/// <summary>Every reconciliation with its totals and what is left of it, newest first.</summary>
public sealed partial class VrsRunsPage(VrsWorkDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _by;
    private IReadOnlyList<VrsRunRow>? _rows;
    private string? _failure;

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        try
        {
            _rows = await desk.RunsAsync(_by);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private void Open(VrsRunRow row) => navigation.NavigateTo(Addresses.VrsRun(row.Run.ExchangeRunId));
}
