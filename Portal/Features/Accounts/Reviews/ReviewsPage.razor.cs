using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Reviews;

/// <summary>Every review, and the button that begins the next.</summary>
public sealed partial class ReviewsPage(ReviewSearch search, ReviewDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private Staff? _staff;
    private IReadOnlyList<ReviewRow>? _rows;
    private ReviewState? _state;
    private (int Ids, DateOnly AnswerBy)? _start;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _busy;

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    protected override Task OnInitializedAsync() => DoAsync(async by =>
    {
        _rows = await search.ListAsync(by);
        _state = await search.StateAsync(by);
    });

    private Task AskAsync() => DoAsync(async by => _start = await desk.PreviewAsync(by));

    private Task OpenAsync() => DoAsync(async by => navigation.NavigateTo(Addresses.Review((await desk.OpenAsync(by)).IdReviewId)));

    private async Task DoAsync(Func<Staff, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            _staff = await current.GetAsync();
            await act(_staff);
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

    private (TagKind Kind, string Words) State(ReviewRow row) =>
        row.ClosedAt is not null ? (TagKind.Ok, "締め済み")
        : row.DueOn < Today ? (TagKind.Error, "回答期限を過ぎています")
        : row.Decided == row.Lines ? (TagKind.Warn, "締めるだけです")
        : (TagKind.Warn, "判定中");
}
