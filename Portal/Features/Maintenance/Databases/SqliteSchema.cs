using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using SQLitePCL;

namespace Portal.Features.Maintenance.Databases;

/// <summary>What an embedded ledger says of itself: its own catalogue and pragmas.</summary>
internal static class SqliteSchema
{
    /// <summary>Made by the migration of the seals. On SQL Server the role of the portal does their work.</summary>
    public static readonly IReadOnlySet<string> Guards = new HashSet<string>
    {
        "OperationLog_NoUpdate", "OperationLog_NoDelete", "OperationLog_NoReplace", "LogHead_NoReplace", "LogHead_Forward", "LogHead_NoDelete",
    };

    public static async Task<SchemaShape> ReadAsync(PortalDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var tables = await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", null, r => r.GetString(0), cancellationToken);
        var guards = await RowsAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger'", null, r => r.GetString(0), cancellationToken);
        var shapes = new Dictionary<string, TableShape>();
        foreach (var table in tables)
        {
            shapes.Add(table, await TableAsync(connection, table, cancellationToken));
        }

        return new(shapes, guards.ToHashSet());
    }

    private static async Task<TableShape> TableAsync(SqliteConnection connection, string table, CancellationToken cancellationToken)
    {
        var columns = await RowsAsync(
            connection, "SELECT name, type, \"notnull\", pk FROM pragma_table_info($name)", table, r => (Name: r.GetString(0), Type: r.GetString(1), IsNullable: !r.GetBoolean(2), Place: r.GetInt32(3)), cancellationToken);
        return new(
            table,
            columns.ToDictionary(c => c.Name, c => new ColumnShape(c.Name, c.Type, c.IsNullable, Collation(connection, table, c.Name))),
            [.. columns.Where(c => c.Place > 0).OrderBy(c => c.Place).Select(c => c.Name)],
            (await IndexesAsync(connection, table, cancellationToken)).ToDictionary(i => i.Name),
            await ReferencesAsync(connection, table, cancellationToken));
    }

    /// <summary>No pragma tells it.</summary>
    private static string? Collation(SqliteConnection connection, string table, string column)
    {
        _ = raw.sqlite3_table_column_metadata(connection.Handle, "main", table, column, out _, out var collation, out _, out _, out _);
        return collation is null or "BINARY" ? null : collation;
    }

    private static async Task<List<IndexShape>> IndexesAsync(SqliteConnection connection, string table, CancellationToken cancellationToken)
    {
        var indexes = await RowsAsync(
            connection,
            "SELECT l.name, l.\"unique\", m.sql FROM pragma_index_list($name) l JOIN sqlite_master m ON m.type = 'index' AND m.name = l.name WHERE l.origin = 'c'",
            table, r => (Name: r.GetString(0), IsUnique: r.GetBoolean(1), Sql: r.GetString(2)), cancellationToken);
        var shapes = new List<IndexShape>();
        foreach (var (name, isUnique, sql) in indexes)
        {
            var columns = await RowsAsync(connection, "SELECT name FROM pragma_index_info($name) ORDER BY seqno", name, r => r.Text(0) ?? "", cancellationToken);
            shapes.Add(new(name, columns, isUnique, sql.IndexOf(" WHERE ", StringComparison.OrdinalIgnoreCase) is > 0 and var at ? sql[(at + " WHERE ".Length)..] : null));
        }

        return shapes;
    }

    private static async Task<List<ReferenceShape>> ReferencesAsync(SqliteConnection connection, string table, CancellationToken cancellationToken)
    {
        var parts = await RowsAsync(
            connection, "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list($name) ORDER BY id, seq", table,
            r => (Id: r.GetInt32(0), To: r.GetString(1), From: r.GetString(2), Column: r.Text(3) ?? "", Cascades: r.GetString(4) == "CASCADE"), cancellationToken);
        return [.. parts.GroupBy(p => p.Id).Select(g => new ReferenceShape([.. g.Select(p => p.From)], g.First().To, [.. g.Select(p => p.Column)], g.First().Cascades))];
    }

    private static async Task<List<T>> RowsAsync<T>(SqliteConnection connection, string sql, string? name, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (name is not null)
        {
            command.Parameters.AddWithValue("$name", name);
        }

        return await command.PlainRowsAsync(row, cancellationToken);
    }
}
