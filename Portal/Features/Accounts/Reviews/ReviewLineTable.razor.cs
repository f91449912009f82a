using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Reviews;

/// <summary>The lines of a review: 継続 with one press, 変更 and 停止 with words in the row that opens.</summary>
public sealed partial class ReviewLineTable
{
    private const int PageSize = 100;

    private Guid? _open;
    private ReviewDecision? _pressed;
    private int _page;

    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<IdReviewLine> Lines { get; set; }

    [Parameter]
    [EditorRequired]
    public required OpenedReview Opened { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff Staff { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public string Empty { get; set; } = "";

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Parameter]
    public EventCallback<(IdReviewLine Line, ReviewDecision Decision, string? Note)> OnDecide { get; set; }

    [Parameter]
    public EventCallback<(IdReviewLine Line, string? Words)> OnSettle { get; set; }

    private int Pages => Math.Max(1, (Lines.Count + PageSize - 1) / PageSize);

    private int At => Math.Min(_page, Pages - 1);

    private IReadOnlyList<IdReviewLine> Page => [.. Lines.Skip(At * PageSize).Take(PageSize)];

    private bool MayAnswer(IdReviewLine line) => Opened.Review.IsOpen && Staff.May(Permission.ReviewAnswer) && !Opened.IsOwn(Staff, line);

    private void Open(IdReviewLine line, ReviewDecision? pressed)
    {
        _open = _open == line.IdReviewLineId && pressed is null ? null : line.IdReviewLineId;
        _pressed = pressed;
    }

    /// <summary>What needs no words is done at once; for the others the row opens where the words go.</summary>
    private async Task PressAsync(IdReviewLine line, ReviewDecision decision)
    {
        if (decision != ReviewDecision.Keep)
        {
            Open(line, decision);
            return;
        }

        await DecideAsync((line, decision, null));
    }

    private async Task DecideAsync((IdReviewLine Line, ReviewDecision Decision, string? Note) asked)
    {
        await OnDecide.InvokeAsync(asked);
        // The page has put the answered line in its place, unless it was refused.
        if (!Opened.Review.Lines.Contains(asked.Line))
        {
            (_open, _pressed) = (null, null);
        }
    }

    private string LastUse(IdReviewLine line) => line.LastSignInAt is not { } at ? "なし"
        : (JapanTime.DayOf(Opened.Review.OpenedAt).DayNumber - JapanTime.DayOf(at).DayNumber) is > 0 and var days ? $"{days}日前" : "当日";

    private static TagKind Kind(IdReviewLine line) => line.Decision switch
    {
        ReviewDecision.Keep => TagKind.Ok,
        ReviewDecision.Change => TagKind.Warn,
        ReviewDecision.Stop => TagKind.Error,
        null => TagKind.Neutral,
        _ => throw new ArgumentOutOfRangeException(nameof(line)),
    };
}
