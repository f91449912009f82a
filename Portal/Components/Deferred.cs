using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Components;

/// <summary>Renders its content after its elder siblings have introduced themselves to their parent.</summary>
public sealed class Deferred : ComponentBase
{
    [Parameter]
    [EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
