using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Portal.Data;

/// <summary>
/// Writes many new rows within the context's transaction, past the change tracker. Columns and conversions are those of the model,
/// so a new column cannot be forgotten here. How rows travel stands in one file per engine.
/// </summary>
internal abstract class BulkWriter(PortalDb db)
{
    private readonly Dictionary<Type, BulkTable> _tables = [];

    protected PortalDb Db { get; } = db;

    public static BulkWriter For(PortalDb db) => db.Database.IsSqlite() ? new SqliteBulkWriter(db) : new SqlServerBulkWriter(db);

    /// <summary>To be called before many rows that come in no order of the ledger's, and so touch pages everywhere.</summary>
    public virtual Task MakeRoomAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task WriteAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken) where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (!_tables.TryGetValue(typeof(T), out var table))
        {
            _tables.Add(typeof(T), table = BulkTable.Of(Db, typeof(T)));
        }

        await WriteAsync(table, rows, cancellationToken);
    }

    /// <summary>The same of rows whose columns the caller knows.</summary>
    public abstract Task WriteAsync(BulkTable table, IReadOnlyCollection<object> rows, CancellationToken cancellationToken);
}

/// <summary>A table as the model knows it.</summary>
internal sealed record BulkTable(string Name, IReadOnlyList<BulkColumn> Columns)
{
    public static BulkTable Of(PortalDb db, Type type)
    {
        var entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not in the model.");
        return new(
            entity.GetTableName() ?? throw new InvalidOperationException($"{type.Name} has no table."),
            [.. entity.GetProperties().Select(BulkColumn.Of)]);
    }
}

/// <summary>A column and how its value is taken from a row, in the type the database keeps.</summary>
internal sealed record BulkColumn(string Name, Type Type, Func<object, object?> Value)
{
    public static BulkColumn Of(IProperty property)
    {
        var get = property.GetGetter();
        var converter = property.GetTypeMapping().Converter;
        var type = converter?.ProviderClrType ?? property.ClrType;
        return new(
            property.GetColumnName(),
            Nullable.GetUnderlyingType(type) ?? type,
            converter is null ? get.GetClrValue : row => get.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null);
    }
}
