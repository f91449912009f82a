using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Data;

/// <summary>SqlBulkCopy within the transaction, every column mapped by name; constraints are checked, so that foreign keys stay trusted.</summary>
internal sealed class SqlServerBulkWriter(PortalDb db) : BulkWriter(db)
{
    public override async Task WriteAsync(BulkTable table, IReadOnlyCollection<object> rows, CancellationToken cancellationToken)
    {
        var connection = (SqlConnection)Db.Database.GetDbConnection();
        var transaction = (SqlTransaction?)Db.Database.CurrentTransaction?.GetDbTransaction();
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers, transaction)
        {
            DestinationTableName = $"[{table.Name}]",
            BulkCopyTimeout = 0,
        };
        using var data = ToDataTable(table, rows);
        foreach (var column in table.Columns)
        {
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        await copy.WriteToServerAsync(data, cancellationToken);
    }

    internal static DataTable ToDataTable(BulkTable table, IReadOnlyCollection<object> rows)
    {
        var data = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var column in table.Columns)
        {
            // The bulk protocol knows no DateOnly.
            data.Columns.Add(column.Name, column.Type == typeof(DateOnly) ? typeof(DateTime) : column.Type);
        }

        foreach (var row in rows)
        {
            data.Rows.Add([.. table.Columns.Select(c => c.Value(row) is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : c.Value(row) ?? DBNull.Value)]);
        }

        return data;
    }
}
