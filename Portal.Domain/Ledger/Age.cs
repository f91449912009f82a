namespace Portal.Domain.Ledger;

/// <summary>
/// 年齢 — in full years or months. The law (年齢計算ニ関スル法律, 民法143条) ends a year of life with the day before the
/// birthday, so a vaccine "from 12" may be given on that day: eligibility uses <see cref="LegalOn"/>, the screen shows
/// <see cref="On"/>. A birthday on a day the month lacks (29 February, the 31st) counts on the first of the next month,
/// which by law is the last day of the short one. Negative before birth.
/// </summary>
public static class Age
{
    /// <summary>Full years as people count them: one more from the birthday on.</summary>
    public static int On(DateOnly birth, DateOnly day) => (int)Math.Floor(MonthsOn(birth, day) / 12.0);

    /// <summary>Full months as people count them.</summary>
    public static int MonthsOn(DateOnly birth, DateOnly day) =>
        (day.Year - birth.Year) * 12 + day.Month - birth.Month - (day.Day < birth.Day ? 1 : 0);

    /// <summary>Full years by law: one more from the day before the birthday on.</summary>
    public static int LegalOn(DateOnly birth, DateOnly day) => On(birth, day.AddDays(1));

    /// <summary>Full months by law, for products given from six months.</summary>
    public static int LegalMonthsOn(DateOnly birth, DateOnly day) => MonthsOn(birth, day.AddDays(1));

    /// <summary>72歳; 8か月 under one year.</summary>
    public static string Describe(DateOnly birth, DateOnly day) =>
        On(birth, day) is var years and not 0 ? $"{years}歳" : $"{MonthsOn(birth, day)}か月";
}
