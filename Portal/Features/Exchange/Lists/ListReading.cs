using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;

namespace Portal.Features.Exchange.Lists;

/// <summary>Streams the rows of statements one by one past the change tracker: EF writes each statement, a plain reader hands on its rows.</summary>
internal static class ListReading
{
    /// <param name="db">Its own.</param>
    /// <param name="statements">One after the other.</param>
    /// <param name="row">Sees each row while it lasts; false ends it all.</param>
    /// <param name="cancellationToken">Asked before every row: SQLite answers on the caller's thread and knows of no waiting.</param>
    public static async Task EachAsync(PortalDb db, IEnumerable<IQueryable<object>> statements, Func<DbDataReader, bool> row, CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            foreach (var statement in statements)
            {
                await using var command = statement.CreateDbCommand();
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (!row(reader))
                    {
                        return;
                    }
                }
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
