namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>
/// 情報照会 — one question to another body about one person: 作成 → 承認待ち → 送付 → 回答 → 済・不開示・取りやめ. What comes back is shown beside
/// the ledger and never written into it. Never deleted.
/// </summary>
public partial class Inquiry
{
    public const int TargetNameMaxLength = 60;
    public const int MessageMaxLength = 200;

    public required Guid InquiryId { get; init; }

    /// <summary>照会番号, from 1, without gaps.</summary>
    public required int Number { get; init; }

    public required Guid LedgerPersonId { get; init; }

    /// <summary>The entry of the list it was made under.</summary>
    public required Guid InquiryPermitId { get; init; }

    /// <summary>項</summary>
    public required int Item { get; init; }

    /// <summary>What <see cref="TargetCode"/> is.</summary>
    public required InquiryTargetKind TargetKind { get; init; }

    /// <summary>情報提供者: its 地方公共団体コード or 保険者番号.</summary>
    public required string TargetCode { get; init; }

    public required string TargetName { get; init; }
    public required string Purpose { get; init; }
    public InquiryState State { get; internal set; } = InquiryState.Made;

    /// <summary><see cref="Accounts.Staff.PersonKey"/>.</summary>
    public required string MadeByKey { get; init; }

    public required string MadeByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    public string? ApprovedByKey { get; internal set; }
    public string? ApprovedByName { get; internal set; }
    public DateTime? ApprovedAt { get; internal set; }

    /// <summary>The file it left with.</summary>
    public Guid? ExchangeRunId { get; internal set; }

    /// <summary>UTC.</summary>
    public DateTime? SentAt { get; internal set; }

    /// <summary>UTC; when the answer was taken.</summary>
    public DateTime? AnsweredAt { get; internal set; }

    public InquiryResult? Result { get; internal set; }

    /// <summary>The other body's words.</summary>
    public string? Message { get; internal set; }

    /// <summary>UTC.</summary>
    public DateTime? EndedAt { get; internal set; }

    public string? EndedByName { get; internal set; }

    /// <summary>Why it was sent back or given up, or what was done with the answer.</summary>
    public string? Note { get; internal set; }

    public Guid Version { get; set; } = FreshId.Next();

    public bool IsApproved => State == InquiryState.AwaitsApproval && ApprovedAt is not null;
    public bool IsOver => State is InquiryState.Done or InquiryState.Withheld or InquiryState.Withdrawn;
}

/// <summary>照会の状態</summary>
public enum InquiryState
{
    /// <summary>作成</summary>
    Made,

    /// <summary>承認待ち</summary>
    AwaitsApproval,

    /// <summary>送付</summary>
    Sent,

    /// <summary>回答</summary>
    Answered,

    /// <summary>済</summary>
    Done,

    /// <summary>不開示</summary>
    Withheld,

    /// <summary>取りやめ</summary>
    Withdrawn,
}

/// <summary>回答の結果. The numbers are those of the files.</summary>
public enum InquiryResult
{
    /// <summary>回答あり</summary>
    Given,

    /// <summary>該当なし</summary>
    NothingThere,

    /// <summary>不開示</summary>
    Withheld,

    /// <summary>リスト外</summary>
    Refused,
}

/// <summary>One item of what the other body answered.</summary>
public sealed class InquiryAnswer
{
    public const int ItemMaxLength = 40;
    public const int ValueMaxLength = 200;

    public required Guid InquiryId { get; init; }

    /// <summary>From 1, as they stood in the file.</summary>
    public required int Ordinal { get; init; }

    /// <summary>記録番号: which of several records.</summary>
    public required int Record { get; init; }

    public required string Item { get; init; }
    public required string Value { get; init; }
}
