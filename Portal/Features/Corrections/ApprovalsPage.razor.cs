using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>Every request, for those who approve.</summary>
public sealed partial class ApprovalsPage(ApprovalSearch search, BulkFixList bulkFixes, CurrentStaff current)
{
    private Staff? _staff;
    private int _bulk;
    private IReadOnlyList<RequestRow>? _rows;

    /// <summary><c>decided</c>, or missing for those that wait.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    private RequestView View => RequestViews.Of(Show);

    protected override async Task OnParametersSetAsync()
    {
        _staff ??= await current.GetAsync();
        _bulk = await bulkFixes.CountWaitingAsync(_staff);
        _rows = await search.ListAsync(_staff, View, ownOnly: false);
    }
}
