using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>One's own requests and what became of them.</summary>
public sealed partial class RequestsPage(ApprovalSearch search, CurrentStaff current)
{
    private Staff? _staff;
    private IReadOnlyList<RequestRow>? _rows;

    /// <summary><c>decided</c>, or missing for those that wait.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    private RequestView View => RequestViews.Of(Show);

    protected override async Task OnParametersSetAsync()
    {
        _staff ??= await current.GetAsync();
        _rows = await search.ListAsync(_staff, View, ownOnly: true);
    }
}
