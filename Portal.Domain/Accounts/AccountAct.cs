namespace Portal.Domain.Accounts;

/// <summary>What was done with an ID.</summary>
public enum AccountActKind
{
    Requested,
    Approved,
    Returned,
    Issued,
    ChangeRequested,
    Changed,
    ChangeReturned,
    Suspended,
    Resumed,
    Revoked,
    PasswordReissued,
    MemberAdded,
    MemberRemoved,
    TerminalAdded,
    TerminalRemoved,
    OwnerChanged,
    ExternalLinked,
}

/// <summary>経緯 — one step in the life of an ID: what, why, who, when.</summary>
public class AccountAct
{
    public const int DetailMaxLength = 300;

    public required Guid AccountActId { get; init; }
    public required Guid AccountKey { get; init; }
    public required AccountActKind Kind { get; init; }
    public string? Reason { get; init; }

    /// <summary>Which roles, which member, which terminal.</summary>
    public string? Detail { get; init; }

    public required string By { get; init; }
    public required string ByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

/// <summary>変更申請の状態</summary>
public enum AccountChangeState
{
    Waiting,
    Applied,
    Returned,
}

/// <summary>変更申請 — other roles, another end, one adjustment more or one less; holds from its approval.</summary>
public class AccountChange
{
    public required Guid AccountChangeId { get; init; }
    public required Guid AccountKey { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    public required DateOnly ValidUntil { get; init; }
    public Permission? Adjusted { get; init; }
    public AdjustmentEffect? Effect { get; init; }

    /// <summary>The last day of the adjustment.</summary>
    public DateOnly? AdjustedUntil { get; init; }

    /// <summary>An adjustment to be ended before its day.</summary>
    public Guid? EndsAdjustmentId { get; init; }

    public required string Reason { get; init; }
    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RequestedAt { get; init; }

    public AccountChangeState State { get; set; }
    public string? DecidedByName { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }
}
