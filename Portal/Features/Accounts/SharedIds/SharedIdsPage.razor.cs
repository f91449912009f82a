using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>Every shared ID, and what somebody has to see to.</summary>
public sealed partial class SharedIdsPage(SharedIdSearch search, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _staff;
    private IReadOnlyList<SharedIdRow>? _rows;
    private SeatSpan _span = SeatSpan.ThisMonth;
    private string? _refused;

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            _rows = await search.ListAsync(_staff);
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }
}
