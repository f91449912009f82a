using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>The rows a review reads: one pass in the order of time, with the keys of the resident each concerns.</summary>
public static class LogReviewRows
{
    /// <summary>Reads every row of a plan's days through the rules, one at a time.</summary>
    public static async Task ReadAsync(PortalDb db, LogReviewPlan plan, LogFlagRules rules, CancellationToken cancellationToken = default)
    {
        await foreach (var row in Between(db, plan.From, plan.Until).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rules.Read(row);
        }
    }

    public static IQueryable<LogReviewRow> Between(PortalDb db, DateOnly from, DateOnly until)
    {
        var (start, end) = (StartOf(from), StartOf(until.AddDays(1)));
        return Rows(db, db.OperationLog.Where(e => e.At >= start && e.At < end)).OrderBy(r => r.At).ThenBy(r => r.Sequence);
    }

    /// <summary>The rows of one line's person from its first to its last.</summary>
    public static IQueryable<OperationLogEntry> Of(PortalDb db, LogReviewLine line)
    {
        var rows = db.OperationLog.AsNoTracking().Where(e => e.Sequence >= line.FirstSequence && e.Sequence <= line.LastSequence);
        return (line.StaffMemberId is { } person ? rows.Where(e => e.StaffMemberId == person) : rows.Where(e => e.StaffMemberId == null && e.AccountId == line.AccountId))
            .OrderBy(e => e.Sequence);
    }

    public static IQueryable<LogReviewRow> Rows(PortalDb db, IQueryable<OperationLogEntry> entries) =>
        from entry in entries.AsNoTracking()
        join person in db.People on entry.LedgerPersonId equals person.LedgerPersonId into people
        from person in people.DefaultIfEmpty()
        select new LogReviewRow
        {
            Sequence = entry.Sequence,
            At = entry.At,
            AccountId = entry.AccountId,
            StaffName = entry.StaffName,
            StaffMemberId = entry.StaffMemberId,
            SessionId = entry.SessionId,
            Operation = entry.Operation,
            Result = entry.Result,
            Scene = entry.Scene,
            Detail = entry.Detail,
            ResidentId = entry.LedgerPersonId,
            NameKey = person.NameKey,
            GivenNameKey = person.GivenNameKey,
            AddressKey = person.AddressKey,
        };

    /// <summary>Everybody on the staff list, and the residents who bear one of these names.</summary>
    public static async Task<StaffHouseholds> HouseholdsAsync(PortalDb db, CancellationToken cancellationToken = default)
    {
        var staff = (await db.StaffMembers.AsNoTracking().OrderBy(s => s.StaffMemberId).Select(s => new { s.StaffMemberId, s.Name }).ToListAsync(cancellationToken))
            .Select(s => (s.StaffMemberId, SearchKeys.Name(s.Name).Whole)).ToList();
        var namesakes = await Namesakes(db, [.. staff.Select(s => s.Whole).Distinct()]).ToListAsync(cancellationToken);
        return new StaffHouseholds(staff, namesakes.Select(n => (n.NameKey, n.AddressKey)));
    }

    public static IQueryable<Namesake> Namesakes(PortalDb db, IReadOnlyCollection<string> names) =>
        db.People.AsNoTracking().Where(p => names.Contains(p.NameKey)).OrderBy(p => p.LedgerPersonId).Select(p => new Namesake(p.NameKey, p.AddressKey));

    private static DateTime StartOf(DateOnly day) => JapanTime.ToUtc(day.ToDateTime(TimeOnly.MinValue));
}

/// <summary>A resident with the name of somebody on the staff list.</summary>
public sealed record Namesake(string NameKey, string AddressKey);
