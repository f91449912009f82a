using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>Brings the schema to this build's version, or refuses to start on an old one.</summary>
public static class Schema
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>
    /// SQLite: applies what is missing. SQL Server: throws <see cref="SchemaOutdatedException"/>; a city's database is changed by its
    /// administrator with the script in db/.
    /// </summary>
    public static async Task EnsureCurrentAsync(IDbContextFactory<PortalDb> dbFactory, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList() is { Count: > 0 } missing)
        {
            if (!db.Database.IsSqlite())
            {
                throw new SchemaOutdatedException(missing);
            }

            await AwaitLockAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }

        await FormerKeyFill.RunAsync(db, cancellationToken);
    }

    /// <summary>
    /// EF waits without end for its lock, which is a row: a process that was killed leaves it behind. It is taken away once it is older than
    /// any migration of an embedded file lasts.
    /// </summary>
    private static async Task AwaitLockAsync(PortalDb db, CancellationToken cancellationToken)
    {
        while (await HasLockTableAsync(db, cancellationToken))
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\" WHERE \"Timestamp\" < datetime('now', '-5 minutes')", cancellationToken);
            if (await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM \"__EFMigrationsLock\"").SingleAsync(cancellationToken) == 0)
            {
                return;
            }

            await Task.Delay(Beat, cancellationToken);
        }
    }

    private static async Task<bool> HasLockTableAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellationToken) > 0;
}

/// <summary>The SQL Server schema is older than this build. The message names the script that cures it.</summary>
public sealed class SchemaOutdatedException(IReadOnlyList<string> missing) : Exception(
    $"データベースのスキーマが古いため起動できません(未適用: {string.Join(", ", missing)})。db/schema.sql をデータベース管理者が実行してから、もう一度起動してください。");
