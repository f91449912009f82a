using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data;

namespace Portal.Features.Maintenance.Databases;

/// <summary>
/// データベースの点検 — holds a live database against this build's model: migrations, tables, columns, indexes, references, and on SQL Server what
/// the administrator's scripts have to have left. Changes nothing and reads no row of the ledger.
/// </summary>
public sealed class SchemaCheck(IDbContextFactory<PortalDb> dbFactory)
{
    private const string SqliteCure = "保守の担当者に連絡し、バックアップから戻す（restore）か、その文だけを直してください。";
    private const string SqlServerCure = "db/schema.sql のその部分のとおりに、データベース管理者が直してください。";

    /// <returns>A line for each finding, with what to do; empty where all is as it has to be.</returns>
    public async Task<IReadOnlyList<string>> FindingsAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var isSqlite = db.Database.IsSqlite();
        if (await MigrationsAsync(db, isSqlite, cancellationToken) is { Count: > 0 } migrations)
        {
            // Whatever else is missing follows from it.
            return migrations;
        }

        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        return isSqlite
            ? [.. SchemaComparison.Differences(SchemaShape.Of(model, SqliteSchema.Guards), await SqliteSchema.ReadAsync(db, cancellationToken), SqliteCure)]
            : [
                .. SchemaComparison.Differences(SchemaShape.Of(model, new HashSet<string>()), await SqlServerSchema.ReadAsync(db, cancellationToken), SqlServerCure),
                .. await SqlServerDemands.FaultsAsync(db, cancellationToken),
            ];
    }

    private static async Task<List<string>> MigrationsAsync(PortalDb db, bool isSqlite, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var cure = isSqlite ? "ポータルを止めて migrate を実行してください。" : "db/schema.sql、続けて db/security.sql をデータベース管理者が実行してください。";
        return
        [
            .. known.Except(applied).Select(m => $"スキーマの変更 {m} が未適用です。{cure}"),
            .. applied.Except(known).Select(m => $"スキーマの変更 {m} をこの版のポータルは知りません。データベースの方が新しいので、ポータルを新しい版にしてください。"),
        ];
    }
}
