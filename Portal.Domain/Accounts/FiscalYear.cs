namespace Portal.Domain.Accounts;

/// <summary>会計年度 — 1 April to 31 March; IDs usually end with it, since people move on its first day.</summary>
public static class FiscalYear
{
    public static DateOnly LastDayOf(DateOnly day) => new(day.Month <= 3 ? day.Year : day.Year + 1, 3, 31);
}
