using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Writes one batch of the demo ledger in one transaction.</summary>
internal static class DemoWriter
{
    /// <param name="db">An open context of its own.</param>
    /// <param name="records">The people of the batch.</param>
    /// <param name="myNumbers">Of some of them.</param>
    /// <param name="beside">Rows that belong to the batch: masters with the first, the log entry with the last.</param>
    /// <param name="cancellationToken">Leaves the batch unwritten.</param>
    public static async Task WriteAsync(PortalDb db, IReadOnlyList<DemoRecord> records, IReadOnlyList<EncryptedMyNumber> myNumbers, IEnumerable<object> beside, CancellationToken cancellationToken)
    {
        // The full check after the last batch costs less than one for each.
        db.ChecksWhatIsSaved = false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.AddRange(beside);
        await db.SaveChangesAsync(cancellationToken);
        var bulk = BulkWriter.For(db);
        await bulk.WriteAsync(records.Select(r => r.Person).ToList(), cancellationToken);
        await bulk.WriteAsync(records.SelectMany(r => r.Person.Residence).ToList(), cancellationToken);
        await bulk.WriteAsync(records.SelectMany(r => r.Doses).ToList(), cancellationToken);
        await bulk.WriteAsync(records.SelectMany(r => r.Coupons).ToList(), cancellationToken);
        await bulk.WriteAsync(myNumbers, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
