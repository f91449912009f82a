using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality.BulkFixes;

/// <summary>One line of an opened 一括訂正.</summary>
public sealed record BulkFixRow(BulkFixLine Line, string? ResidentNumber, string PersonName, int DoseNumber, DateOnly VaccinatedOn)
{
    public override string ToString() => $"{nameof(BulkFixRow)} {Line.DoseId}";
}

public sealed record OpenedBulkFix(BulkFix Fix, IReadOnlyList<BulkFixRow> Rows);

/// <summary>一括訂正の一覧 and one of them; looking is an act.</summary>
public sealed class BulkFixList(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int Most = 200;

    /// <summary>Newest first.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<IReadOnlyList<BulkFix>> ShowAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.BulkFixesShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var fixes = await Newest(db).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.BulkFixesShown, detail: $"{fixes.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return fixes;
    }

    /// <returns>Null: no such 一括訂正.</returns>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OpenedBulkFix?> OpenAsync(Staff by, Guid id, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.BulkFixOpened, now, cancellationToken: cancellationToken, subjectId: id);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.BulkFixes.AsNoTracking().SingleOrDefaultAsync(f => f.BulkFixId == id, cancellationToken) is not { } fix)
        {
            await dbFactory.LogMissingAsync(by, Operation.BulkFixOpened, id, now);
            return null;
        }

        var rows = await Rows(db, id).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.BulkFixOpened, subjectId: id, detail: $"{fix.Rule.Label()} {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return new(fix, rows);
    }

    /// <summary>How many this member of staff could decide now.</summary>
    public async Task<int> CountWaitingAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.CorrectionApprove))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.BulkFixes.CountAsync(f => f.State == BulkFixState.Waiting && f.RequestedBy != by.PersonKey, cancellationToken);
    }

    public static IQueryable<BulkFix> Newest(PortalDb db) => db.BulkFixes.AsNoTracking().OrderByDescending(f => f.RequestedAt).ThenByDescending(f => f.BulkFixId).Take(Most);

    public static IQueryable<BulkFixRow> Rows(PortalDb db, Guid id) =>
        from l in db.BulkFixLines.AsNoTracking()
        where l.BulkFixId == id
        join d in db.Doses on l.DoseId equals d.DoseId
        join p in db.People on d.LedgerPersonId equals p.LedgerPersonId
        orderby p.Kana, l.DoseId
        select new BulkFixRow(l, p.ResidentNumber, p.Name, d.DoseNumber, d.VaccinatedOn);
}
