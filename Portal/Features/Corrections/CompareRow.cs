using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>One item before and after, in canonical text.</summary>
/// <param name="Item">The item.</param>
/// <param name="Before">Its text before.</param>
/// <param name="After">Its text after.</param>
/// <param name="IsHidden">支援措置: both texts stay hidden.</param>
public sealed record CompareRow(RecordItem Item, string? Before, string? After, bool IsHidden = false)
{
    public bool IsChanged => Before != After;

    /// <summary>Every item of a record, changed ones marked.</summary>
    public static IReadOnlyList<CompareRow> Of(RecordKind kind, IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> changes) =>
    [
        .. from item in RecordItems.Of(kind)
           where before.ContainsKey(item.Key)
           let now = before[item.Key]
           let then = changes.TryGetValue(item.Key, out var text) ? text : now
           where now is not null || then is not null
           select new CompareRow(item, now, then),
    ];

    /// <summary>The items of a revision.</summary>
    public static IReadOnlyList<CompareRow> Of(Revision revision, bool hideAddress) =>
    [
        .. from item in RecordItems.Of(revision.RecordKind)
           join change in revision.Changes on item.Key equals change.Field
           select new CompareRow(item, change.OldValue, change.NewValue, hideAddress && ProtectedAddress.Covers(revision.RecordKind, item.Key)),
    ];
}
