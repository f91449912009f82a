using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Security;

namespace Portal.Features.DataQuality.BulkFixes;

/// <summary>一括訂正の一覧, and the rules one can begin with.</summary>
public sealed partial class BulkFixesPage(BulkFixList list, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _by;
    private IReadOnlyList<BulkFix>? _fixes;
    private string? _failure;

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        try
        {
            _fixes = await list.ShowAsync(_by);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private void Open(BulkFix fix) => navigation.NavigateTo(Addresses.BulkFix(fix.BulkFixId));
}
