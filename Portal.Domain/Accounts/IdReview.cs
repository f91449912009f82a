namespace Portal.Domain.Accounts;

/// <summary>棚卸 — the list of IDs, rights, members, terminals and last use as it stood at one moment, judged line by line and signed off.</summary>
public partial class IdReview
{
    public const int NoteMaxLength = 200;

    public required Guid IdReviewId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>UTC; the moment the list shows.</summary>
    public required DateTime OpenedAt { get; init; }

    public required string OpenedByName { get; init; }

    /// <summary>Japan's last day for the chiefs' answers.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTime? ClosedAt { get; private set; }

    public string? ClosedByName { get; private set; }

    /// <summary>所見 of the sign-off.</summary>
    public string? ClosingNote { get; private set; }

    public List<IdReviewLine> Lines { get; init; } = [];
    public Guid Version { get; private set; }
}

/// <summary>棚卸の判定</summary>
public enum ReviewDecision
{
    /// <summary>継続</summary>
    Keep,

    /// <summary>変更: kept, with other rights; the change is requested after the review.</summary>
    Change,

    /// <summary>停止: ends when the review is closed.</summary>
    Stop,
}

/// <summary>One ID as it stood when the review began, and what its section's chief says of it.</summary>
public partial class IdReviewLine
{
    public required Guid IdReviewLineId { get; init; }
    public required Guid IdReviewId { get; init; }
    public required Guid AccountKey { get; init; }
    public required string AccountId { get; init; }
    public required AccountKind Kind { get; init; }

    /// <summary>The holder; of a shared ID its owner.</summary>
    public required Guid HolderId { get; init; }

    public required string HolderName { get; init; }

    /// <summary>Whose chief answers.</summary>
    public required string Department { get; init; }

    public required AccountState State { get; init; }
    public required string Roles { get; init; }
    public string? Adjustments { get; init; }
    public string? Members { get; init; }
    public string? Terminals { get; init; }
    public required DateOnly ValidUntil { get; init; }

    /// <summary>UTC; null: never used.</summary>
    public DateTime? LastSignInAt { get; init; }

    /// <summary>What the portal points out by itself: unused, never used, leaving members, near its end.</summary>
    public string? Flags { get; init; }

    public ReviewDecision? Decision { get; private set; }
    public string? DecisionNote { get; private set; }
    public string? DecidedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>UTC; when a stop was carried out, or a change made.</summary>
    public DateTime? SettledAt { get; private set; }

    public Guid Version { get; private set; }
}
