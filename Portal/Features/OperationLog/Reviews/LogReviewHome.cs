using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>What the log reviews have to say on the home page of those who make them.</summary>
public sealed class LogReviewHome(LogReviewSearch reviews, TimeProvider time)
{
    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.LogReview))
        {
            return [];
        }

        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        var state = await reviews.StateAsync(cancellationToken);
        var months = state.Owed.Select(owed => Item($"ログ点検 {LogReviewCalendar.MonthName(owed.Month)}{(owed.LogReviewId is null ? "（未開始）" : "")}", owed.DueOn, owed.LogReviewId, today));
        var adHoc = state.Open.Where(r => r.Kind is LogReviewKind.AdHoc).Select(r => Item($"ログ点検 第{r.Number}回（随時）", r.DueOn, r.LogReviewId, today));
        return [.. months, .. adHoc];
    }

    private static HomeItem Item(string label, DateOnly dueOn, Guid? logReviewId, DateOnly today) => new(
        label, dueOn < today ? $"期限超過 {JapaneseDate.Format(dueOn)}まで" : $"{JapaneseDate.Format(dueOn)}まで",
        logReviewId is { } id ? Addresses.LogReview(id) : Addresses.LogReviews, dueOn < today ? TagKind.Error : TagKind.Warn);
}
