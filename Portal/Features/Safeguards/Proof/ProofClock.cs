using Portal.Domain;

namespace Portal.Features.Safeguards.Proof;

/// <summary>The stretches of time the evidence is about, in UTC.</summary>
internal static class ProofClock
{
    public const int RecentDays = 30;

    public static DateTime Utc(this TimeProvider time) => time.GetUtcNow().UtcDateTime;

    public static DateOnly Today(this TimeProvider time) => JapanTime.DayOf(time.Utc());

    /// <summary>今月</summary>
    public static DateTime MonthStart(this TimeProvider time)
    {
        var today = time.Today();
        return JapanTime.ToUtc(new DateTime(today.Year, today.Month, 1));
    }

    /// <summary>直近30日</summary>
    public static DateTime RecentStart(this TimeProvider time) => time.Utc().AddDays(-RecentDays);

    /// <summary>12日前, 今日.</summary>
    public static string Ago(this TimeProvider time, DateTime utc) => (time.Today().DayNumber - JapanTime.DayOf(utc).DayNumber) switch { <= 0 => "今日", var days => $"{days}日前" };
}
