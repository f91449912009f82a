using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Reports;

/// <summary>報告の期間 — a calendar month (2024-03) or a 会計年度, 1 April to 31 March (FY2023).</summary>
public sealed partial record ReportPeriod
{
    private const int FirstYear = 2020;
    private const int LastYear = 2099;

    private ReportPeriod(DateOnly from, DateOnly to) => (From, To) = (from, to);

    /// <summary>The first day.</summary>
    public DateOnly From { get; }

    /// <summary>The last day, included.</summary>
    public DateOnly To { get; }

    public bool IsYear => From.AddMonths(1) <= To;

    /// <summary>2024-03 or FY2023: how addresses, files and the command line name it.</summary>
    public string Code => IsYear ? $"FY{From.Year:0000}" : From.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>令和6年3月 or 令和5年度.</summary>
    public string Label
    {
        get
        {
            var year = JapaneseEra.Of(From)!.YearName(From);
            return IsYear ? $"{year}度" : $"{year}{From.Month}月";
        }
    }

    public static ReportPeriod OfMonth(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new(first, first.AddMonths(1).AddDays(-1));
    }

    /// <summary>The fiscal year a day falls into.</summary>
    public static ReportPeriod OfYear(DateOnly day)
    {
        var last = FiscalYear.LastDayOf(day);
        return new(last.AddYears(-1).AddDays(1), last);
    }

    public static bool TryParse(string? code, out ReportPeriod? period)
    {
        period = null;
        if (code is not null && Written().Match(code) is { Success: true } match)
        {
            var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
            var month = match.Groups["month"] is { Success: true } typed ? int.Parse(typed.ValueSpan, CultureInfo.InvariantCulture) : (int?)null;
            if (year is >= FirstYear and <= LastYear && month is null or (>= 1 and <= 12))
            {
                period = month is { } m ? OfMonth(new(year, m, 1)) : OfYear(new(year, 4, 1));
            }
        }

        return period is not null;
    }

    /// <exception cref="RuleException">Neither a month nor a fiscal year.</exception>
    public static ReportPeriod Parse(string? code) => TryParse(code, out var period)
        ? period!
        : throw new RuleException("報告の期間は、月なら 2024-03、年度なら FY2023 のように指定してください。");

    public bool Holds(DateOnly day) => From <= day && day <= To;

    /// <summary>The month or year before.</summary>
    public ReportPeriod Before() => IsYear ? OfYear(From.AddDays(-1)) : OfMonth(From.AddDays(-1));

    /// <summary>The same month a year before; of a year, the year before.</summary>
    public ReportPeriod YearBefore() => IsYear ? Before() : OfMonth(From.AddYears(-1));

    /// <summary>UTC; the moment the first day begins in Japan.</summary>
    public DateTime Begins => JapanTime.ToUtc(From.ToDateTime(TimeOnly.MinValue));

    /// <summary>UTC; the moment the last day is over in Japan.</summary>
    public DateTime Ends => JapanTime.ToUtc(To.AddDays(1).ToDateTime(TimeOnly.MinValue));

    public override string ToString() => Code;

    [GeneratedRegex(@"\A(?:FY(?<year>[0-9]{4})|(?<year>[0-9]{4})-(?<month>[0-9]{2}))\z")]
    private static partial Regex Written();
}
