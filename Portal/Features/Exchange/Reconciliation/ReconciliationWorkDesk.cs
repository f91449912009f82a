using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>One page of a work list with its run.</summary>
public sealed record ReconciliationWork(ReconciliationRunRow Run, IReadOnlyList<ReconciliationPatternCount> Patterns, IReadOnlyList<ReconciliationRow> Rows, bool HasMore);

/// <summary>相違の一覧 — shows residents' records, and so is written to the log before anything is shown.</summary>
public sealed class ReconciliationWorkDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>The runs with their counts; nobody's record is in them.</summary>
    public async Task<IReadOnlyList<ReconciliationRunRow>> RunsAsync(Staff by, ExchangeKind kind, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.VrsDifferencesShown, time.GetUtcNow().UtcDateTime, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await ReconciliationSearch.Newest(db, kind).ToListAsync(cancellationToken);
    }

    /// <summary>One page of a run; null where there is no such run.</summary>
    public async Task<ReconciliationWork?> ShowAsync(Staff by, Guid runId, ReconciliationQuestion question, int after, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.VrsDifferencesShown, now, subjectId: runId, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await ReconciliationSearch.Runs(db, runId: runId).SingleOrDefaultAsync(cancellationToken) is not { } run)
        {
            await dbFactory.LogMissingAsync(by, Operation.VrsDifferencesShown, runId, now);
            return null;
        }

        var patterns = await ReconciliationSearch.Patterns(db, runId).ToListAsync(cancellationToken);
        var rows = await ReconciliationSearch.Rows(db, runId, question, after).ToListAsync(cancellationToken);
        var shown = Math.Min(rows.Count, ReconciliationSearch.PageSize);
        db.Add(OperationLogEntry.For(by, now, Operation.VrsDifferencesShown, subjectId: runId, detail: $"連携 {run.Run.Number} {shown}件"));
        await db.SaveChangesAsync(cancellationToken);
        return new(run, patterns, rows[..shown], rows.Count > shown);
    }
}
