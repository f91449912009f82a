using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections.Merging;

/// <summary>One item a merge changed, and what taking it back does to it.</summary>
/// <param name="Kind">Of the record.</param>
/// <param name="RecordId">The person, dose or coupon.</param>
/// <param name="Field">Key of the item.</param>
/// <param name="Before">Before the merge; what it goes back to.</param>
/// <param name="Merged">As the merge left it.</param>
/// <param name="Now">As it stands.</param>
/// <param name="Why">Why it stays as it is; null for an item that goes back.</param>
public sealed record UnmergeItem(RecordKind Kind, Guid RecordId, string Field, string? Before, string? Merged, string? Now, string? Why)
{
    public bool GoesBack => Why is null;
}

/// <summary>統合の取消しの明細 — exactly what goes back, and what stays as it was edited since.</summary>
public sealed record UnmergePlan
{
    public required Guid MergeId { get; init; }
    public required Guid KeeperId { get; init; }
    public required Guid OtherId { get; init; }
    public required IReadOnlyList<UnmergeItem> Items { get; init; }

    /// <summary>Doses and coupons that came to the keeper after the merge: they stay unless staff choose.</summary>
    public required IReadOnlyList<Guid> Later { get; init; }

    public IEnumerable<UnmergeItem> Back => Items.Where(i => i.GoesBack);

    /// <summary>Staying as edited.</summary>
    public IEnumerable<UnmergeItem> Kept => Items.Where(i => !i.GoesBack);

    public int Doses => Moved(RecordKind.Dose);

    public int Coupons => Moved(RecordKind.Coupon);

    private int Moved(RecordKind kind) => Back.Count(i => i.Kind == kind && LinkFields.Has(i.Field));
}
