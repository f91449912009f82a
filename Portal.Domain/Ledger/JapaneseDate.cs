using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Ledger;

/// <summary>
/// 和暦・西暦の日付 as clerks type them and files carry them: S25.3.4, s25/3/4, 昭和25年3月4日, R元.5.1, S250304, 3250304 (1 明治 …
/// 5 令和), 1950-03-04, 1950/3/4, 19500304, in any width; and parts of one (S25, 昭和25年3月, 1950年, 1950-03). A bare 1950 is
/// not a date. A day outside its era does not exist (昭和64年1月8日); see <see cref="JapaneseEra"/> for the days of change.
/// </summary>
public static partial class JapaneseDate
{
    private const string HowToWrite = "S25.3.4、昭和25年3月4日、19500304 のように入力してください。";

    /// <summary>A whole date; false for a part of one.</summary>
    public static bool TryParse(string? text, out DateOnly date)
    {
        var whole = TryParseRange(text, out var range) && range.IsDay;
        date = whole ? range.From : default;
        return whole;
    }

    /// <summary>A whole date or a part of one, as the days it can mean within its era.</summary>
    public static bool TryParseRange(string? text, out DateRange range)
    {
        range = default;
        return Read(text) is { } parts && WhyNot(parts, out range) is null;
    }

    /// <param name="text">As typed.</param>
    /// <param name="field">The field's name on the screen, which the message begins with.</param>
    /// <exception cref="RuleException">Not a whole date, or one that does not exist; the message says what to enter.</exception>
    public static DateOnly Parse(string? text, string field = "日付") => TryParse(text, out var date)
        ? date
        : throw new RuleException($"{field}: {Explain(text) ?? $"年月日まで、{HowToWrite}"}");

    /// <summary>Why a text is not a date, and what to enter instead; null when it is one (or a part of one).</summary>
    public static string? Explain(string? text) => Read(text) is { } parts ? WhyNot(parts, out _) : HowToWrite;

    /// <summary>昭和25年3月4日; the Western year before 明治.</summary>
    public static string Format(DateOnly date) => JapaneseEra.Of(date) is { } era
        ? $"{era.YearName(date)}{date.Month}月{date.Day}日"
        : $"{date.Year}年{date.Month}月{date.Day}日";

    /// <summary>S25.3.4, R元.5.1; the Western year before 明治.</summary>
    public static string FormatShort(DateOnly date) => JapaneseEra.Of(date) is { } era
        ? $"{era.Letter}{era.YearText(date)}.{date.Month}.{date.Day}"
        : $"{date.Year}.{date.Month}.{date.Day}";

    private static Parts? Read(string? text)
    {
        var folded = Fold.Compact(Midnight().Replace(Fold.Plain(text), "")).ToUpperInvariant();
        var plain = string.Concat(folded.Select(c => IsSeparator(c) ? '.' : c));
        var match = Compact().Match(plain) is { Success: true } compact ? compact : Separated().Match(plain);
        if (!match.Success)
        {
            return null;
        }

        var era = match.Groups["era"] is { Success: true } name ? JapaneseEra.Named(name.Value) : null;
        return new Parts(era, Number(match.Groups["y"]) ?? 0, Number(match.Groups["m"]), Number(match.Groups["d"]));
    }

    private static bool IsSeparator(char c) => Fold.IsHyphen(c) || c is '/' or '・' or '。' or '、' or ',';

    private static int? Number(Group group) =>
        !group.Success ? null : group.Value == "元" ? 1 : int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static string? WhyNot(Parts parts, out DateRange range)
    {
        range = default;
        var year = parts.Era?.GregorianYear(parts.Year) ?? parts.Year;
        if (parts.Year < 1)
        {
            return "年は1年（元年）からです。";
        }

        if (parts.Month is < 1 or > 12)
        {
            return "月は1月から12月までです。";
        }

        var lastDay = DateTime.DaysInMonth(year, parts.Month ?? 12);
        if (parts.Day < 1 || parts.Day > lastDay)
        {
            return $"{parts.YearName}{parts.Month}月は1日から{lastDay}日までです。";
        }

        var from = new DateOnly(year, parts.Month ?? 1, parts.Day ?? 1);
        var to = new DateOnly(year, parts.Month ?? 12, parts.Day ?? lastDay);
        var first = (parts.Era ?? JapaneseEra.Meiji).FirstDay;
        var last = (parts.Era ?? JapaneseEra.Reiwa).LastDay;
        if (to < first || from > last)
        {
            return OutsideEra(parts.Era, from);
        }

        range = new DateRange(from < first ? first : from, to > last ? last : to, parts.Precision);
        return null;
    }

    private static string OutsideEra(JapaneseEra? era, DateOnly day)
    {
        if (era is null)
        {
            return "西暦は1868年1月25日（明治元年）以後の日を入力してください。";
        }

        var limit = day > era.LastDay
            ? $"{era.Name}は{era.YearText(era.LastDay)}年{era.LastDay.Month}月{era.LastDay.Day}日までです。"
            : $"{era.Name}は元年{era.FirstDay.Month}月{era.FirstDay.Day}日からです。";
        return JapaneseEra.Of(day) is { } right ? $"{limit}{right.YearName(day)}として入力してください。" : limit;
    }

    // What Excel adds when a date cell is saved as text.
    [GeneratedRegex(@"(?<=\d) 0{1,2}:00(:00)?$")]
    private static partial Regex Midnight();

    [GeneratedRegex(@"^(?:(?<era>[1-5MTSHR]|[明大昭平令]|明治|大正|昭和|平成|令和)(?<y>[0-9]{2})|(?<y>[0-9]{4}))(?<m>[0-9]{2})(?<d>[0-9]{2})$")]
    private static partial Regex Compact();

    [GeneratedRegex(@"^(?:(?<era>[MTSHR]|[明大昭平令]|明治|大正|昭和|平成|令和)\.?(?<y>元|[0-9]{1,2})(?=[年.]|$)|(?:西暦)?(?<y>[0-9]{4})(?=[年.]))[年.]?(?:(?<m>[0-9]{1,2})(?:[月.](?:(?<d>[0-9]{1,2})日?)?)?)?$")]
    private static partial Regex Separated();

    private readonly record struct Parts(JapaneseEra? Era, int Year, int? Month, int? Day)
    {
        public DatePrecision Precision => Day is not null ? DatePrecision.Day : Month is not null ? DatePrecision.Month : DatePrecision.Year;

        public string YearName => Era is null ? $"{Year}年" : $"{Era.Name}{JapaneseEra.YearText(Year)}年";
    }
}
