using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>Every log review, the months that wait for one, and the form that begins it.</summary>
public sealed partial class LogReviewsPage(
    LogReviewSearch search, LogReviewDesk desk, LogReviewCalendar calendar, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private Staff? _staff;
    private IReadOnlyList<LogReviewSummary>? _rows;
    private LogReviewState? _state;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _isStarting;
    private bool _busy;

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    /// <summary>The last first: it is what is reviewed next as a rule.</summary>
    private IReadOnlyList<DateOnly> Months => [.. _state!.Owed.Where(o => o.LogReviewId is null).Select(o => o.Month).Reverse()];

    protected override Task OnInitializedAsync() => DoAsync(async by =>
    {
        _rows = await search.ListAsync(by);
        _state = await search.StateAsync();
    });

    private Task OpenMonthAsync(DateOnly month) => DoAsync(async by => Open(await desk.OpenMonthAsync(by, month)));

    private Task OpenAdHocAsync((DateOnly? From, DateOnly? Until, string? Reason) asked) =>
        DoAsync(async by => Open(await desk.OpenAdHocAsync(by, asked.From, asked.Until, asked.Reason)));

    private void Open(LogReview review) => navigation.NavigateTo(Addresses.LogReview(review.LogReviewId));

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

    private string Days(DateOnly day) => (day.DayNumber - Today.DayNumber) switch { < 0 and var past => $"{-past}日経過", 0 => "本日", var left => $"あと{left}日" };

    private static string Period(LogReviewSummary row) => row.Kind is LogReviewKind.Scheduled
        ? LogReviewCalendar.MonthName(row.From)
        : $"{JapaneseDate.FormatShort(row.From)}～{JapaneseDate.FormatShort(row.Until)}";

    private (TagKind Kind, string Words) State(LogReviewSummary row) =>
        row.SignedOffAt is not null ? (TagKind.Ok, "確定済み")
        : row.DueOn < Today ? (TagKind.Error, "期限超過")
        : row.Judged == row.Lines && row.Unclear == 0 ? (TagKind.Warn, "確定するだけです")
        : (TagKind.Warn, "判定中");
}
