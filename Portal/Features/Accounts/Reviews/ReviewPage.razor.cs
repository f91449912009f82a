using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Reviews;

/// <summary>One review: the chiefs tick, the administrator signs off.</summary>
public sealed partial class ReviewPage(ReviewDesk desk, CurrentStaff current, ISnackbar snackbar, TimeProvider time)
{
    private Staff? _staff;
    private OpenedReview? _opened;
    private Guid _loaded;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Which lines; missing: those that wait for whoever looks.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    private IdReview Review => _opened!.Review;

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private DateTime PrintedAt => JapanTime.Of(time.GetUtcNow().UtcDateTime);

    private bool IsLate => Review.IsOpen && Review.DueOn < Today;

    private string DaysLeft => (Review.DueOn.DayNumber - Today.DayNumber) switch { < 0 and var past => $"{-past}日経過", 0 => "本日", var left => $"あと{left}日" };

    /// <summary>Whoever answers begins with their own department, if it has any.</summary>
    private ReviewView View => ReviewViews.Of(Show) ?? (_staff!.May(Permission.ReviewAnswer) && Count(ReviewView.Own) > 0 ? ReviewView.Own : ReviewView.All);

    /// <summary>One's own department first; within it by ID.</summary>
    private IReadOnlyList<IdReviewLine> Lines => [.. Review.Lines.Where(l => IsIn(View, l)).OrderBy(l => l.Department != _staff!.Department)];

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Id)
        {
            _loaded = Id;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            _opened = await desk.ShowAsync(_staff, Id);
            _missing = _opened is null;
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
    }

    private int Count(ReviewView view) => Review.Lines.Count(l => IsIn(view, l));

    private bool IsIn(ReviewView view, IdReviewLine line) => view switch
    {
        ReviewView.Own => line.Department == _staff!.Department,
        ReviewView.All => true,
        ReviewView.Undecided => line.Decision is null,
        ReviewView.Flagged => line.Flags is not null,
        ReviewView.OpenChanges => _opened!.OpenChanges.Contains(line.IdReviewLineId),
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };

    private Task DecideAsync((IdReviewLine Line, ReviewDecision Decision, string? Note) asked) => DoAsync(async by =>
    {
        var decided = await desk.AnswerAsync(by, asked.Line.IdReviewLineId, asked.Decision, asked.Note, asked.Line.Version);
        // The line takes the place of the one that was answered; the table stays where it is.
        Review.Lines[Review.Lines.FindIndex(l => l.IdReviewLineId == decided.IdReviewLineId)] = decided;
    });

    private Task SettleAsync((IdReviewLine Line, string? Words) asked) => DoAsync(async by =>
    {
        await desk.SettleAsync(by, asked.Line.IdReviewLineId, asked.Words);
        snackbar.Add($"{asked.Line.AccountId} の変更の完了を記録しました。", Severity.Success);
        await LoadAsync();
    });

    private Task CloseAsync(string? note) => DoAsync(async by =>
    {
        await desk.CloseAsync(by, Id, note, Review.Lines.ToDictionary(l => l.IdReviewLineId, l => l.Version));
        snackbar.Add($"第{Review.Number}回の棚卸を締めました。", Severity.Success);
        await LoadAsync();
    });

    private async Task DoAsync(Func<Staff, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act(await current.GetAsync());
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }
}
