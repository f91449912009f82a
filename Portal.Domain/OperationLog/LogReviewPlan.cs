using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>点検の周期 — by which day of the following month a month is reviewed, and how long an ad hoc review may take.</summary>
public sealed record LogReviewCalendar(int DueDay, int AdHocDays)
{
    public static LogReviewCalendar Default { get; } = new(15, 14);

    /// <summary>The last day for the sign-off of a month, in the month after it.</summary>
    /// <param name="month">Any day of it.</param>
    public DateOnly DueOn(DateOnly month)
    {
        var next = FirstOf(month).AddMonths(1);
        return next.AddDays(Math.Min(DueDay, DateTime.DaysInMonth(next.Year, next.Month)) - 1);
    }

    /// <summary>Months that are over and not signed off, oldest first; at most the last twelve.</summary>
    /// <param name="firstDay">The first day the log knows.</param>
    /// <param name="signedOff">First days of the months that are.</param>
    /// <param name="today">In Japan.</param>
    public static IEnumerable<DateOnly> Owed(DateOnly firstDay, IReadOnlySet<DateOnly> signedOff, DateOnly today)
    {
        var thisMonth = FirstOf(today);
        var first = FirstOf(firstDay) is var begun && begun < thisMonth.AddMonths(-12) ? thisMonth.AddMonths(-12) : begun;
        for (var month = first; month < thisMonth; month = month.AddMonths(1))
        {
            if (!signedOff.Contains(month))
            {
                yield return month;
            }
        }
    }

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    /// <summary>令和8年10月分</summary>
    public static string MonthName(DateOnly month) => $"{JapaneseEra.Of(month)?.YearName(month) ?? $"{month.Year}年"}{month.Month}月分";
}

/// <summary>What a review is to look at, and until when it is signed off.</summary>
public sealed record LogReviewPlan
{
    /// <summary>A quarter: more is several reviews.</summary>
    public const int MaxDays = 92;

    private LogReviewPlan()
    {
    }

    public required LogReviewKind Kind { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required DateOnly DueOn { get; init; }
    public string? Reason { get; init; }

    /// <summary>定期: one whole month that is over.</summary>
    /// <exception cref="RuleException">The month is not over.</exception>
    public static LogReviewPlan ForMonth(DateOnly month, LogReviewCalendar calendar, DateOnly today)
    {
        var first = LogReviewCalendar.FirstOf(month);
        var last = first.AddMonths(1).AddDays(-1);
        return last < today
            ? new() { Kind = LogReviewKind.Scheduled, From = first, Until = last, DueOn = calendar.DueOn(first) }
            : throw new RuleException($"{LogReviewCalendar.MonthName(first)}はまだ終わっていません。終わった月を選ぶか、随時の点検にしてください。");
    }

    /// <summary>随時: any days, for a reason.</summary>
    /// <exception cref="RuleException">No reason, days in the wrong order or to come, or too many.</exception>
    public static LogReviewPlan AdHoc(DateOnly? from, DateOnly? until, string? reason, LogReviewCalendar calendar, DateOnly today)
    {
        if (from is not { } first || until is not { } last)
        {
            throw new RuleException("点検する期間の最初の日と最後の日を入力してください。");
        }

        if (first > last)
        {
            throw new RuleException("点検する期間の最初の日は、最後の日以前にしてください。");
        }

        if (last > today)
        {
            throw new RuleException("点検する期間の最後の日は、今日までの日にしてください。");
        }

        if (last.DayNumber - first.DayNumber >= MaxDays)
        {
            throw new RuleException($"一度に点検できるのは{MaxDays}日までです。期間を分けてください。");
        }

        return new() { Kind = LogReviewKind.AdHoc, From = first, Until = last, DueOn = today.AddDays(calendar.AdHocDays), Reason = StatedPurpose.Demand("点検の理由", reason) };
    }
}
