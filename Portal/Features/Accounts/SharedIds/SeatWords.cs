using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>When somebody sat, in words.</summary>
internal static class SeatWords
{
    /// <summary>10:20:00; with its day where that is another.</summary>
    public static string From(SeatLine seat, DateOnly day) => At(seat.From, day, "H:mm:ss");

    public static string Until(SeatLine seat, DateOnly day) => seat.Until is { } until ? At(until, day, "H:mm:ss") : "着席中";

    /// <summary>10:20〜12:00</summary>
    public static string Span(SeatLine seat, DateOnly day) => $"{At(seat.From, day, "H:mm")}〜{(seat.Until is { } until ? At(until, day, "H:mm") : "着席中")}";

    public static string Length(SeatLine seat, DateTime now)
    {
        var length = (seat.Until ?? now) - seat.From;
        return length < TimeSpan.FromMinutes(1) ? "1分未満" : length < TimeSpan.FromHours(1) ? $"{length.Minutes}分" : $"{(int)length.TotalHours}時間{length.Minutes}分";
    }

    private static string At(DateTime utc, DateOnly day, string format)
    {
        var local = JapanTime.Of(utc);
        var on = DateOnly.FromDateTime(local);
        return on == day ? local.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : $"{JapaneseDate.FormatShort(on)} {local.ToString(format, System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
