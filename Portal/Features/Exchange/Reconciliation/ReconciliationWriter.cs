using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>
/// Writes one reconciliation in one transaction: it begins with the first rows, which for an ordinary file is at the end, so that nobody
/// waits while the file is read. Whoever stops before <see cref="FinishAsync"/> leaves nothing behind.
/// </summary>
internal sealed class ReconciliationWriter(PortalDb db, Staff by, DateTime now, ReconciliationResult empty, Func<int, ExchangeRun> make)
{
    private readonly BulkWriter _bulk = BulkWriter.For(db);
    private ExchangeRun? _run;

    public async Task WriteAsync(IReadOnlyList<ReconciliationDifference> rows, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        await _bulk.WriteAsync(rows.ToList(), cancellationToken);
    }

    /// <summary>The totals, the line of the operation log, and everything for good.</summary>
    public async Task<Guid> FinishAsync(ReconciliationTotals totals, int linesNotKept, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        var (id, notRead) = (empty.ExchangeRunId, totals.UnmatchedLines);
        await db.ExchangeRuns.Where(r => r.ExchangeRunId == id).ExecuteUpdateAsync(
            u => u.SetProperty(r => r.Lines, totals.FileLines).SetProperty(r => r.Accepted, totals.FileLines - notRead).SetProperty(r => r.Rejected, notRead), cancellationToken);
        await db.Reconciliations.Where(r => r.ExchangeRunId == id).ExecuteUpdateAsync(
            u => u.SetProperty(r => r.FileLines, totals.FileLines).SetProperty(r => r.UnmatchedLines, notRead).SetProperty(r => r.FileDoses, totals.FileDoses)
                .SetProperty(r => r.LedgerDoses, totals.LedgerDoses).SetProperty(r => r.Same, totals.Same).SetProperty(r => r.Differs, totals.Differs)
                .SetProperty(r => r.OnlyHere, totals.OnlyHere).SetProperty(r => r.OnlyThere, totals.OnlyThere).SetProperty(r => r.Unmatched, totals.Unmatched)
                .SetProperty(r => r.LinesNotKept, linesNotKept), cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.VrsReconciled, subjectId: id, detail:
            $"連携 {_run!.Number} {totals.FileLines}行 同じ{totals.Same} 違う{totals.Differs} 相手のみ{totals.OnlyThere} 台帳のみ{totals.OnlyHere} 照合できない{totals.Unmatched}"));
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.CommitTransactionAsync(cancellationToken);
        return id;
    }

    private async Task BeginAsync(CancellationToken cancellationToken) => _run ??= await ExchangeNumbers.TryAsync(async () =>
    {
        await db.Database.BeginTransactionAsync(cancellationToken);
        var run = make(await ExchangeNumbers.NextAsync(db, cancellationToken));
        db.AddRange(run, empty);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return run;
        }
        catch (DbUpdateException)
        {
            await db.Database.RollbackTransactionAsync(cancellationToken);
            throw;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    });
}
