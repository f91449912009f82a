using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

/// <summary>Whether a save that ended in a broken line took place: a row of the log has an id of its own, made before it was sent.</summary>
internal static class LogReceipt
{
    /// <summary>Not in a transaction of the caller's, which is over.</summary>
    public static bool IsInDoubt(PortalDb db, Exception exception) => db.Database.CurrentTransaction is null && TransientRetry.IsPassing(db, exception);

    /// <summary>If so, what the context holds is what the database has.</summary>
    public static async Task<bool> IsThereAsync(PortalDb db, OperationLogEntry entry)
    {
        var isThere = await db.OperationLog.AsNoTracking().AnyAsync(e => e.OperationLogEntryId == entry.OperationLogEntryId, CancellationToken.None).ConfigureAwait(false);
        if (isThere)
        {
            db.ChangeTracker.AcceptAllChanges();
        }

        return isThere;
    }
}
