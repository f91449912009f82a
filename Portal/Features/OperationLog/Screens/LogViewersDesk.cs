using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>「この記録を見た人」を調べ、開示請求のために印刷する — each in the log before anything is shown.</summary>
public sealed class LogViewersDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int MaxRows = 2_000;

    /// <param name="by">Needs <see cref="Permission.LogView"/>.</param>
    /// <param name="personId">The resident.</param>
    /// <param name="from">Japan's first day; null: from the beginning.</param>
    /// <param name="until">Japan's last day; null: until now.</param>
    /// <param name="cancellationToken">The page left.</param>
    /// <returns>Null for an id nobody has; the attempt is in the log.</returns>
    /// <exception cref="RuleException">The period cannot be, or holds too many acts.</exception>
    public async Task<LogViewers?> ShowAsync(Staff by, Guid personId, DateOnly? from = null, DateOnly? until = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogViewersShown, now, personId, cancellationToken);
        var question = new LogQuestion { PersonId = personId, From = from, Until = until }.Demand();
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var person = await db.People.Where(p => p.LedgerPersonId == personId).Select(p => new { p.ResidentNumber, p.Name }).SingleOrDefaultAsync(cancellationToken);
        if (person is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.LogViewersShown, personId, now);
            return null;
        }

        var entries = await Rows(db, question).Take(MaxRows + 1).ToListAsync(cancellationToken);
        if (entries.Count > MaxRows)
        {
            throw new RuleException($"この期間の記録は{MaxRows:N0}件を超えています。期間を狭めてください。");
        }

        List<Guid> ids = [.. entries.Select(e => e.StaffMemberId).OfType<Guid>().Distinct()];
        var (lines, viewers) = LogViewers.Of(
            entries, await db.StaffMembers.AsNoTracking().Where(s => ids.Contains(s.StaffMemberId)).ToDictionaryAsync(s => s.StaffMemberId, cancellationToken));
        db.Add(OperationLogEntry.For(by, now, Operation.LogViewersShown, personId, detail: $"{Span(from, until)} {entries.Count}件 {viewers.Count}名"));
        await db.SaveChangesAsync(cancellationToken);
        return new LogViewers
        {
            PersonId = personId,
            ResidentNumber = person.ResidentNumber,
            ResidentName = by.May(Permission.LedgerView) ? person.Name : null,
            From = from,
            Until = until,
            Lines = lines,
            Viewers = viewers,
            At = now,
        };
    }

    /// <summary>The sheet as it is on screen is about to be printed.</summary>
    /// <param name="by">Needs <see cref="Permission.LogView"/>.</param>
    /// <param name="shown">What is on screen.</param>
    /// <param name="withNames">Whether the names of staff are on it.</param>
    /// <param name="purpose">In words.</param>
    /// <returns>When it was recorded, UTC.</returns>
    public async Task<DateTime> PrintAsync(Staff by, LogViewers shown, bool withNames, string? purpose)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogPrinted, now, shown.PersonId);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(
            by, now, Operation.LogPrinted, shown.PersonId, purpose: stated,
            detail: $"この記録を見た人 {Span(shown.From, shown.Until)} {shown.Lines.Count}件 職員名{(withNames ? "あり" : "なし")}"));
        await db.SaveChangesAsync();
        return now;
    }

    /// <summary>Oldest first.</summary>
    public static IQueryable<OperationLogEntry> Rows(PortalDb db, LogQuestion question)
    {
        var rows = LogSearch.Rows(db, question, [question.PersonId!.Value]);
        rows = question.End is { } end ? rows.Where(e => e.At < end) : rows;
        return rows.OrderBy(e => e.At).ThenBy(e => e.Sequence);
    }

    private static string Span(DateOnly? from, DateOnly? until) => from is null && until is null ? "全期間" : $"{from:yyyy-MM-dd}～{until:yyyy-MM-dd}";
}
