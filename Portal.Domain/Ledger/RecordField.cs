namespace Portal.Domain.Ledger;

/// <summary>
/// 項目 — one named item of a record, read and written as canonical text (dates yyyy-MM-dd, decimals with a point, enums by name).
/// Comparing, correcting, restoring, importing and merging all go through these lists, so an item is described once.
/// </summary>
/// <param name="Key">Name of the item in revisions and drafts; never changes.</param>
/// <param name="Label">The item's name on screens.</param>
/// <param name="Get">Canonical text of the record's value, or null where it is empty.</param>
/// <param name="Set">Takes canonical text, or null to empty; throws <see cref="RuleException"/> naming the item when it cannot be read.</param>
/// <param name="Show">The canonical text as staff read it: 和暦, 男・女, はい.</param>
public sealed record RecordField<T>(string Key, string Label, Func<T, string?> Get, Action<T, string?> Set, Func<string?, string> Show)
{
    /// <summary>Takes back a text that stood in the record once, also one that today's rules would not take.</summary>
    public Action<T, string?> PutBack { get; init; } = Set;
}
