using System.Globalization;
using Portal.Domain;

namespace Portal.Components;

/// <summary>A moment of the past as an address writes it and as a date and a time box ask for it.</summary>
internal static class MomentAddress
{
    /// <summary>Said of a moment nobody can know.</summary>
    public const string ToCome = "時点には、いままでの日時を指定してください。";

    private const int FirstYear = 1900;

    /// <summary>The end of the second; of the one that is running, now. Null for what is no moment of any ledger.</summary>
    public static DateTime? Parse(string? text, DateTime now)
    {
        if (!DateTime.TryParseExact(text, Addresses.MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < FirstYear)
        {
            return null;
        }

        var began = JapanTime.ToUtc(local);
        return began <= now && now < began.AddSeconds(1) ? now : began.AddSeconds(1).AddTicks(-1);
    }

    /// <summary>A day without a time means its last second; today's is now.</summary>
    public static DateTime Of(DateOnly day, TimeOnly? at, DateTime now)
    {
        var moment = at is { } minute ? JapanTime.ToUtc(day.ToDateTime(minute)) : JapanTime.ToUtc(day.ToDateTime(new TimeOnly(23, 59, 59)));
        return moment > now && day == JapanTime.DayOf(now) && at is null ? now : moment;
    }

    public static (DateOnly? Day, TimeOnly? Time) Parts(DateTime? moment) => moment is { } utc && JapanTime.Of(utc) is var local
        ? (DateOnly.FromDateTime(local), new TimeOnly(local.Hour, local.Minute, local.Second))
        : (null, null);
}
