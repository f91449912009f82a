namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>
/// 情報提供の求め — a question of another body the 中間サーバー may not answer by itself (自動応答不可, 支援措置): 受付 → 承認待ち → 送付待ち → 済.
/// Never deleted.
/// </summary>
public partial class Provision
{
    public const int ReceivedNumberMaxLength = 20;
    public const int AskerNameMaxLength = 60;
    public const int ReasonMaxLength = 200;

    public required Guid ProvisionId { get; init; }

    /// <summary>受付番号 of the 中間サーバー: each comes once.</summary>
    public required string ReceivedNumber { get; init; }

    /// <summary>情報照会者: its 地方公共団体コード.</summary>
    public required string AskerCode { get; init; }

    public required string AskerName { get; init; }

    /// <summary>項</summary>
    public required int Item { get; init; }

    /// <summary>Whose; null where nobody in the ledger has the 統合宛名番号.</summary>
    public Guid? LedgerPersonId { get; init; }

    /// <summary>UTC; 提供の求めの日時.</summary>
    public required DateTime RequestedAt { get; init; }

    /// <summary>The file it came with.</summary>
    public required Guid ReceivedRunId { get; init; }

    public ProvisionState State { get; internal set; } = ProvisionState.Received;
    public ProvisionDecision? Decision { get; internal set; }

    /// <summary>不開示の理由, or why it is outside the list.</summary>
    public string? Reason { get; internal set; }

    public string? ProposedByKey { get; internal set; }
    public string? ProposedByName { get; internal set; }

    /// <summary>UTC.</summary>
    public DateTime? ProposedAt { get; internal set; }

    public string? DecidedByName { get; internal set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; internal set; }

    /// <summary>Why it was sent back.</summary>
    public string? Note { get; internal set; }

    /// <summary>The file the answer left with.</summary>
    public Guid? SentRunId { get; internal set; }

    /// <summary>UTC.</summary>
    public DateTime? SentAt { get; internal set; }

    public Guid Version { get; set; } = FreshId.Next();
}

/// <summary>提供の求めの状態</summary>
public enum ProvisionState
{
    /// <summary>受付</summary>
    Received,

    /// <summary>承認待ち</summary>
    AwaitsApproval,

    /// <summary>送付待ち</summary>
    Decided,

    /// <summary>済</summary>
    Sent,
}

/// <summary>回答. The numbers are those of the files.</summary>
public enum ProvisionDecision
{
    /// <summary>提供する</summary>
    Give,

    /// <summary>該当なし</summary>
    NothingThere,

    /// <summary>不開示</summary>
    Withhold,

    /// <summary>リスト外のため拒否</summary>
    Refuse,
}
