namespace Portal.Domain.Ledger;

/// <summary>
/// 接種期間 — a window of the programme, both days included. A dose outside is a warning, except after the programme's last day.
/// Sources: 厚生労働省 新型コロナワクチンQ&amp;A 0033 and the 予防接種の実施に関する手引き.
/// </summary>
public sealed record Campaign(string Code, string Name, DateOnly From, DateOnly To)
{
    /// <summary>特例臨時接種: every dose the ledger may hold lies in it.</summary>
    public static Campaign Programme { get; } = new("programme", "特例臨時接種", new(2021, 2, 17), new(2024, 3, 31));

    public static Campaign ThirdDose { get; } = new("third", "3回目接種", new(2021, 12, 1), new(2022, 9, 19));

    public static Campaign FourthDose { get; } = new("fourth", "4回目接種", new(2022, 5, 25), new(2022, 9, 19));

    public static Campaign Autumn2022 { get; } = new("autumn-2022", "令和4年秋開始接種", new(2022, 9, 20), new(2023, 5, 7));

    public static Campaign Spring2023 { get; } = new("spring-2023", "令和5年春開始接種", new(2023, 5, 8), new(2023, 9, 19));

    public static Campaign Autumn2023 { get; } = new("autumn-2023", "令和5年秋開始接種", new(2023, 9, 20), new(2024, 3, 31));

    public static IReadOnlyList<Campaign> All { get; } = [Programme, ThirdDose, FourthDose, Autumn2022, Spring2023, Autumn2023];

    /// <summary>The windows that allowed one booster each.</summary>
    public static IReadOnlyList<Campaign> Seasons { get; } = [Autumn2022, Spring2023, Autumn2023];

    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>The season of a day, null before 令和4年秋開始接種 and after the programme.</summary>
    public static Campaign? SeasonOf(DateOnly day) => Seasons.FirstOrDefault(season => season.Contains(day));

    /// <summary>The earliest day on which a dose of that number (1 to 7) could be given in the programme.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A dose number below 1.</exception>
    public static DateOnly FirstDayOf(int doseNumber) => doseNumber switch
    {
        < 1 => throw new ArgumentOutOfRangeException(nameof(doseNumber)),
        1 or 2 => Programme.From,
        3 => ThirdDose.From,
        4 => FourthDose.From,
        5 => Autumn2022.From,
        6 => Spring2023.From,
        _ => Autumn2023.From,
    };
}
