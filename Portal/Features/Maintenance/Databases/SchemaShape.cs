using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Features.Maintenance.Databases;

/// <summary>Tables as the model wants them, or as they stand in a database: the same words for both engines.</summary>
/// <param name="Tables">By name.</param>
/// <param name="Guards">What keeps the log from being changed (triggers), where the engine needs them; by name.</param>
internal sealed record SchemaShape(IReadOnlyDictionary<string, TableShape> Tables, IReadOnlySet<string> Guards)
{
    public static SchemaShape Of(IRelationalModel model, IReadOnlySet<string> guards) => new(model.Tables.ToDictionary(t => t.Name, TableShape.Of), guards);
}

/// <summary>A table; columns and indexes by name, the columns of the key in order.</summary>
internal sealed record TableShape(
    string Name, IReadOnlyDictionary<string, ColumnShape> Columns, IReadOnlyList<string> Key, IReadOnlyDictionary<string, IndexShape> Indexes, IReadOnlyList<ReferenceShape> References)
{
    public static TableShape Of(ITable table) => new(
        table.Name,
        table.Columns.ToDictionary(c => c.Name, c => new ColumnShape(c.Name, c.StoreType, c.IsNullable, c.Collation)),
        [.. table.PrimaryKey?.Columns.Select(c => c.Name) ?? []],
        table.Indexes.ToDictionary(i => i.Name, i => new IndexShape(i.Name, [.. i.Columns.Select(c => c.Name)], i.IsUnique, i.Filter)),
        [.. table.ForeignKeyConstraints.Select(f => new ReferenceShape(
            [.. f.Columns.Select(c => c.Name)], f.PrincipalTable.Name, [.. f.PrincipalColumns.Select(c => c.Name)], f.OnDeleteAction is ReferentialAction.Cascade))]);
}

/// <summary>A column: its type as the engine names it, its collation where it is not the database's own.</summary>
internal sealed record ColumnShape(string Name, string Type, bool IsNullable, string? Collation)
{
    public bool IsLike(ColumnShape other) => Folded(Type) == Folded(other.Type) && IsNullable == other.IsNullable && string.Equals(Collation, other.Collation, StringComparison.OrdinalIgnoreCase);

    public string Words => $"{Type} {(IsNullable ? "NULL" : "NOT NULL")}{(Collation is null ? null : $" COLLATE {Collation}")}";

    private static string Folded(string type) => type.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}

/// <summary>An index; the filter of a filtered one.</summary>
internal sealed record IndexShape(string Name, IReadOnlyList<string> Columns, bool IsUnique, string? Filter)
{
    public bool IsLike(IndexShape other) => Columns.SequenceEqual(other.Columns, StringComparer.Ordinal) && IsUnique == other.IsUnique && Folded(Filter) == Folded(other.Filter);

    public string Words => $"{(IsUnique ? "UNIQUE " : null)}({string.Join(", ", Columns)}){(Filter is null ? null : $" WHERE {Filter}")}";

    /// <summary>SQL Server keeps a condition with brackets and prefixes of its own: <c>([State]=N'Open')</c>.</summary>
    private static string Folded(string? filter) => string.Concat((filter ?? "").Replace("N'", "'", StringComparison.Ordinal).Where(c => !char.IsWhiteSpace(c) && c is not ('[' or ']' or '"' or '(' or ')'))).ToUpperInvariant();
}

/// <summary>A foreign key; whether rows go with the row they belong to.</summary>
internal sealed record ReferenceShape(IReadOnlyList<string> Columns, string To, IReadOnlyList<string> ToColumns, bool Cascades)
{
    public bool IsLike(ReferenceShape other) => To == other.To && Columns.SequenceEqual(other.Columns, StringComparer.Ordinal) && ToColumns.SequenceEqual(other.ToColumns, StringComparer.Ordinal) && Cascades == other.Cascades;

    public string Words => $"({string.Join(", ", Columns)}) → {To}({string.Join(", ", ToColumns)}){(Cascades ? " ON DELETE CASCADE" : null)}";
}
