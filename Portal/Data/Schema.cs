using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>Brings the schema to this build's version, or refuses to start on an old one.</summary>
public static class Schema
{
    /// <summary>
    /// SQLite: applies what is missing (a lock row left by a killed migration is removed first, since an embedded file has one owner).
    /// SQL Server: throws <see cref="SchemaOutdatedException"/>; a city's database is changed by its administrator with the script in db/.
    /// </summary>
    public static async Task EnsureCurrentAsync(IDbContextFactory<PortalDb> dbFactory, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (db.Database.IsSqlite())
        {
            await ReleaseAbandonedLockAsync(db, cancellationToken);
            await db.Database.MigrateAsync(cancellationToken);
        }
        else if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList() is { Count: > 0 } missing)
        {
            throw new SchemaOutdatedException(missing);
        }

        await FormerKeyFill.RunAsync(db, cancellationToken);
    }

    private static async Task ReleaseAbandonedLockAsync(PortalDb db, CancellationToken cancellationToken)
    {
        if (await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync(cancellationToken) > 0)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\" WHERE \"Timestamp\" < datetime('now', '-5 minutes')", cancellationToken);
        }
    }
}

/// <summary>The SQL Server schema is older than this build. The message names the script that cures it.</summary>
public sealed class SchemaOutdatedException(IReadOnlyList<string> missing) : Exception(
    $"データベースのスキーマが古いため起動できません(未適用: {string.Join(", ", missing)})。db/schema.sql をデータベース管理者が実行してから、もう一度起動してください。");
