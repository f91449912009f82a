using Microsoft.AspNetCore.Components;

namespace Portal.Components;

/// <summary>
/// The ledger's table: one line per record, arrow keys, Enter opens, copies as text, prints. Rows move in the browser
/// (<c>record-table.js</c>); the server hears only what was opened or which order was asked for.
/// </summary>
public sealed partial class RecordTable<TRow>
{
    private const int SkeletonLines = 8;

    private static readonly RenderFragment NothingHere = builder => builder.AddContent(0, "該当するものはありません。");

    private readonly List<RecordColumn<TRow>> _columns = [];

    /// <summary>What the table lists; read out, not shown.</summary>
    [Parameter]
    [EditorRequired]
    public required string Caption { get; set; }

    /// <summary>At most a page of them (100); <see langword="null"/> while there is no answer yet.</summary>
    [Parameter]
    public IReadOnlyList<TRow>? Rows { get; set; }

    [Parameter]
    [EditorRequired]
    public required RenderFragment Columns { get; set; }

    /// <summary>The row's identity, so that a reordered table moves rows instead of rewriting them; the row itself when not given.</summary>
    [Parameter]
    public Func<TRow, object>? RowKey { get; set; }

    [Parameter]
    public Func<TRow, bool>? IsSelected { get; set; }

    [Parameter]
    public Func<TRow, string?>? RowClass { get; set; }

    /// <summary>Click or Enter. Without a listener rows can still be walked and copied.</summary>
    [Parameter]
    public EventCallback<TRow> OnOpen { get; set; }

    /// <summary>Everything about a row, shown below it while <see cref="IsExpanded"/> says so.</summary>
    [Parameter]
    public RenderFragment<TRow>? Detail { get; set; }

    [Parameter]
    public Func<TRow, bool>? IsExpanded { get; set; }

    [Parameter]
    public bool Loading { get; set; }

    [Parameter]
    public RecordSort? Sort { get; set; }

    [Parameter]
    public EventCallback<RecordSort> SortChanged { get; set; }

    /// <summary>Left end of the line above the table: count, conditions, time.</summary>
    [Parameter]
    public RenderFragment? Heading { get; set; }

    /// <summary>Shown for no rows: say what was looked for and what to do next.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    private string Announcement => (Loading, _columns.Find(column => column.SortKey is not null && column.SortKey == Sort?.Key)) switch
    {
        (true, _) => "読み込んでいます",
        (false, { } sorted) => $"{sorted.Title}の{(Sort!.Descending ? "降順" : "昇順")}に並んでいます",
        _ => "",
    };

    internal void Add(RecordColumn<TRow> column) => _columns.Add(column);

    internal void Remove(RecordColumn<TRow> column) => _columns.Remove(column);

    private object Key(TRow row) => RowKey?.Invoke(row) ?? row!;

    /// <summary>Only where a template hides the text: a plain cell is its own text.</summary>
    private static string? CopyText(RecordColumn<TRow> column, TRow row) =>
        column.ChildContent is null ? null : column.Text?.Invoke(row);

    /// <summary>What an ellipsis hides.</summary>
    private static string? Whole(RecordColumn<TRow> column, TRow row) => column.Class == "clip" ? column.Text?.Invoke(row) : null;

    private string? Expanded(TRow row) => Detail is null ? null : IsExpanded?.Invoke(row) == true ? "true" : "false";

    private static string? Width(RecordColumn<TRow> column) => column.Width is null ? null : $"width:{column.Width}";

    private string? AriaSort(RecordColumn<TRow> column) => column.SortKey is null || column.SortKey != Sort?.Key
        ? null
        : Sort.Descending ? "descending" : "ascending";

    private string SortMark(RecordColumn<TRow> column) => AriaSort(column) switch
    {
        "ascending" => "▲",
        "descending" => "▼",
        _ => "↕",
    };

    private Task SortByAsync(string key) =>
        SortChanged.InvokeAsync(new RecordSort(key, Sort is { Descending: false } && Sort.Key == key));

    private Task OpenAsync(TRow row) => OnOpen.InvokeAsync(row);
}
