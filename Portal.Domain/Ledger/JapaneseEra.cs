namespace Portal.Domain.Ledger;

/// <summary>
/// 元号 — the five eras since 明治 with the days they begin and end, counted in the Gregorian calendar (in force since
/// 明治6年1月1日; earlier days are counted back). Sources: 改元の詔書 of 1868, 1912 and 1926; 元号を改める政令 昭和64年政令第1号,
/// 平成31年政令第143号. The day of the change belongs to the new era.
/// </summary>
/// <param name="Name">明治, 大正, 昭和, 平成 or 令和.</param>
/// <param name="Letter">M, T, S, H or R, as in S25.3.4.</param>
/// <param name="Digit">1 to 5, the first of the seven digits of 3250304.</param>
/// <param name="FirstDay">The day of the change.</param>
/// <param name="LastDay">The day before the next era; open for 令和.</param>
public sealed record JapaneseEra(string Name, char Letter, char Digit, DateOnly FirstDay, DateOnly LastDay)
{
    public static readonly JapaneseEra Meiji = new("明治", 'M', '1', new(1868, 1, 25), new(1912, 7, 29));
    public static readonly JapaneseEra Taisho = new("大正", 'T', '2', new(1912, 7, 30), new(1926, 12, 24));
    public static readonly JapaneseEra Showa = new("昭和", 'S', '3', new(1926, 12, 25), new(1989, 1, 7));
    public static readonly JapaneseEra Heisei = new("平成", 'H', '4', new(1989, 1, 8), new(2019, 4, 30));
    public static readonly JapaneseEra Reiwa = new("令和", 'R', '5', new(2019, 5, 1), DateOnly.MaxValue);

    public static IReadOnlyList<JapaneseEra> All { get; } = [Meiji, Taisho, Showa, Heisei, Reiwa];

    /// <summary>The era of a day; null before 1868-01-25.</summary>
    public static JapaneseEra? Of(DateOnly day) => All.LastOrDefault(era => era.FirstDay <= day);

    /// <summary>The era written as 昭和, 昭 or S; null for anything else.</summary>
    internal static JapaneseEra? Named(string text) => All.FirstOrDefault(
        era => era.Name == text || (text.Length == 1 && (text[0] == era.Name[0] || text[0] == era.Letter || text[0] == era.Digit)));

    /// <summary>The year of the Gregorian calendar in which the era's year lies; 昭和25 is 1950.</summary>
    public int GregorianYear(int eraYear) => FirstDay.Year + eraYear - 1;

    /// <summary>昭和25年, 令和元年.</summary>
    public string YearName(DateOnly day) => $"{Name}{YearText(day)}年";

    /// <summary>25, or 元 for the first year.</summary>
    public string YearText(DateOnly day) => YearText(day.Year - FirstDay.Year + 1);

    internal static string YearText(int eraYear) => eraYear == 1 ? "元" : $"{eraYear}";
}
