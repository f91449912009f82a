using Microsoft.AspNetCore.Components;
using Portal.Security;

namespace Portal.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation, CircuitState circuit)
{
    private PageErrorBoundary? _boundary;

    private string Here => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0];

    protected override void OnInitialized()
    {
        circuit.UseDispatcher(InvokeAsync);
        circuit.Left += StateHasChanged;
    }

    public void Dispose() => circuit.Left -= StateHasChanged;

    /// <summary>A new page is a new attempt: what broke the last one must not stand in its place.</summary>
    protected override void OnParametersSet() => _boundary?.Recover();
}
