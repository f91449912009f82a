using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Components;

/// <summary>
/// What stands in the four boxes of a <see cref="DateBox"/>, as typed; the era is <c>R</c>, <c>H</c>, <c>S</c>, <c>T</c>, <c>M</c>, or
/// <c>W</c> for a western year.
/// </summary>
public readonly record struct DateParts(string Era, string Year, string Month, string Day)
{
    public const string Western = "W";

    private static readonly (string Letter, string Name, DateOnly First)[] Eras =
    [
        ("R", "令和", new(2019, 5, 1)),
        ("H", "平成", new(1989, 1, 8)),
        ("S", "昭和", new(1926, 12, 25)),
        ("T", "大正", new(1912, 7, 30)),
        ("M", "明治", new(1868, 1, 25)),
    ];

    public static readonly DateParts Empty = new("R", "", "", "");

    public bool IsEmpty => Year.Length + Month.Length + Day.Length == 0;

    /// <summary><c>R4.7.12</c>, <c>W2022.7.</c>; empty when nothing is typed. A draft keeps this.</summary>
    public string Text => IsEmpty ? "" : $"{Era}{Year}.{Month}.{Day}";

    public static DateParts FromDate(DateOnly date, bool western)
    {
        var (letter, _, first) = Array.Find(Eras, era => date >= era.First);
        return western || letter is null
            ? new(Western, Number(date.Year), Number(date.Month), Number(date.Day))
            : new(letter, Number(date.Year - first.Year + 1), Number(date.Month), Number(date.Day));
    }

    /// <summary>Reads back what <see cref="Text"/> gave; anything else is an empty entry.</summary>
    public static DateParts FromText(string text, string era)
    {
        var parts = text.Length > 0 ? text[1..].Split('.') : [];
        return parts.Length == 3 ? new(text[..1], parts[0], parts[1], parts[2]) : Empty with { Era = era };
    }

    /// <summary>令和4年7月12日（2022-07-12・火）</summary>
    public static string InWords(DateOnly date) =>
        $"{JapaneseDate.Format(date)}（{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}・{"日月火水木金土"[(int)date.DayOfWeek]}）";

    /// <summary>The error names what is missing or does not exist; it is null for a date and for empty boxes.</summary>
    public bool TryGetDate(out DateOnly date, out string? error)
    {
        date = default;
        error = IsEmpty ? null : Missing();
        if (IsEmpty || error is not null)
        {
            return false;
        }

        error = Read(out date);
        return error is null;
    }

    private string? Missing()
    {
        List<string> missing = [];
        if (Year.Length == 0)
        {
            missing.Add("年");
        }

        if (Month.Length == 0)
        {
            missing.Add("月");
        }

        if (Day.Length == 0)
        {
            missing.Add("日");
        }

        return missing.Count == 0 ? null : $"{string.Join("と", missing)}を入力してください。";
    }

    private string? Read(out DateOnly date)
    {
        date = default;
        if (!TryNumber(Year == "元" ? "1" : Year, out var year) || !TryNumber(Month, out var month) || !TryNumber(Day, out var day))
        {
            return "年・月・日は数字で入力してください。";
        }

        var letter = Era;
        var era = Array.Find(Eras, each => each.Letter == letter);
        var gregorian = era.Letter is null ? year : era.First.Year + year - 1;
        if (month is < 1 or > 12)
        {
            return "月は1から12で入力してください。";
        }

        if (gregorian is < 1868 or > 9999)
        {
            return era.Letter is null ? "西暦は4桁で入力してください。" : "年を確かめてください。";
        }

        if (day < 1 || day > DateTime.DaysInMonth(gregorian, month))
        {
            return $"{month}月{day}日は{(era.Letter is null ? $"{year}年" : $"{era.Name}{year}年")}にありません。";
        }

        date = new DateOnly(gregorian, month, day);
        var right = Array.Find(Eras, WasCurrentOn(date));
        return era.Letter is null || right == era ? null : $"その日は{era.Name}ではなく{right.Name ?? "明治より前"}です。";
    }

    private static Predicate<(string Letter, string Name, DateOnly First)> WasCurrentOn(DateOnly date) => era => date >= era.First;

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
