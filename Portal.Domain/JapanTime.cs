namespace Portal.Domain;

/// <summary>Japan's clock: moments are kept in UTC, people read and mean UTC+9.</summary>
public static class JapanTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(9);

    public static DateTime Of(DateTime utc) => utc + Offset;

    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(Of(utc));

    public static DateTime ToUtc(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);
}
