using Portal.Domain;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>出力する期間: months whole, so that an address carries no day.</summary>
public enum SeatSpan
{
    /// <summary>今月</summary>
    ThisMonth,

    /// <summary>先月</summary>
    LastMonth,

    /// <summary>今年度</summary>
    ThisYear,

    /// <summary>前年度</summary>
    LastYear,
}

public static class SeatSpans
{
    private const int FirstMonth = 4;

    public static string Label(this SeatSpan span) => span switch
    {
        SeatSpan.ThisMonth => "今月",
        SeatSpan.LastMonth => "先月",
        SeatSpan.ThisYear => "今年度",
        SeatSpan.LastYear => "前年度",
        _ => throw new ArgumentOutOfRangeException(nameof(span)),
    };

    /// <summary>The first and last day of it in Japan.</summary>
    public static (DateOnly First, DateOnly Last) DaysOf(this SeatSpan span, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        var month = new DateOnly(today.Year, today.Month, 1);
        var year = new DateOnly(today.Month >= FirstMonth ? today.Year : today.Year - 1, FirstMonth, 1);
        return span switch
        {
            SeatSpan.ThisMonth => (month, month.AddMonths(1).AddDays(-1)),
            SeatSpan.LastMonth => (month.AddMonths(-1), month.AddDays(-1)),
            SeatSpan.ThisYear => (year, year.AddYears(1).AddDays(-1)),
            SeatSpan.LastYear => (year.AddYears(-1), year.AddDays(-1)),
            _ => throw new ArgumentOutOfRangeException(nameof(span)),
        };
    }
}
