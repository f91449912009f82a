namespace Portal.Domain.Accounts;

/// <summary>端末の状態</summary>
public enum TerminalState
{
    /// <summary>登録待ち: its code has not been typed at the terminal yet.</summary>
    Waiting,

    /// <summary>使用中</summary>
    Active,

    /// <summary>紛失</summary>
    Lost,

    /// <summary>廃止</summary>
    Retired,
}

/// <summary>端末 — one registered PC, bound by a secret in its browser and by its address. What can be done with it stands in <c>TerminalActs.cs</c>.</summary>
public partial class Terminal
{
    public const int PlaceMaxLength = 60;
    public const int AddressRangesMaxLength = 400;

    public required Guid TerminalId { get; init; }

    /// <summary>窓口2, as it appears on screens and in the log.</summary>
    public required string Name { get; set; }

    /// <summary>設置場所</summary>
    public required string Place { get; set; }

    /// <summary>管理責任者</summary>
    public required Guid OwnerId { get; set; }

    /// <summary>Connected to LGWAN.</summary>
    public required bool IsLgwan { get; set; }

    /// <summary>Where it may connect from, as <see cref="AddressRanges"/> reads it.</summary>
    public required string AddressRanges { get; set; }

    public TerminalState State { get; set; }

    /// <summary>Hash of the one-time code; null once used.</summary>
    public string? CodeHash { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? CodeExpiresAt { get; set; }

    /// <summary>Hash of the secret its browser keeps; null before registration and after loss.</summary>
    public string? SecretHash { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    /// <summary>UTC; when the code was typed at the terminal.</summary>
    public DateTime? RegisteredAt { get; set; }

    /// <summary>UTC; the last sign-in at it.</summary>
    public DateTime? LastUsedAt { get; set; }

    /// <summary>Why it was taken out of use.</summary>
    public string? EndReason { get; set; }

    public DateTime? EndedAt { get; set; }
    public Guid Version { get; set; }

    public TerminalDemand Meets => State != TerminalState.Active ? TerminalDemand.Any : IsLgwan ? TerminalDemand.Lgwan : TerminalDemand.Registered;
}
