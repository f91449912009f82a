using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Components;

/// <summary>
/// What stands in the four boxes of a <see cref="DateBox"/>, as typed; the era is the letter of a <see cref="JapaneseEra"/>, or
/// <c>W</c> for a western year.
/// </summary>
public readonly record struct DateParts(string Era, string Year, string Month, string Day)
{
    public const string Western = "W";

    public static readonly DateParts Empty = new("R", "", "", "");

    public bool IsEmpty => Year.Length + Month.Length + Day.Length == 0;

    /// <summary><c>R4.7.12</c>, <c>W2022.7.</c>; empty when nothing is typed. A draft keeps this.</summary>
    public string Text => IsEmpty ? "" : $"{Era}{Year}.{Month}.{Day}";

    public static DateParts FromDate(DateOnly date, bool western) => !western && JapaneseEra.Of(date) is { } era
        ? new($"{era.Letter}", $"{date.Year - era.FirstDay.Year + 1}", $"{date.Month}", $"{date.Day}")
        : new(Western, $"{date.Year}", $"{date.Month}", $"{date.Day}");

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
        error = IsEmpty ? null : Missing() ?? Read(out date);
        return !IsEmpty && error is null;
    }

    private string? Missing()
    {
        (string Typed, string Name)[] parts = [(Year, "年"), (Month, "月"), (Day, "日")];
        var missing = parts.Where(part => part.Typed.Length == 0).Select(part => part.Name).ToList();
        return missing.Count == 0 ? null : $"{string.Join("と", missing)}を入力してください。";
    }

    private string? Read(out DateOnly date)
    {
        date = default;
        if (!(Year == "元" || Year.All(char.IsAsciiDigit)) || !Month.All(char.IsAsciiDigit) || !Day.All(char.IsAsciiDigit))
        {
            return "年・月・日は数字で入力してください。";
        }

        if (Era == Western && Year.Length != 4)
        {
            return "西暦は4桁で入力してください。";
        }

        var text = Era == Western ? $"{Year}.{Month}.{Day}" : Text;
        return JapaneseDate.TryParse(text, out date) ? null : JapaneseDate.Explain(text);
    }
}
