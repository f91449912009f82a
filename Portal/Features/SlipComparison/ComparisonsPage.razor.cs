using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Security;

namespace Portal.Features.SlipComparison;

/// <summary>Every comparison, and where a new one begins.</summary>
public sealed partial class ComparisonsPage(ComparisonResultDesk desk, CurrentStaff current, NavigationManager navigation)
{
    protected override async Task OnInitializedAsync()
    {
        try
        {
            _rows = await desk.ListAsync(await current.GetAsync());
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }
}
