using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Data;

namespace Portal.Features.OperationLog;

/// <summary>Tells the second place of rows that were sealed within a transaction of the caller's, once that is committed.</summary>
internal sealed class LogCommit : DbTransactionInterceptor
{
    public static readonly LogCommit Instance = new();

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Tell(eventData);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(eventData);
        return Task.CompletedTask;
    }

    private static void Tell(TransactionEndEventData eventData)
    {
        // A context is handed out again: what an earlier transaction left, rolled back, is not this one's.
        if (eventData.Context is PortalDb { SealedWithin: { } within } db)
        {
            db.SealedWithin = null;
            if (within.TransactionId == eventData.TransactionId)
            {
                db.Chain.Committed(within.Head);
            }
        }
    }
}
