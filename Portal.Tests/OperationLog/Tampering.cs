using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;

namespace Portal.Tests.OperationLog;

/// <summary>
/// What somebody can do who may change the database as they like, and has no key. Each act returns the number of the first row that is
/// wrong afterwards.
/// </summary>
public sealed class Tampering
{
    private static readonly string[] Columns = ["AccountId", "StaffName", "Terminal", "Detail", "Purpose", "Result", "Operation", "Trace", "KeyId", "Seal", "At", "LedgerPersonId", "StaffMemberId"];

    private readonly PortalDb _db;

    private Tampering(PortalDb db, long last) => (_db, Last) = (db, last);

    public long Last { get; }

    public static async Task<Tampering> BeginAsync(PortalDb db)
    {
        if (db.Database.IsSqlite())
        {
            string[] triggers = ["OperationLog_NoUpdate", "OperationLog_NoDelete", "OperationLog_NoReplace", "LogHead_NoReplace", "LogHead_Forward", "LogHead_NoDelete"];
            await db.Database.ExecuteSqlRawAsync(string.Concat(triggers.Select(t => $"DROP TRIGGER IF EXISTS \"{t}\";")));
        }

        return new(db, (await db.LogHeads.AsNoTracking().SingleAsync()).Sequence);
    }

    public async Task<long> EditAsync(long row, int column)
    {
        object value = Columns[column % Columns.Length] switch
        {
            "Result" => nameof(OperationResult.Failed),
            "Operation" => nameof(Operation.SheetPrinted),
            "KeyId" => 77,
            "Seal" => new byte[LogSeal.Length],
            "At" => A.Now.AddDays(1),
            "LedgerPersonId" or "StaffMemberId" => Guid.NewGuid(),
            var text => "ほかの" + text,
        };
        await RunAsync($"UPDATE \"OperationLog\" SET \"{Columns[column % Columns.Length]}\" = {{0}} WHERE \"Sequence\" = {{1}}", value, row);
        return row;
    }

    public async Task<long> DeleteAsync(long row)
    {
        await RunAsync("DELETE FROM \"OperationLog\" WHERE \"Sequence\" = {0}", row);
        return row;
    }

    /// <summary>A row that was never written, at the place of another; those behind it are counted on.</summary>
    public async Task<long> InsertAsync(long row)
    {
        await RunAsync("UPDATE \"OperationLog\" SET \"Sequence\" = -\"Sequence\" - 1 WHERE \"Sequence\" >= {0}", row);
        await RunAsync("UPDATE \"OperationLog\" SET \"Sequence\" = -\"Sequence\" WHERE \"Sequence\" < 0");
        await RunAsync("UPDATE \"LogHead\" SET \"Sequence\" = \"Sequence\" + 1");
        await RunAsync(
            """
            INSERT INTO "OperationLog" ("OperationLogEntryId", "Sequence", "KeyId", "Seal", "At", "AccountId", "StaffName", "Terminal", "Operation", "Result")
            SELECT {0}, {1}, "KeyId", "Seal", "At", "AccountId", "StaffName", "Terminal", "Operation", "Result" FROM "OperationLog" WHERE "Sequence" = {2}
            """,
            Guid.NewGuid(), row, row + 1);
        return row;
    }

    public async Task<long> SwapAsync(long one, long other)
    {
        await RunAsync("UPDATE \"OperationLog\" SET \"Sequence\" = -1000000 WHERE \"Sequence\" = {0}", one);
        await RunAsync("UPDATE \"OperationLog\" SET \"Sequence\" = {0} WHERE \"Sequence\" = {1}", one, other);
        await RunAsync("UPDATE \"OperationLog\" SET \"Sequence\" = {0} WHERE \"Sequence\" = -1000000", other);
        return Math.Min(one, other);
    }

    /// <summary>The end cut off and the head put back, so that database and head agree: also what an old copy of the database looks like.</summary>
    public async Task<long> CutOffAfterAsync(long row)
    {
        var seal = (await _db.OperationLog.AsNoTracking().SingleAsync(e => e.Sequence == row)).Seal;
        await RunAsync("DELETE FROM \"OperationLog\" WHERE \"Sequence\" > {0}", row);
        await RunAsync("UPDATE \"LogHead\" SET \"Sequence\" = {0}, \"Seal\" = {1}", row, seal);
        return row + 1;
    }

    /// <summary>A row edited and every seal from there on made again, with a key of one's own.</summary>
    public async Task<long> RecomputeAsync(long row)
    {
        await EditAsync(row, 0);
        var own = SecretKey.Make(KeyUse.OperationLog, 1, A.Now);
        var rows = await _db.OperationLog.AsNoTracking().Where(e => e.Sequence >= row - 1).OrderBy(e => e.Sequence).ToListAsync();
        var logId = (await _db.LogHeads.AsNoTracking().SingleAsync()).LogId;
        var head = row == 1 ? LogHead.Begin(logId) : new LogHead { LogId = logId, Sequence = row - 1, Seal = rows[0].Seal };
        foreach (var entry in rows.Where(e => e.Sequence >= row))
        {
            head = entry.SealBehind(head, own);
            await RunAsync("UPDATE \"OperationLog\" SET \"Seal\" = {0} WHERE \"Sequence\" = {1}", entry.Seal, entry.Sequence);
        }

        await RunAsync("UPDATE \"LogHead\" SET \"Seal\" = {0}", head.Seal);
        return row;
    }

    /// <summary>One of them, somewhere, by lot.</summary>
    public Task<long> AnyAsync(Random lot)
    {
        var row = lot.NextInt64(1, Last);
        return lot.Next(6) switch
        {
            0 => EditAsync(row, lot.Next(100)),
            1 => DeleteAsync(row),
            2 => InsertAsync(row),
            3 => SwapAsync(row, row + lot.NextInt64(1, Last - row + 1)),
            4 => CutOffAfterAsync(row),
            _ => RecomputeAsync(row),
        };
    }

    private Task<int> RunAsync(string sql, params object[] values) => _db.Database.ExecuteSqlRawAsync(sql, values);
}
