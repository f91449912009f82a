using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>Rows of a query past the change tracker and the model's conversions: EF writes the statement, a plain reader takes the answer.</summary>
internal static class PlainRows
{
    /// <summary>Opens the connection for it, where it is not open. Read again where the server was away for a moment.</summary>
    public static Task<List<T>> PlainRowsAsync<T>(this PortalDb db, IQueryable<object> query, Func<DbDataReader, T> row, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(stop => db.OnceAsync(query, row, stop), cancellationToken);

    private static async Task<List<T>> OnceAsync<T>(this PortalDb db, IQueryable<object> query, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = query.CreateDbCommand();
            return await command.PlainRowsAsync(row, cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The same of a command that is asked again and again; its connection is open.</summary>
    public static async Task<List<T>> PlainRowsAsync<T>(this DbCommand command, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Null where the database has none.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Null where the database has none.</summary>
    public static DateOnly? Day(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
