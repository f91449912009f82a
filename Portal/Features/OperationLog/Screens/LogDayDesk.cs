using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>職員の一日を調べ、印刷する — each in the log before anything is shown.</summary>
public sealed class LogDayDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int MaxRows = 1_500;

    /// <returns>Null for nobody on the staff list; the attempt is in the log.</returns>
    public async Task<LogDay?> ShowAsync(Staff by, Guid staffMemberId, DateOnly day, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogDayShown, now, cancellationToken: cancellationToken);
        var question = (LogQuestion.Day(day) with { StaffMemberId = staffMemberId }).Demand();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.StaffMembers.AsNoTracking().SingleOrDefaultAsync(s => s.StaffMemberId == staffMemberId, cancellationToken) is not { } person)
        {
            await dbFactory.LogMissingAsync(by, Operation.LogDayShown, staffMemberId, now);
            return null;
        }

        var entries = await Rows(db, question).Take(MaxRows + 1).ToListAsync(cancellationToken);
        var isCut = entries.Count > MaxRows;
        entries = isCut ? entries[..MaxRows] : entries;
        var rows = await db.WithResidentsAsync(by, entries, cancellationToken);
        var shown = Summed(person, day, entries) with
        {
            Lines = LogDayLine.Of(rows, await SeatsLeftAsync(db, question, cancellationToken)),
            IsCut = isCut,
            At = now,
        };
        db.Add(OperationLogEntry.For(by, now, Operation.LogDayShown, subjectId: staffMemberId, detail: $"{Words(person, day)} {shown.Acts}件"));
        await db.SaveChangesAsync(cancellationToken);
        return shown;
    }

    /// <summary>The day as it is on screen is about to be printed.</summary>
    /// <returns>When it was recorded, UTC.</returns>
    public async Task<DateTime> PrintAsync(Staff by, LogDay shown, string? purpose)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogPrinted, now);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(
            by, now, Operation.LogPrinted, subjectId: shown.Person.StaffMemberId, purpose: stated, detail: $"職員の一日 {Words(shown.Person, shown.Day)} {shown.Acts}件"));
        await db.SaveChangesAsync();
        return now;
    }

    /// <summary>In the order of time.</summary>
    public static IQueryable<OperationLogEntry> Rows(PortalDb db, LogQuestion question)
    {
        var end = question.End!.Value;
        return LogSearch.Rows(db, question, null).Where(e => e.At < end).OrderBy(e => e.At).ThenBy(e => e.Sequence);
    }

    /// <summary>The seats a person left within a day, and who sat down after them.</summary>
    public static IQueryable<SeatLeft> SeatsLeft(PortalDb db, Guid staffMemberId, DateTime start, DateTime end) =>
        from seat in db.Seats.AsNoTracking()
        join account in db.Accounts on seat.AccountKey equals account.AccountKey
        join terminal in db.Terminals on seat.TerminalId equals terminal.TerminalId
        join next in db.Seats on new { seat.SessionId, At = seat.Until } equals new { next.SessionId, At = (DateTime?)next.From } into following
        from next in following.DefaultIfEmpty()
        join person in db.StaffMembers on next.StaffMemberId equals person.StaffMemberId into people
        from person in people.DefaultIfEmpty()
        where seat.StaffMemberId == staffMemberId && seat.Until >= start && seat.Until < end
        orderby seat.Until, seat.SeatId
        select new SeatLeft(seat.Until!.Value, account.AccountId, terminal.Name, person.Name);

    private static async Task<IEnumerable<(DateTime At, string Words)>> SeatsLeftAsync(PortalDb db, LogQuestion question, CancellationToken cancellationToken) =>
        (await SeatsLeft(db, question.StaffMemberId!.Value, question.Start!.Value, question.End!.Value).ToListAsync(cancellationToken))
        .Select(s => (s.At, $"{s.AccountId}（{s.Terminal}）{(s.Next is null ? "" : $" 次は {s.Next}")}"));

    private static LogDay Summed(StaffMember person, DateOnly day, List<OperationLogEntry> entries)
    {
        var done = entries.Where(e => e.Result == OperationResult.Done).ToList();
        return new LogDay
        {
            Person = person,
            Day = day,
            Lines = [],
            Counts = [.. done.GroupBy(e => e.Operation).Select(g => (g.Key, g.Count())).OrderByDescending(c => c.Item2).ThenBy(c => c.Key)],
            Acts = entries.Count,
            Refused = entries.Count - done.Count,
            Residents = done.Select(e => e.LedgerPersonId).OfType<Guid>().Distinct().Count(),
            AccountIds = [.. entries.Select(e => e.AccountId).Distinct().Order(StringComparer.Ordinal)],
            Terminals = [.. entries.Select(e => e.Terminal).Distinct().Order(StringComparer.Ordinal)],
            IsCut = false,
            At = default,
        };
    }

    private static string Words(StaffMember person, DateOnly day) => $"{person.StaffNumber} {person.Name} {day:yyyy-MM-dd}";
}

/// <summary>席を離れた時 — one seat as somebody left it.</summary>
public sealed record SeatLeft(DateTime At, string AccountId, string Terminal, string? Next);
