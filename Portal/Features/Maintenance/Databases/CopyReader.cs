using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data;

namespace Portal.Features.Maintenance.Databases;

/// <summary>Reads a table from its first row to its last, in an order that is the same each time and in which no row comes before its parent.</summary>
internal sealed class CopyReader(PortalDb db)
{
    private readonly ISqlGenerationHelper _sql = db.GetService<ISqlGenerationHelper>();

    public async Task<long> CountAsync(CopyTable table, CancellationToken cancellationToken)
    {
        await using var command = await CommandAsync($"SELECT COUNT(*) FROM {Name(table.Name)}", cancellationToken);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async IAsyncEnumerable<object?[]> RowsAsync(CopyTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parent = table.Parent is { } at ? Name(table.Columns[at].Name) : null;
        await foreach (var row in ReadAsync(table, parent is null ? null : $" WHERE {parent} IS NULL", cancellationToken))
        {
            yield return row;
        }

        if (parent is not null)
        {
            List<object?[]> children = [];
            await foreach (var row in ReadAsync(table, $" WHERE {parent} IS NOT NULL", cancellationToken))
            {
                children.Add(row);
            }

            foreach (var row in AfterTheirParents(table, children))
            {
                yield return row;
            }
        }
    }

    public async Task<TableDigest> DigestAsync(CopyTable table, CancellationToken cancellationToken)
    {
        var digest = new RowDigest();
        await foreach (var row in RowsAsync(table, cancellationToken))
        {
            digest.Add(row);
        }

        return digest.Of(table.Name);
    }

    private static IEnumerable<object?[]> AfterTheirParents(CopyTable table, List<object?[]> rows)
    {
        var (key, parent) = (table.Key[0], table.Parent!.Value);
        var parents = rows.ToDictionary(r => r[key]!, r => r[parent]!);
        int Depth(object of)
        {
            var depth = 0;
            for (var above = of; parents.TryGetValue(above, out var next) && depth <= rows.Count; above = next)
            {
                depth++;
            }

            return depth;
        }

        return rows.OrderBy(r => Depth(r[key]!));
    }

    private async IAsyncEnumerable<object?[]> ReadAsync(CopyTable table, string? where, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(c => Name(c.Name)));
        await using var command = await CommandAsync(
            $"SELECT {columns} FROM {Name(table.Name)}{where} ORDER BY {string.Join(", ", table.Key.Select(k => Name(table.Columns[k].Name)))}", cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return [.. table.Columns.Select((c, at) => Value(reader, at, c.Type))];
        }
    }

    private static object? Value(DbDataReader reader, int at, Type type) => reader.IsDBNull(at) ? null
        : type == typeof(string) ? reader.GetString(at)
        : type == typeof(Guid) ? reader.GetGuid(at)
        : type == typeof(DateTime) ? reader.GetDateTime(at)
        : type == typeof(DateTimeOffset) ? reader.GetFieldValue<DateTimeOffset>(at)
        : type == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(at)
        : type == typeof(bool) ? reader.GetBoolean(at)
        : type == typeof(int) ? reader.GetInt32(at)
        : type == typeof(long) ? reader.GetInt64(at)
        : type == typeof(decimal) ? reader.GetDecimal(at)
        : type == typeof(byte[]) ? reader.GetFieldValue<byte[]>(at)
        : throw new NotSupportedException($"A column of {type.Name} is not copied yet.");

    private async Task<DbCommand> CommandAsync(string text, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.CommandTimeout) = (text, 0);
        return command;
    }

    private string Name(string name) => _sql.DelimitIdentifier(name);
}
