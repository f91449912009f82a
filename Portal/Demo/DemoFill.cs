using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.MyNumbers;

namespace Portal.Demo;

public enum DemoOutcome
{
    /// <summary>The ledger is whole now.</summary>
    Made,

    /// <summary>This very ledger was whole already.</summary>
    AlreadyThere,

    /// <summary>The database holds other people; nothing was written.</summary>
    LedgerInUse,
}

/// <summary>
/// Writes a demo ledger batch by batch. Ids are functions of the place in the ledger, so the ledger itself says how far an interrupted
/// run got: the next one goes on from there, and a database holding anyone else is left alone.
/// </summary>
/// <param name="dbFactory">The ledger.</param>
/// <param name="time">The clock.</param>
/// <param name="vault">Where the invented My Numbers go; without it nobody has one.</param>
public sealed class DemoFill(IDbContextFactory<PortalDb> dbFactory, TimeProvider time, MyNumberVault? vault = null)
{
    /// <summary>Small enough that a clerk's own write waits a tenth of a second, no more.</summary>
    private const int BatchSize = 250;

    /// <summary>Between two batches another writer gets its turn.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

    /// <param name="ledger">What to write.</param>
    /// <param name="by">Whose act it is in the operation log.</param>
    /// <param name="report">Told the number of people written so far.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public async Task<DemoOutcome> RunAsync(DemoLedger ledger, Staff by, Action<int> report, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var done = await DoneAsync(db, ledger, cancellationToken);
        if (done == 0 && await db.People.AnyAsync(cancellationToken))
        {
            return DemoOutcome.LedgerInUse;
        }

        if (done == ledger.People)
        {
            return DemoOutcome.AlreadyThere;
        }

        if (db.Database.IsSqlite())
        {
            // For this connection only: index pages stay in memory, and the log is folded into the file seldom.
            await db.Database.ExecuteSqlAsync($"PRAGMA cache_size=-128000", cancellationToken);
            await db.Database.ExecuteSqlAsync($"PRAGMA wal_autocheckpoint=16000", cancellationToken);
            SqlitePragmas.Forget(db.Database.GetDbConnection());
        }

        while (done < ledger.People)
        {
            report(done);
            var next = Math.Min(done + BatchSize, ledger.People);
            var records = Enumerable.Range(done, next - done).Select(ledger.Record).ToList();
            await DemoWriter.WriteAsync(db, records, MyNumbers(ledger, by, done, next), Beside(ledger, by, done, next), cancellationToken);
            done = next;
            await Task.Delay(Breath, cancellationToken);
        }

        report(done);
        return DemoOutcome.Made;
    }

    /// <summary>How many people stand in the database; they were written in order, in batches that are there whole or not at all.</summary>
    private static async Task<int> DoneAsync(PortalDb db, DemoLedger ledger, CancellationToken cancellationToken)
    {
        var (there, missing) = (0, ledger.People);
        while (there < missing)
        {
            var middle = (there + missing) / 2;
            var id = ledger.PersonId(middle);
            (there, missing) = await db.People.AnyAsync(p => p.LedgerPersonId == id, cancellationToken) ? (middle + 1, missing) : (there, middle);
        }

        return there;
    }

    private IReadOnlyList<EncryptedMyNumber> MyNumbers(DemoLedger ledger, Staff by, int done, int next)
    {
        if (vault is null)
        {
            return [];
        }

        var now = time.GetUtcNow().UtcDateTime;
        return [.. Enumerable.Range(done, next - done).SelectMany(i => ledger.MyNumberOf(i) is { } number ? [vault.Make(ledger.PersonId(i), number, by.AccountId, now)] : Array.Empty<EncryptedMyNumber>())];
    }

    private IEnumerable<object> Beside(DemoLedger ledger, Staff by, int done, int next)
    {
        IEnumerable<object> masters = done == 0 ? [.. ledger.Institutions, .. DemoLedger.Lots] : [];
        IEnumerable<object> log = next == ledger.People
            ? [OperationLogEntry.For(by, time.GetUtcNow().UtcDateTime, Operation.DemoLedgerMade, detail: Detail(ledger))]
            : [];
        return masters.Concat(log);
    }

    private static string Detail(DemoLedger ledger) => string.Create(CultureInfo.InvariantCulture, $"people={ledger.People} seed={ledger.Seed}");
}
