using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>操作ログの検索 — a page of rows at a time, and itself in the log before anyone sees one.</summary>
public sealed class LogSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int PageSize = 100;

    /// <param name="by">Needs <see cref="Permission.LogView"/>; residents' names come with <see cref="Permission.LedgerView"/> only.</param>
    /// <param name="question">As asked.</param>
    /// <param name="before">The number of the last row of the page before; null for the newest.</param>
    /// <param name="cancellationToken">The page left.</param>
    /// <exception cref="Domain.Corrections.FieldProblemsException">The question has to be put right.</exception>
    public async Task<LogFound> FindAsync(Staff by, LogQuestion question, long? before = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogSearched, now, question.PersonId, cancellationToken);
        var asked = question.Demand();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var people = await PeopleAsync(db, asked, cancellationToken);
        var entries = people is { Count: 0 } ? [] : await Page(Rows(db, asked, people), asked, await CursorAsync(db, before, cancellationToken)).Take(PageSize + 1).ToListAsync(cancellationToken);
        var upTo = await db.LogHeads.Select(h => h.Sequence).SingleAsync(cancellationToken);
        var hasMore = entries.Count > PageSize;
        var found = new LogFound
        {
            Question = asked,
            StaffName = await StaffNameAsync(db, asked, cancellationToken),
            Rows = await db.WithResidentsAsync(by, hasMore ? entries[..PageSize] : entries, cancellationToken),
            HasMore = hasMore,
            UpTo = upTo,
            IsResidentUnknown = people is { Count: 0 },
            At = now,
        };
        db.Add(OperationLogEntry.For(
            by, now, Operation.LogSearched, people is [var only] ? only : null,
            detail: $"{asked.Describe(found.StaffName)}、{found.Rows.Count}件{(hasMore ? "（続きあり）" : "")}{(before is null ? "" : $"、{before}番より前")}"));
        await db.SaveChangesAsync(cancellationToken);
        return found;
    }

    /// <summary>The staff and the terminals a form offers. Writes only a denial.</summary>
    public async Task<LogChoices> ChoicesAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogSearched, time.GetUtcNow().UtcDateTime, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return new(
            await db.StaffMembers.AsNoTracking().OrderBy(s => s.Kana).ThenBy(s => s.StaffMemberId).ToListAsync(cancellationToken),
            await db.Terminals.OrderBy(t => t.Name).ThenBy(t => t.TerminalId).Select(t => t.Name).ToListAsync(cancellationToken));
    }

    /// <summary>The rows a question means, each condition on a column of its own: one range of one index finds them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="question">Folded.</param>
    /// <param name="people">Whose records; null for anybody's.</param>
    public static IQueryable<OperationLogEntry> Rows(PortalDb db, LogQuestion question, IReadOnlyList<Guid>? people)
    {
        var rows = db.OperationLog.AsNoTracking();
        rows = people switch
        {
            null => rows,
            [var only] => rows.Where(e => e.LedgerPersonId == only),
            _ => rows.Where(e => e.LedgerPersonId != null && people.Contains(e.LedgerPersonId.Value)),
        };
        rows = question.StaffMemberId is { } staff ? rows.Where(e => e.StaffMemberId == staff) : rows;
        rows = question.IsMyNumberUse ? rows.Where(e => e.Operation == Operation.MyNumberShown || e.Operation == Operation.MyNumberSearched || e.Operation == Operation.MyNumberSent)
            : question.Operation is { } operation ? rows.Where(e => e.Operation == operation)
            : rows;
        rows = question.Scene is { } scene ? rows.Where(e => e.Scene == scene) : rows;
        rows = question.AccountId is { } account ? rows.Where(e => e.AccountId == account) : rows;
        rows = question.Terminal is { } terminal ? rows.Where(e => e.Terminal == terminal) : rows;
        rows = question.Result is { } result ? rows.Where(e => e.Result == result) : rows;
        rows = question.FirstNumber is { } first ? rows.Where(e => e.Sequence >= first) : rows;
        rows = question.LastNumber is { } last ? rows.Where(e => e.Sequence <= last) : rows;
        return question.Start is { } start ? rows.Where(e => e.At >= start) : rows;
    }

    /// <summary>
    /// Newest first: by the time of the act, and by the number within one instant. An index that begins with the conditions and ends with
    /// the time gives this order as it is read, so that a page of ten million rows costs a page. A range of numbers is read by number.
    /// </summary>
    public static IQueryable<OperationLogEntry> Page(IQueryable<OperationLogEntry> rows, LogQuestion question, (DateTime At, long Sequence)? before)
    {
        // At and at most one bound at each end: an engine takes only one of two for the range.
        rows = before is { } last && question.FirstNumber is not null ? rows.Where(e => e.Sequence < last.Sequence)
            : before is { } cursor ? rows.Where(e => e.At <= cursor.At && (e.At < cursor.At || e.Sequence < cursor.Sequence))
            : question.End is { } end ? rows.Where(e => e.At < end)
            : rows;
        return question.FirstNumber is null
            ? rows.OrderByDescending(e => e.At).ThenByDescending(e => e.Sequence)
            : rows.OrderByDescending(e => e.Sequence);
    }

    internal static async Task<IReadOnlyList<Guid>?> PeopleAsync(PortalDb db, LogQuestion question, CancellationToken cancellationToken) =>
        question.PersonId is { } person ? [person]
        : question.ResidentNumber is { } number ? await db.People.Where(p => p.ResidentNumberKey == SearchKeys.Number(number)).Select(p => p.LedgerPersonId).ToListAsync(cancellationToken)
        : null;

    internal static async Task<string?> StaffNameAsync(PortalDb db, LogQuestion question, CancellationToken cancellationToken) => question.StaffMemberId is { } id
        ? await db.StaffMembers.Where(s => s.StaffMemberId == id).Select(s => s.Name).SingleOrDefaultAsync(cancellationToken) ?? "（名簿にない職員）"
        : null;

    private static async Task<(DateTime At, long Sequence)?> CursorAsync(PortalDb db, long? before, CancellationToken cancellationToken) => before is { } sequence
        ? await db.OperationLog.Where(e => e.Sequence == sequence).Select(e => (DateTime?)e.At).SingleOrDefaultAsync(cancellationToken) is { } at ? (at, sequence) : null
        : null;
}
