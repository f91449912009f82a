using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Writes one batch of the demo ledger in one transaction: prepared statements on SQLite, EF elsewhere.</summary>
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
        if (db.Database.GetDbConnection() is SqliteConnection)
        {
            await db.SaveChangesAsync(cancellationToken);
            WritePrepared(db, transaction, records, myNumbers);
        }
        else
        {
            db.AddRange(records.SelectMany(r => r.Doses.Concat<object>(r.Coupons).Prepend(r.Person)));
            db.AddRange(myNumbers);
            await db.SaveChangesAsync(cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private static void WritePrepared(PortalDb db, IDbContextTransaction transaction, IReadOnlyList<DemoRecord> records, IReadOnlyList<EncryptedMyNumber> myNumbers)
    {
        var connection = transaction.GetDbTransaction();
        using var people = new PreparedInsert<LedgerPerson>(db, connection);
        using var spans = new PreparedInsert<ResidenceSpan>(db, connection);
        using var doses = new PreparedInsert<Dose>(db, connection);
        using var coupons = new PreparedInsert<Coupon>(db, connection);
        foreach (var record in records)
        {
            people.Write(record.Person);
            record.Person.Residence.ForEach(spans.Write);
            record.Doses.ForEach(doses.Write);
            record.Coupons.ForEach(coupons.Write);
        }

        using var numbers = new PreparedInsert<EncryptedMyNumber>(db, connection);
        foreach (var number in myNumbers)
        {
            numbers.Write(number);
        }
    }
}
