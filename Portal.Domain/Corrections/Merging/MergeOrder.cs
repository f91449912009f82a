namespace Portal.Domain.Corrections.Merging;

/// <summary>統合の指示 — who stays, who becomes part of them, and which values the keeper takes from the other.</summary>
public sealed record MergeOrder
{
    /// <summary>Made by the page, so that a repeated press is the same merge.</summary>
    public required Guid MergeId { get; init; }

    /// <summary>統合先の人.</summary>
    public required Guid KeeperId { get; init; }

    /// <summary>統合される人.</summary>
    public required Guid OtherId { get; init; }

    /// <summary>Keys of <see cref="Merge.Items"/>.</summary>
    public required IReadOnlySet<string> TakesFromOther { get; init; }

    public required Grounds Grounds { get; init; }

    /// <summary><see cref="MergePair.Seen"/> of the preview; what has changed since is looked at once more. Null: nobody has seen one.</summary>
    public string? Seen { get; init; }
}
