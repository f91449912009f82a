using Microsoft.AspNetCore.Components;

namespace Portal.Components;

/// <summary>One column of a <see cref="RecordTable{TRow}"/>: <see cref="Text"/> fills the cell unless a template is given as content.</summary>
[CascadingTypeParameter(nameof(TRow))]
public sealed class RecordColumn<TRow> : ComponentBase, IDisposable
{
    [CascadingParameter]
    private RecordTable<TRow> Table { get; set; } = null!;

    [Parameter]
    [EditorRequired]
    public required string Title { get; set; }

    /// <summary>
    /// The cell as plain text: shown when there is no template. Beside one, what copying the row takes; not needed where the template shows just that, and
    /// a page of a hundred rows keeps it on the server a hundred times.
    /// </summary>
    [Parameter]
    public Func<TRow, string?>? Text { get; set; }

    [Parameter]
    public RenderFragment<TRow>? ChildContent { get; set; }

    /// <summary>CSS width; without one the browser shares out what is left.</summary>
    [Parameter]
    public string? Width { get; set; }

    /// <summary><c>number</c> (tabular figures), <c>end</c> (right aligned), <c>nowrap</c>, <c>clip</c> (one line with an ellipsis), <c>muted</c>.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>The cell names the row and is read out with the others.</summary>
    [Parameter]
    public bool RowHeader { get; set; }

    /// <summary>Set: the heading is a button that asks for this order.</summary>
    [Parameter]
    public string? SortKey { get; set; }

    protected override void OnInitialized() => Table.Add(this);

    public void Dispose() => Table.Remove(this);
}
