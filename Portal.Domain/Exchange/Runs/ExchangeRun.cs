using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Runs;

/// <summary>
/// 連携の実行 — one file to or from another system, from the first look to the partner's last answer. Its lines balance:
/// all = accepted + rejected + waiting. Never deleted.
/// </summary>
public partial class ExchangeRun
{
    public const int FileNameMaxLength = 200;
    public const int LayoutMaxLength = 60;
    public const int PlannedMaxLength = 200;
    public const int NoteMaxLength = OperationLogEntry.PurposeMaxLength;

    public required Guid ExchangeRunId { get; init; }

    /// <summary>連携番号, from 1, without gaps.</summary>
    public required int Number { get; init; }

    public required ExchangeKind Kind { get; init; }
    public ExchangeState State { get; internal set; } = ExchangeState.Made;

    /// <summary>Name and version of the layout: vrs-output 1.</summary>
    public required string Layout { get; init; }

    /// <summary>What it was made for.</summary>
    public required string Purpose { get; init; }

    /// <summary>What a look found when it was made: what whoever approves it goes by. The file says what the ledger says when it is sent.</summary>
    public string? Planned { get; internal set; }

    /// <summary>UTC; when that look was taken.</summary>
    public DateTime? PlannedAt { get; internal set; }

    public string? FileName { get; internal set; }

    /// <summary>SHA-256 of the file inside its container, 64 hexadecimal characters.</summary>
    public string? Sha256 { get; internal set; }

    public long? Bytes { get; internal set; }
    public int Lines { get; internal set; }
    public int Accepted { get; internal set; }
    public int Rejected { get; internal set; }

    /// <summary>媒体の使用 the file went onto.</summary>
    public Guid? MediumUseId { get; internal set; }

    /// <summary><see cref="Staff.PersonKey"/>.</summary>
    public required string MadeByKey { get; init; }

    public required string MadeByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime MadeAt { get; init; }

    public string? AskedByKey { get; internal set; }
    public string? AskedByName { get; internal set; }

    /// <summary>UTC; when the approval it waits for was asked for.</summary>
    public DateTime? AskedAt { get; internal set; }

    public string? ApprovedByKey { get; internal set; }
    public string? ApprovedByName { get; internal set; }
    public DateTime? ApprovedAt { get; internal set; }
    public string? SentByName { get; internal set; }

    /// <summary>UTC; when the file was whole.</summary>
    public DateTime? SentAt { get; internal set; }

    /// <summary>UTC; when the partner's last answer was taken.</summary>
    public DateTime? AnsweredAt { get; internal set; }

    /// <summary>UTC; 済 or 失敗.</summary>
    public DateTime? EndedAt { get; internal set; }

    /// <summary>Why it failed, or what is left.</summary>
    public string? Note { get; internal set; }

    public Guid Version { get; set; } = Guid.CreateVersion7();

    /// <summary>The partner has said nothing of these yet.</summary>
    public int Waiting => Lines - Accepted - Rejected;

    public bool IsOver => State is ExchangeState.Done or ExchangeState.Failed;
}

/// <summary>連携の状態. Append only: the names are stored.</summary>
public enum ExchangeState
{
    /// <summary>作成</summary>
    Made,

    /// <summary>承認待ち</summary>
    AwaitsApproval,

    /// <summary>送付: the file is whole and on its medium.</summary>
    Sent,

    /// <summary>結果取込: the partner has answered for some lines.</summary>
    Answered,

    /// <summary>済</summary>
    Done,

    /// <summary>失敗</summary>
    Failed,

    /// <summary>読取中: a partner's file is being compared, and what comes of it is not whole yet.</summary>
    Reading,
}

/// <summary>相手 — the four systems around the ledger.</summary>
public enum ExchangePartner
{
    /// <summary>VRS</summary>
    Vrs,

    /// <summary>健康管理システム</summary>
    HealthManagement,

    /// <summary>統合宛名システム</summary>
    ResidentIndex,

    /// <summary>中間サーバー</summary>
    IntermediateServer,
}

/// <summary>連携の種類. Append only: the names are stored.</summary>
public enum ExchangeKind
{
    /// <summary>VRS 突合</summary>
    VrsReconciliation,

    /// <summary>副本 全件</summary>
    ReplicaFull,

    /// <summary>副本 異動分</summary>
    ReplicaChanges,

    /// <summary>原本照合</summary>
    ReplicaComparison,

    /// <summary>VRS 登録・訂正</summary>
    VrsRecords,

    /// <summary>健康管理 接種記録 全件</summary>
    HealthRecordsFull,

    /// <summary>健康管理 接種記録 異動分</summary>
    HealthRecordsChanges,

    /// <summary>健康管理 接種券 全件</summary>
    HealthCouponsFull,

    /// <summary>健康管理 接種券 異動分</summary>
    HealthCouponsChanges,

    /// <summary>健康管理 突合</summary>
    HealthReconciliation,

    /// <summary>VRS 一括照合: the one file that carries My Numbers.</summary>
    VrsTransferInquiry,

    /// <summary>VRS 転出・死亡フラグ 送付</summary>
    VrsFlagsOut,

    /// <summary>VRS 転出・死亡フラグ 取込</summary>
    VrsFlagsIn,
    /// <summary>情報照会</summary>
    InquirySheet,

    /// <summary>情報提供の求め</summary>
    ProvisionRequests,

    /// <summary>情報提供の回答</summary>
    ProvisionAnswers,
}
