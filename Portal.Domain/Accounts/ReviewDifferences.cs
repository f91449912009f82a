namespace Portal.Domain.Accounts;

/// <summary>前回との差分 — one thing that changed between two reviews.</summary>
/// <param name="AccountId">Which ID.</param>
/// <param name="HolderName">Its holder or owner.</param>
/// <param name="Item">新しいID, なくなったID, 役割, 利用職員 …</param>
/// <param name="Before">As it stood in the earlier review.</param>
/// <param name="After">As it stands in the later one.</param>
public sealed record ReviewDifference(string AccountId, string HolderName, string Item, string? Before, string? After);

public static class ReviewDifferences
{
    public const string New = "新しいID";
    public const string Gone = "なくなったID";

    /// <summary>New IDs, IDs no longer there, and what changed about the others: by ID, in the order of the items.</summary>
    public static IReadOnlyList<ReviewDifference> Between(IEnumerable<IdReviewLine> before, IEnumerable<IdReviewLine> after)
    {
        var earlier = before.ToDictionary(l => l.AccountKey);
        var later = after.ToDictionary(l => l.AccountKey);
        return
        [
            .. later.Values.Where(l => !earlier.ContainsKey(l.AccountKey)).Select(l => new ReviewDifference(l.AccountId, l.HolderName, New, null, Whole(l)))
                .Concat(earlier.Values.Where(l => !later.ContainsKey(l.AccountKey)).Select(l => new ReviewDifference(l.AccountId, l.HolderName, Gone, Whole(l), l.Decision == ReviewDecision.Stop ? "前回の棚卸で停止" : null)))
                .Concat(later.Values.Where(l => earlier.ContainsKey(l.AccountKey)).SelectMany(l => Changed(earlier[l.AccountKey], l)))
                .OrderBy(d => d.AccountId, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<ReviewDifference> Changed(IdReviewLine before, IdReviewLine after)
    {
        (string Item, string? Before, string? After)[] items =
        [
            (after.Kind == AccountKind.Shared ? "責任者" : "職員", before.HolderName, after.HolderName),
            ("所属", before.Department, after.Department),
            ("状態", before.State.Label(), after.State.Label()),
            ("役割", before.Roles, after.Roles),
            ("追加・制限", before.Adjustments, after.Adjustments),
            ("利用職員", before.Members, after.Members),
            ("利用端末", before.Terminals, after.Terminals),
        ];
        return items.Where(i => i.Before != i.After).Select(i => new ReviewDifference(after.AccountId, after.HolderName, i.Item, i.Before, i.After));
    }

    private static string Whole(IdReviewLine line) =>
        line.Members is null ? line.Roles : $"{line.Roles}（{line.Members} / {line.Terminals}）";
}
