using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Features.Maintenance.Databases;

/// <summary>A right that <c>db/security.sql</c> gives or takes.</summary>
/// <param name="State">GRANT or DENY.</param>
/// <param name="Right">SELECT, …</param>
/// <param name="On">A table; <c>dbo</c> for the whole schema, <c>DATABASE</c> for all of it.</param>
/// <param name="Role">To whom.</param>
internal sealed record RoleRight(string State, string Right, string On, string Role);

/// <summary>What <c>settings.sql</c> and <c>security.sql</c> have to have left behind.</summary>
internal static class SqlServerDemands
{
    public const string Collation = "Japanese_XJIS_140_CI_AS";

    internal const string SettingsQuery = """
        SELECT [is_read_committed_snapshot_on], [snapshot_isolation_state], [page_verify_option_desc], [recovery_model_desc], [is_query_store_on], [collation_name]
        FROM [sys].[databases] WHERE [name] = DB_NAME();
        """;

    internal const string RightsQuery = """
        SELECT [p].[state_desc], [p].[permission_name], CASE [p].[class] WHEN 0 THEN N'DATABASE' WHEN 3 THEN SCHEMA_NAME([p].[major_id]) ELSE OBJECT_NAME([p].[major_id]) END, USER_NAME([p].[grantee_principal_id])
        FROM [sys].[database_permissions] AS [p] WHERE [p].[class] IN (0, 1, 3) AND USER_NAME([p].[grantee_principal_id]) LIKE N'portal[_]%';
        """;

    /// <summary>Whoever is the portal, and may more than the portal may.</summary>
    internal const string OwnersQuery = """
        SELECT USER_NAME([app].[member_principal_id]) FROM [sys].[database_role_members] AS [app]
        JOIN [sys].[database_role_members] AS [more] ON [more].[member_principal_id] = [app].[member_principal_id]
        WHERE USER_NAME([app].[role_principal_id]) = N'portal_app' AND USER_NAME([more].[role_principal_id]) IN (N'db_owner', N'db_ddladmin', N'db_securityadmin');
        """;

    public static IReadOnlyList<RoleRight> Rights { get; } =
    [
        .. Each("GRANT", "dbo", "portal_app", "SELECT", "INSERT", "UPDATE", "DELETE"),
        .. Each("GRANT", "DATABASE", "portal_app", "VIEW DATABASE STATE"),
        .. Each("DENY", "OperationLog", "portal_app", "UPDATE", "DELETE"),
        .. Each("DENY", "LogHead", "portal_app", "INSERT", "DELETE"),
        .. Each("DENY", "NumberCounter", "portal_app", "DELETE"),
        .. Each("DENY", "__EFMigrationsHistory", "portal_app", "INSERT", "UPDATE", "DELETE"),
        .. new[] { "OperationLog", "LogHead", "LogReview", "LogReviewLine" }.SelectMany(t => Each("GRANT", t, "portal_auditor", "SELECT")),
        .. Each("GRANT", "dbo", "portal_reports", "SELECT"),
        .. new[] { "EncryptedMyNumber", "Credential", "AddresseeClient", "Session", "CookieKey", "Draft", "Evidence" }.SelectMany(t => Each("DENY", t, "portal_reports", "SELECT")),
    ];

    public static async Task<IReadOnlyList<string>> FaultsAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var settings = await RowsAsync(db, SettingsQuery, r => SettingFaults(r.GetBoolean(0), r.GetByte(1), r.GetString(2), r.GetString(3), r.GetBoolean(4), r.GetString(5)), cancellationToken);
        var rights = await RowsAsync(db, RightsQuery, r => new RoleRight(r.GetString(0), r.GetString(1), r.Text(2) ?? "", r.GetString(3)), cancellationToken);
        var owners = await RowsAsync(db, OwnersQuery, r => r.GetString(0), cancellationToken);
        return [.. settings.SelectMany(s => s), .. RightFaults(rights), .. owners.Distinct().Select(o => $"portal_app の利用者 {o} は、表や権限を変えられるロールにも入っています。そのロールから外してください（db/security.sql の冒頭）。")];
    }

    internal static IEnumerable<string> SettingFaults(bool readsCommittedSnapshot, byte snapshots, string pageVerify, string recovery, bool queryStore, string collation)
    {
        const string cure = "db/settings.sql をデータベース管理者が実行してください。";
        (bool IsFault, string Words)[] looks =
        [
            (!readsCommittedSnapshot, $"READ_COMMITTED_SNAPSHOT がOFFです（読む人が書く人を待ちます）。{cure}"),
            (snapshots is 0 or 2, $"ALLOW_SNAPSHOT_ISOLATION がOFFです。{cure}"),
            (pageVerify != "CHECKSUM", $"PAGE_VERIFY が {pageVerify} です（CHECKSUM が要ります）。{cure}"),
            (recovery != "FULL", $"復旧モデルが {recovery} です（5分ごとのログのバックアップには FULL が要ります）。{cure}"),
            (!queryStore, $"QUERY_STORE がOFFです。{cure}"),
            (collation != Collation, $"データベースの照合順序が {collation} です（{Collation} が要ります）。db/README.md の手順1からデータベースを作り直し、db copy で移してください。"),
        ];
        return looks.Where(l => l.IsFault).Select(l => l.Words);
    }

    internal static IEnumerable<string> RightFaults(IReadOnlyList<RoleRight> found) =>
        Rights.Except(found).Select(r => $"ロール {r.Role} の権限がありません: {r.State} {r.Right} ON {r.On}。db/security.sql をデータベース管理者が実行してください。")
        .Concat(found.Where(f => f.State != "DENY").Except(Rights).Select(r => $"ロール {r.Role} に余分な権限があります: {r.State} {r.Right} ON {r.On}。データベース管理者が REVOKE してください。"));

    private static IEnumerable<RoleRight> Each(string state, string on, string role, params string[] rights) => rights.Select(right => new RoleRight(state, right, on, role));

    private static async Task<List<T>> RowsAsync<T>(PortalDb db, string sql, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.PlainRowsAsync(row, cancellationToken);
    }
}
