using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>One seat as the database has it, with its sign-in.</summary>
public sealed record SeatRow
{
    public required Guid SeatId { get; init; }
    public required Guid StaffMemberId { get; init; }
    public required string StaffName { get; init; }
    public required Guid TerminalId { get; init; }
    public required string TerminalName { get; init; }
    public required DateTime From { get; init; }
    public required DateTime? Until { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required DateTime LastActiveAt { get; init; }
    public required DateTime? EndedAt { get; init; }
}

/// <summary>着席 — who sat at which terminal.</summary>
/// <param name="SeatId">Its key.</param>
/// <param name="StaffMemberId">Who.</param>
/// <param name="StaffName">Their name.</param>
/// <param name="TerminalId">Where.</param>
/// <param name="TerminalName">Its name.</param>
/// <param name="From">UTC; the instant itself belongs to this person.</param>
/// <param name="Until">UTC; the instant itself belongs to the next one. Null while the person sits there.</param>
public sealed record SeatLine(Guid SeatId, Guid StaffMemberId, string StaffName, Guid TerminalId, string TerminalName, DateTime From, DateTime? Until)
{
    public bool Holds(DateTime moment) => From <= moment && (Until is null || moment < Until);
}

/// <summary>One seat with the shared ID behind which it was taken.</summary>
public sealed record UsedSeat(string AccountId, string SharedName, string StaffNumber, SeatLine Seat);

/// <summary>The same as the database has it.</summary>
internal sealed class UsedSeatRow
{
    public required string AccountId { get; init; }
    public required string? SharedName { get; init; }
    public required string StaffNumber { get; init; }
    public required SeatRow Seat { get; init; }
}

/// <summary>誰が席にいたか — the seats of a shared ID. Logged by <see cref="SharedIdDesk"/>, which asks it.</summary>
public sealed class SeatSearch(IDbContextFactory<PortalDb> dbFactory, SessionLimits limits, TimeProvider time)
{
    /// <summary>The seats of one day of Japan, by terminal and then by time.</summary>
    public async Task<IReadOnlyList<SeatLine>> DayAsync(Guid accountKey, DateOnly day, CancellationToken cancellationToken = default)
    {
        var (start, end) = SpanOf(day);
        var lines = await LinesAsync(rows => Between(rows, start, end), accountKey, cancellationToken);
        return [.. lines.Where(l => l.From >= start || l.Until is null || l.Until > start)];
    }

    /// <summary>この時刻に誰が — everyone who sat at one of its terminals at this instant.</summary>
    /// <param name="accountKey">The shared ID.</param>
    /// <param name="moment">UTC.</param>
    /// <param name="cancellationToken">The page left.</param>
    public async Task<IReadOnlyList<SeatLine>> WhoAsync(Guid accountKey, DateTime moment, CancellationToken cancellationToken = default) =>
        moment > time.GetUtcNow().UtcDateTime
            ? []
            : [.. (await LinesAsync(rows => At(rows, moment), accountKey, cancellationToken)).Where(l => l.Holds(moment))];

    /// <summary>The seats of every shared ID over some days of Japan, by ID and then by time.</summary>
    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="max">No more than so many.</param>
    /// <param name="cancellationToken">Nobody waits any more.</param>
    public async Task<IReadOnlyList<UsedSeat>> SpanAsync(DateOnly first, DateOnly last, int max, CancellationToken cancellationToken = default)
    {
        var (start, end) = (SpanOf(first).Start, SpanOf(last).End);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await Used(db, start, end).Take(max).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new UsedSeat(
                    r.AccountId, r.SharedName ?? "", r.StaffNumber,
                    new(r.Seat.SeatId, r.Seat.StaffMemberId, r.Seat.StaffName, r.Seat.TerminalId, r.Seat.TerminalName, r.Seat.From, EndOf(r.Seat, now))))
                .Where(u => u.Seat.From >= start || u.Seat.Until is null || u.Seat.Until > start),
        ];
    }

    internal static IQueryable<UsedSeatRow> Used(PortalDb db, DateTime start, DateTime end) =>
        from seat in db.Seats.AsNoTracking()
        join account in db.Accounts on seat.AccountKey equals account.AccountKey
        join session in db.Sessions on seat.SessionId equals session.SessionId
        join person in db.StaffMembers on seat.StaffMemberId equals person.StaffMemberId
        join terminal in db.Terminals on seat.TerminalId equals terminal.TerminalId
        where account.Kind == AccountKind.Shared && seat.From < end && (seat.From >= start || seat.Until == null || seat.Until > start)
        orderby account.AccountId, seat.From, seat.SeatId
        select new UsedSeatRow
        {
            AccountId = account.AccountId,
            SharedName = account.SharedName,
            StaffNumber = person.StaffNumber,
            Seat = new SeatRow
            {
                SeatId = seat.SeatId,
                StaffMemberId = seat.StaffMemberId,
                StaffName = person.Name,
                TerminalId = seat.TerminalId,
                TerminalName = terminal.Name,
                From = seat.From,
                Until = seat.Until,
                OpenedAt = session.OpenedAt,
                LastActiveAt = session.LastActiveAt,
                EndedAt = session.EndedAt,
            },
        };

    public static IQueryable<SeatRow> Rows(PortalDb db, Guid accountKey) =>
        from seat in db.Seats.AsNoTracking()
        join session in db.Sessions on seat.SessionId equals session.SessionId
        join person in db.StaffMembers on seat.StaffMemberId equals person.StaffMemberId
        join terminal in db.Terminals on seat.TerminalId equals terminal.TerminalId
        where seat.AccountKey == accountKey
        select new SeatRow
        {
            SeatId = seat.SeatId,
            StaffMemberId = seat.StaffMemberId,
            StaffName = person.Name,
            TerminalId = seat.TerminalId,
            TerminalName = terminal.Name,
            From = seat.From,
            Until = seat.Until,
            OpenedAt = session.OpenedAt,
            LastActiveAt = session.LastActiveAt,
            EndedAt = session.EndedAt,
        };

    public static IQueryable<SeatRow> Between(IQueryable<SeatRow> rows, DateTime start, DateTime end) => rows
        .Where(r => r.From < end && (r.From >= start || r.Until == null || r.Until > start))
        .OrderBy(r => r.TerminalName).ThenBy(r => r.From).ThenBy(r => r.SeatId);

    public static IQueryable<SeatRow> At(IQueryable<SeatRow> rows, DateTime moment) => rows
        .Where(r => r.From <= moment && (r.Until == null || r.Until > moment))
        .OrderBy(r => r.TerminalName).ThenBy(r => r.SeatId);

    /// <summary>From midnight to midnight in Japan, in UTC.</summary>
    public static (DateTime Start, DateTime End) SpanOf(DateOnly day) =>
        (JapanTime.ToUtc(day.ToDateTime(TimeOnly.MinValue)), JapanTime.ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue)));

    private async Task<IEnumerable<SeatLine>> LinesAsync(Func<IQueryable<SeatRow>, IQueryable<SeatRow>> which, Guid accountKey, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await which(Rows(db, accountKey)).ToListAsync(cancellationToken);
        return rows.Select(r => new SeatLine(r.SeatId, r.StaffMemberId, r.StaffName, r.TerminalId, r.TerminalName, r.From, EndOf(r, now)));
    }

    /// <summary>A seat nobody closed ends with its sign-in, also where nobody has written that end down yet.</summary>
    private DateTime? EndOf(SeatRow row, DateTime now) =>
        row.Until ?? row.EndedAt ?? (limits.EndOf(row.OpenedAt, row.LastActiveAt).At is var end && end <= now ? Later(end, row.From) : null);

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
