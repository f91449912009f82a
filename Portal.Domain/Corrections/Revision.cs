namespace Portal.Domain.Corrections;

/// <summary>
/// 履歴の一版 — one change to one record of the ledger: requested with a reason, perhaps approved by a second person, applied.
/// Old and new values live here and nowhere else; the ledger at an earlier moment is today's with the later revisions taken back.
/// The first version of a record has a revision only when a person registered it by hand.
/// </summary>
public partial class Revision
{
    public const int ReasonTextMaxLength = 300;

    public required Guid RevisionId { get; init; }
    public required Guid LedgerPersonId { get; init; }
    public required RecordKind RecordKind { get; init; }

    /// <summary>Id of the person, dose or coupon changed.</summary>
    public required Guid RecordId { get; init; }

    public required RevisionAct Act { get; init; }
    public RevisionState State { get; set; } = RevisionState.Applied;
    public List<FieldChange> Changes { get; init; } = [];

    public ReasonKind? Reason { get; init; }
    public string? ReasonText { get; init; }
    public Guid? EvidenceId { get; init; }
    public Guid? ImportRunId { get; init; }

    /// <summary>The revision whose result this one brings back.</summary>
    public Guid? RestoresId { get; init; }

    /// <summary>Names one 統合: the revisions it made, and those that took it back.</summary>
    public Guid? MergeId { get; init; }

    /// <summary>Version of the record when the change was asked for.</summary>
    public Guid? FromVersion { get; set; }

    /// <summary>Version the record got when the change was applied: the chain From → To is the exact order of a record's history.</summary>
    public Guid? ToVersion { get; set; }

    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required string Terminal { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RequestedAt { get; init; }

    public string? DecidedBy { get; set; }
    public string? DecidedByName { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; set; }

    /// <summary>Words of the approver to the requester.</summary>
    public string? DecisionNote { get; set; }

    /// <summary>UTC; missing until the change stands in the ledger.</summary>
    public DateTime? AppliedAt { get; set; }
}

/// <summary>One item of a revision, in the canonical text of its <see cref="Ledger.RecordField{T}"/>.</summary>
public class FieldChange
{
    private (string? Whole, string? Given)? _keys;

    public Guid RevisionId { get; init; }
    public required string Field { get; init; }
    public string? OldValue { get; init; }
    public string? NewValue { get; init; }

    /// <summary>The search key of <see cref="OldValue"/>, by which a record is found as it was. Computed, stored, indexed.</summary>
    public string? OldKey { get => Keys.Whole; private init => _ = value; }

    /// <summary>The same of the given name in it.</summary>
    public string? OldGivenKey { get => Keys.Given; private init => _ = value; }

    /// <summary>Folded once: whoever saves a change asks for them many times.</summary>
    private (string? Whole, string? Given) Keys => _keys ??= FormerKeys.Of(Field, OldValue);
}

/// <summary>記録の種類 — which of the ledger's records a revision changes.</summary>
public enum RecordKind
{
    /// <summary>被接種者</summary>
    Person,

    /// <summary>接種記録</summary>
    Dose,

    /// <summary>接種券</summary>
    Coupon,
}

/// <summary>訂正の種類 — what was done to the record.</summary>
public enum RevisionAct
{
    /// <summary>登録</summary>
    Register,

    /// <summary>訂正</summary>
    Correct,

    /// <summary>取消</summary>
    Cancel,

    /// <summary>以前の版に戻す</summary>
    Restore,

    /// <summary>転出・死亡の記録とその取消</summary>
    Flag,

    /// <summary>取込</summary>
    Import,

    /// <summary>取込の取消</summary>
    UndoImport,

    /// <summary>統合</summary>
    Merge,

    /// <summary>統合の取消し</summary>
    Unmerge,
}

/// <summary>申請の状態 — a revision without approval is applied from the start.</summary>
public enum RevisionState
{
    /// <summary>承認待ち</summary>
    Pending,

    /// <summary>反映済み</summary>
    Applied,

    /// <summary>差戻し</summary>
    Returned,

    /// <summary>取下げ</summary>
    Withdrawn,
}

/// <summary>訂正の理由</summary>
public enum ReasonKind
{
    /// <summary>予診票の転記誤り</summary>
    TranscriptionError,

    /// <summary>予診票の記載誤り (医療機関からの訂正)</summary>
    SlipError,

    /// <summary>本人からの申出</summary>
    PersonRequest,

    /// <summary>重複登録</summary>
    Duplicate,

    /// <summary>別人の記録</summary>
    WrongPerson,

    /// <summary>住民記録の異動</summary>
    ResidentChange,

    /// <summary>他自治体からの回答</summary>
    OtherMunicipality,

    /// <summary>操作誤りの取消し</summary>
    OperatorError,

    /// <summary>その他: the text is required.</summary>
    Other,
}
