using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>The lines of a review: 適正 with one press, one or many; 要確認 and 不適正 with words in the row that opens beside its acts.</summary>
public sealed partial class LogReviewLineTable(NavigationManager navigation)
{
    private const int PageSize = 100;

    private readonly HashSet<Guid> _chosen = [];
    private Guid? _open;
    private LogVerdictKind? _pressed;
    private LogReviewLineRows? _rows;
    private Guid? _rowsOf;
    private string? _refused;
    private string? _note;
    private int _page;

    /// <summary>Those on screen.</summary>
    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<LogReviewLine> Lines { get; set; }

    [Parameter]
    [EditorRequired]
    public required LogReview Review { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff Staff { get; set; }

    /// <summary>The acts behind a line; looking at them is written down.</summary>
    [Parameter]
    [EditorRequired]
    public required Func<LogReviewLine, Task<LogReviewLineRows>> LoadRows { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public string Empty { get; set; } = "";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public EventCallback<(IReadOnlyCollection<LogReviewLine> Lines, LogVerdictKind Verdict, string? Note)> OnJudge { get; set; }

    [SupplyParameterFromQuery(Name = "flag")]
    private string? FlagWord { get; set; }

    private LogFlag? Flag => Enum.TryParse<LogFlag>(FlagWord, out var flag) ? flag : null;

    private IReadOnlyList<(LogFlag Flag, int Count)> Kinds => [.. Review.Lines.GroupBy(l => l.Flag).Select(g => (g.Key, g.Count()))];

    private int Pages => Math.Max(1, (Lines.Count + PageSize - 1) / PageSize);

    private int At => Math.Min(_page, Pages - 1);

    private IReadOnlyList<LogReviewLine> Page => [.. Lines.Skip(At * PageSize).Take(PageSize)];

    private bool MayJudgeAny => Review.IsOpen && Staff.May(Permission.LogReview);

    /// <summary>Only what is on the page: nobody judges what they do not see.</summary>
    private IReadOnlyCollection<LogReviewLine> Chosen => [.. Page.Where(l => _chosen.Contains(l.LogReviewLineId) && MayJudge(l))];

    private bool MayJudge(LogReviewLine line) => MayJudgeAny && !line.IsAbout(Staff);

    private void Choose(LogReviewLine line, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(line.LogReviewLineId);
        }
        else
        {
            _chosen.Remove(line.LogReviewLineId);
        }
    }

    private void ChooseAll() => _chosen.UnionWith(Page.Where(MayJudge).Select(l => l.LogReviewLineId));

    private async Task Open(LogReviewLine line, LogVerdictKind? pressed)
    {
        _open = _open == line.LogReviewLineId && pressed is null ? null : line.LogReviewLineId;
        _pressed = pressed;
        if (_open is null || _rowsOf == _open)
        {
            return;
        }

        (_rows, _rowsOf, _refused) = (null, _open, null);
        try
        {
            _rows = await LoadRows(line);
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
    }

    /// <summary>What needs no words is done at once; for the others the row opens where the words go.</summary>
    private Task PressAsync(LogReviewLine line, LogVerdictKind verdict) =>
        verdict is LogVerdictKind.Proper ? OnJudge.InvokeAsync(([line], verdict, null)) : Open(line, verdict);

    private async Task JudgeAsync(LogReviewLine line, (LogVerdictKind Verdict, string? Note) asked)
    {
        await OnJudge.InvokeAsync(([line], asked.Verdict, asked.Note));
        // The page has put the judged review in its place, unless it was refused.
        if (!Review.Lines.Contains(line))
        {
            (_open, _pressed) = (null, null);
        }
    }

    private async Task JudgeChosenAsync()
    {
        var chosen = Chosen;
        await OnJudge.InvokeAsync((chosen, LogVerdictKind.Proper, _note));
        if (!chosen.Any(Review.Lines.Contains))
        {
            _chosen.Clear();
            _note = null;
        }
    }

    private string AddressOf(LogFlag? flag) => navigation.GetUriWithQueryParameter("flag", flag?.ToString());

    private static string Day(LogReviewLine line) => $"{JapaneseDate.FormatShort(line.Day)}（{"日月火水木金土"[(int)line.Day.DayOfWeek]}）";

    private static TagKind Kind(LogReviewLine line) => line.Verdict switch
    {
        LogVerdictKind.Proper => TagKind.Ok,
        LogVerdictKind.Unclear => TagKind.Warn,
        LogVerdictKind.Improper => TagKind.Error,
        null => TagKind.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(line)),
    };
}
