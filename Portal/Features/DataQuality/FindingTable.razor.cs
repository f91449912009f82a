using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;

namespace Portal.Features.DataQuality;

/// <summary>The findings on screen: chosen one by one or all, given to somebody, dismissed, brought back.</summary>
public sealed partial class FindingTable
{
    private readonly HashSet<Guid> _chosen = [];
    private string? _reason;
    private FindingPage? _page;

    [Parameter]
    [EditorRequired]
    public required FindingPage Page { get; set; }

    [Parameter]
    [EditorRequired]
    public required FindingQuestion Question { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    [Parameter]
    public IReadOnlyList<Colleague> Colleagues { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>The first page.</summary>
    [Parameter]
    public bool First { get; set; }

    /// <summary>The address of the page behind; null for the last.</summary>
    [Parameter]
    public string? Next { get; set; }

    [Parameter]
    public EventCallback<(IReadOnlyDictionary<Guid, Guid> Seen, Guid? Colleague)> OnAssign { get; set; }

    [Parameter]
    public EventCallback<(IReadOnlyDictionary<Guid, Guid> Seen, string? Reason)> OnDismiss { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyDictionary<Guid, Guid>> OnReopen { get; set; }

    [Parameter]
    public EventCallback<FindingRow> OnOpen { get; set; }

    private bool MayChoose => By.May(Permission.RecordCorrect) && Question is { At: null, View: not FindingView.Resolved };

    /// <summary>Only what is on the page: nobody decides what they do not see.</summary>
    private IReadOnlyList<FindingRow> Chosen => [.. Page.Rows.Where(row => _chosen.Contains(row.Record.FindingRecordId))];

    private Dictionary<Guid, Guid> Seen => Chosen.ToDictionary(row => row.Record.FindingRecordId, row => row.Record.Version);

    /// <summary>What was chosen has been dealt with when other rows come.</summary>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_page, Page))
        {
            _page = Page;
            _chosen.Clear();
            _reason = null;
        }
    }

    private void Choose(FindingRow row, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(row.Record.FindingRecordId);
        }
        else
        {
            _chosen.Remove(row.Record.FindingRecordId);
        }
    }

    private void ChooseAll() => _chosen.UnionWith(Page.Rows.Select(row => row.Record.FindingRecordId));

    private Task AssignToAsync(ChangeEventArgs chosen) =>
        Guid.TryParse(chosen.Value as string, out var colleague) ? OnAssign.InvokeAsync((Seen, colleague)) : Task.CompletedTask;

    private static string State(FindingRow row) => $"{row.Record.State.Label()} {Who(row)}".TrimEnd();

    private static string? Who(FindingRow row) => row.Record.State switch
    {
        FindingState.Assigned => row.Record.AssigneeName,
        FindingState.Dismissed => $"{row.Record.Reason}（{row.Record.DecidedByName}）",
        FindingState.Resolved => row.Record.ClosedAt is { } at ? Moments.Show(at) : null,
        _ => null,
    };

    private static TagKind Kind(FindingState state) => state switch
    {
        FindingState.Open => TagKind.Warn,
        FindingState.Assigned => TagKind.Neutral,
        FindingState.Dismissed => TagKind.Neutral,
        FindingState.Resolved => TagKind.Ok,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
