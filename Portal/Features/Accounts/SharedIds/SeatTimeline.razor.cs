using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>A lane per terminal, a bar per seat, over the office's hours and whatever lies outside them.</summary>
public sealed partial class SeatTimeline
{
    private const int OpensAt = 8;
    private const int ClosesAt = 18;
    private const int Shades = 4;

    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<SeatLine> Seats { get; set; }

    /// <summary>The terminals of today: a lane each, also where nobody sat.</summary>
    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<Terminal> Terminals { get; set; }

    [Parameter]
    [EditorRequired]
    public required DateOnly Day { get; set; }

    /// <summary>UTC; where a bar without an end stops.</summary>
    [Parameter]
    [EditorRequired]
    public required DateTime Now { get; set; }

    /// <summary>UTC; the instant asked about.</summary>
    [Parameter]
    public DateTime? Asked { get; set; }

    private int FromHour => Math.Min(OpensAt, (int)Seats.Select(s => MinuteOf(s.From)).DefaultIfEmpty(OpensAt * 60).Min() / 60);

    private int ToHour => Math.Max(ClosesAt, (int)Math.Ceiling(Seats.Select(s => MinuteOf(s.Until ?? Now)).DefaultIfEmpty(ClosesAt * 60).Max() / 60));

    private double? AskedMinute => Asked is { } asked && MinuteOf(asked) is var minute && minute >= FromHour * 60 && minute <= ToHour * 60 ? minute : null;

    private IEnumerable<(string Terminal, IEnumerable<SeatLine> Seats)> Lanes => Terminals.Select(t => t.Name)
        .Concat(Seats.Select(s => s.TerminalName))
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(name => (name, Seats.Where(s => s.TerminalName == name)));

    /// <summary>The same person, the same shade, on every lane.</summary>
    private int Shade(SeatLine seat) => Seats.Select(s => s.StaffMemberId).Distinct().ToList().IndexOf(seat.StaffMemberId) % Shades;

    private string Place(SeatLine seat)
    {
        var (from, until) = (MinuteOf(seat.From), MinuteOf(seat.Until ?? Now));
        return $"{Left(from)};width:{Percent(until - from)}";
    }

    private string Left(double minute) => $"left:{Percent(minute - FromHour * 60)}";

    private string Percent(double minutes) => (minutes * 100 / ((ToHour - FromHour) * 60)).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>Minutes since the day's midnight, kept within the day.</summary>
    private double MinuteOf(DateTime utc) => Math.Clamp((utc - SeatSearch.SpanOf(Day).Start).TotalMinutes, 0, 24 * 60);
}
