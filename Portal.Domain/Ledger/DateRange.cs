namespace Portal.Domain.Ledger;

/// <summary>How much of a date was given.</summary>
public enum DatePrecision
{
    Day,
    Month,
    Year,
}

/// <summary>The days a whole or partial date can mean, both ends included: S25.3 is 1950-03-01 to 1950-03-31.</summary>
public readonly record struct DateRange(DateOnly From, DateOnly To, DatePrecision Precision)
{
    public bool IsDay => Precision == DatePrecision.Day;

    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>昭和25年3月4日, 昭和25年3月 or 昭和25年; 1989年 when the year was given in the Western calendar and spans two eras.</summary>
    public override string ToString()
    {
        var era = JapaneseEra.Of(From);
        var year = era is null || era != JapaneseEra.Of(To) ? $"{From.Year}年" : era.YearName(From);
        return Precision switch
        {
            DatePrecision.Day => JapaneseDate.Format(From),
            DatePrecision.Month => $"{year}{From.Month}月",
            DatePrecision.Year => year,
            _ => throw new InvalidOperationException($"No wording for {Precision}."),
        };
    }
}
