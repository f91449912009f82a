using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Components;

/// <summary>A moment as staff read it: 令和8年11月23日 10:42, Japan time.</summary>
public static class Moments
{
    public static string Show(DateTime utc)
    {
        var local = JapanTime.Of(utc);
        return $"{JapaneseDate.Format(DateOnly.FromDateTime(local))} {local:HH:mm}";
    }

    /// <summary>To the second, where it has one: 令和8年11月23日 10:42:31.</summary>
    public static string ShowExact(DateTime utc) => JapanTime.Of(utc) is { Second: > 0 } local ? $"{Show(utc)}:{local:ss}" : Show(utc);
}
