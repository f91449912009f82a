using Microsoft.AspNetCore.Components;

namespace Portal.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation)
{
    private PageErrorBoundary? _boundary;

    private string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0];

    /// <summary>A new page is a new attempt: what broke the last one must not stand in its place.</summary>
    protected override void OnParametersSet() => _boundary?.Recover();
}
