namespace Portal.Domain.Exchange.Vrs.Transfers;

/// <summary>
/// 転入者の照会 — one person who moved in and whose earlier doses the previous municipality has, from the first wish to the last candidate
/// decided. As a line of a 一括照合 it stands in the request file by its line number; the My Number stands in that file and nowhere here.
/// </summary>
public sealed partial class TransferInquiry
{
    public required Guid TransferInquiryId { get; init; }
    public required Guid LedgerPersonId { get; init; }

    /// <summary>受付番号 of the 転入届 or the slip: what the My Number is used for.</summary>
    public required string CaseNumber { get; init; }

    public required string CollectedByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CollectedAt { get; init; }

    public TransferState State { get; private set; } = TransferState.Collected;

    /// <summary>The 一括照合 it is a line of.</summary>
    public Guid? ExchangeRunId { get; private set; }

    /// <summary>From 1, as it stands in the request file.</summary>
    public int? LineNumber { get; private set; }

    /// <summary>What VRS said of the line beside its code.</summary>
    public string? Message { get; private set; }

    /// <summary>取りやめた理由.</summary>
    public string? Note { get; private set; }

    public string? EndedByName { get; private set; }

    /// <summary>UTC; 確認済み or 取りやめ.</summary>
    public DateTime? EndedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.CreateVersion7();

    public bool IsOver => State is TransferState.Done or TransferState.Withdrawn;
}

/// <summary>照会の状態. The names are stored.</summary>
public enum TransferState
{
    /// <summary>照会前</summary>
    Collected,

    /// <summary>照会中: a line of a run.</summary>
    Requested,

    /// <summary>候補あり: candidates to decide.</summary>
    Answered,

    /// <summary>該当なし</summary>
    NoMatch,

    /// <summary>照会できず: VRS refused the line.</summary>
    Refused,

    /// <summary>確認済み</summary>
    Done,

    /// <summary>取りやめ</summary>
    Withdrawn,
}

/// <summary>What VRS said of one line of a request.</summary>
public static class TransferCode
{
    /// <summary>候補あり</summary>
    public const string Found = "0000";

    /// <summary>該当なし</summary>
    public const string None = "0001";
}
