using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Maintenance.Databases;

/// <summary>A table on its way: its columns in the types both engines hand out.</summary>
/// <param name="Name">Alike on both.</param>
/// <param name="Columns">In the order of the rows.</param>
/// <param name="Key">Of the primary key, in order.</param>
/// <param name="Parent">Of a row of the same table, which has to be there before; null where none is referred to.</param>
/// <param name="IsSeeded">Whether a migrated database holds rows of it that nobody has entered.</param>
internal sealed record CopyTable(string Name, IReadOnlyList<CopyColumn> Columns, IReadOnlyList<int> Key, int? Parent, bool IsSeeded)
{
    /// <summary>As <see cref="BulkWriter"/> takes it.</summary>
    public BulkTable ForBulk { get; } = new(Name, [.. Columns.Select((c, at) => new BulkColumn(c.Name, c.Type, row => ((object?[])row)[at]))]);

    /// <summary>All tables but the head of the log, which is set last; none before one it refers to.</summary>
    public static IReadOnlyList<CopyTable> All(IRelationalModel model)
    {
        var left = model.Tables.Where(t => t.EntityTypeMappings.All(m => m.TypeBase.ClrType != typeof(LogHead))).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        List<CopyTable> ordered = [];
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(t => t.ForeignKeyConstraints.All(f => f.PrincipalTable == t || !left.Contains(f.PrincipalTable)))
                ?? throw new InvalidOperationException("Tables refer to each other in a circle.");
            left.Remove(next);
            ordered.Add(Of(next));
        }

        return ordered;
    }

    private static CopyTable Of(ITable table)
    {
        var columns = table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        var parent = table.ForeignKeyConstraints.SingleOrDefault(f => f.PrincipalTable == table)?.Columns[0];
        return new(
            table.Name,
            [.. columns.Select(c => new CopyColumn(c.Name, Nullable.GetUnderlyingType(c.ProviderClrType) ?? c.ProviderClrType))],
            [.. table.PrimaryKey!.Columns.Select(c => columns.IndexOf(c))],
            parent is null ? null : columns.IndexOf(parent),
            table.EntityTypeMappings.Select(m => m.TypeBase).OfType<IEntityType>().Any(e => e.ClrType == typeof(VaccineLot) || e.GetSeedData().Any()));
    }
}

internal sealed record CopyColumn(string Name, Type Type);
