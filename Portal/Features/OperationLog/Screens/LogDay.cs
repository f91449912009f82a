using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>職員の一日 — what one person did on one day of Japan, in order, with whichever ID.</summary>
public sealed record LogDay
{
    public required StaffMember Person { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>In the order of time, with the pauses and the seats left between them.</summary>
    public required IReadOnlyList<LogDayLine> Lines { get; init; }

    /// <summary>操作ごとの件数, of what was done, most frequent first.</summary>
    public required IReadOnlyList<(Operation Operation, int Count)> Counts { get; init; }

    public required int Acts { get; init; }

    /// <summary>拒否・不成立</summary>
    public required int Refused { get; init; }

    /// <summary>Different residents whose records were reached.</summary>
    public required int Residents { get; init; }

    public required IReadOnlyList<string> AccountIds { get; init; }
    public required IReadOnlyList<string> Terminals { get; init; }

    /// <summary>There is more of this day than is shown.</summary>
    public required bool IsCut { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>One line of a day: an act, a pause before the next one, or a seat left.</summary>
public sealed record LogDayLine
{
    /// <summary>Without an act for longer than this the line between says so: it is how long a sign-in lasts without work.</summary>
    public static readonly TimeSpan Pause = SessionLimits.Default.Idle;

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public LogRow? Row { get; init; }

    /// <summary>How long nothing was done.</summary>
    public TimeSpan? Gap { get; init; }

    /// <summary>離席・交代 in words.</summary>
    public string? Seat { get; init; }

    /// <summary>Where a stretch of work begins or ends.</summary>
    public bool IsBoundary => Seat is not null || Row?.Entry.Operation is Operation.SignedIn or Operation.SignedOut or Operation.SessionEnded or Operation.SeatTaken;

    public object Key => Row?.Entry.Sequence ?? (object)(At, Gap, Seat);

    public override string ToString() => $"{nameof(LogDayLine)} {At:O}";

    /// <param name="rows">In the order of time.</param>
    /// <param name="seats">Seats left that day: when, and in which words.</param>
    public static IReadOnlyList<LogDayLine> Of(IEnumerable<LogRow> rows, IEnumerable<(DateTime At, string Words)> seats)
    {
        // A seat is left before the next one is taken in the same instant.
        var lines = rows.Select((row, at) => (Line: new LogDayLine { At = row.Entry.At, Row = row }, Order: at))
            .Concat(seats.Select(seat => (Line: new LogDayLine { At = seat.At, Seat = seat.Words }, Order: -1)))
            .OrderBy(l => l.Line.At).ThenBy(l => l.Order).Select(l => l.Line);
        List<LogDayLine> day = [];
        foreach (var line in lines)
        {
            if (day.Count > 0 && line.At - day[^1].At > Pause)
            {
                day.Add(new LogDayLine { At = day[^1].At, Gap = line.At - day[^1].At });
            }

            day.Add(line);
        }

        return day;
    }
}
