using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

/// <summary>Reads the head of the operation log, and moves it in one transaction with the rows behind it.</summary>
internal static class LogHeadWrites
{
    public static async Task<LogHead> ReadAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.LogHeads.AsNoTracking().SingleAsync(h => h.LogHeadId == LogHead.OnlyId, cancellationToken).ConfigureAwait(false);

    /// <summary>The rows and the head go with everything else the context has to save.</summary>
    public static Task<int> SaveAsync(PortalDb db, LogHead from, LogHead to, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        foreach (var stale in db.LogHeads.Local.ToList())
        {
            db.Entry(stale).State = EntityState.Detached;
        }

        var row = new LogHead { LogId = from.LogId, Sequence = from.Sequence, Seal = from.Seal };
        db.Attach(row);
        (row.LogId, row.Sequence, row.Seal) = (to.LogId, to.Sequence, to.Seal);
        return save(cancellationToken);
    }

    /// <summary>Past the change tracker, which takes ten times as long as the rows.</summary>
    /// <exception cref="DbUpdateException">The head has moved, or the database does not take the rows.</exception>
    public static async Task AppendAsync(PortalDb db, List<OperationLogEntry> entries, LogHead from, LogHead to)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync().ConfigureAwait(false);
            var moved = await db.LogHeads
                .Where(h => h.LogHeadId == LogHead.OnlyId && h.LogId == from.LogId && h.Sequence == from.Sequence)
                .ExecuteUpdateAsync(set => set.SetProperty(h => h.LogId, to.LogId).SetProperty(h => h.Sequence, to.Sequence).SetProperty(h => h.Seal, to.Seal))
                .ConfigureAwait(false);
            if (moved != 1)
            {
                throw new DbUpdateConcurrencyException("The head of the operation log has moved.");
            }

            await BulkWriter.For(db).WriteAsync(entries, CancellationToken.None).ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw new DbUpdateException("The operation log could not be written.", exception);
        }
    }
}
