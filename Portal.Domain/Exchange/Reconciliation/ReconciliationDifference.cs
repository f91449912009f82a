
namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>
/// 相違 — one row of a reconciliation's work list: one item of a dose both have (違う), a whole dose only one of them has, or a line that
/// could not be matched. What both say alike is counted and not kept.
/// </summary>
public sealed partial class ReconciliationDifference
{
    public const int ValueMaxLength = 500;
    public const int NoteMaxLength = HeldLine.ReasonMaxLength;
    public const int FieldMaxLength = 40;

    public required Guid ReconciliationDifferenceId { get; init; }
    public required Guid ExchangeRunId { get; init; }

    /// <summary>From 1 within its run.</summary>
    public required int Ordinal { get; init; }

    public required ReconciliationDifferenceKind Kind { get; init; }
    public ReconciliationLikeness Likeness { get; init; }

    /// <summary>Missing where no person was found.</summary>
    public Guid? LedgerPersonId { get; init; }

    /// <summary>The ledger's dose.</summary>
    public Guid? DoseId { get; init; }

    /// <summary>接種回数 on the side that has it; the ledger's where both have.</summary>
    public int? DoseNumber { get; init; }

    public DateOnly? VaccinatedOn { get; init; }

    /// <summary>Key of the item that differs.</summary>
    public string? Field { get; init; }

    /// <summary>台帳の値, canonical.</summary>
    public string? Ours { get; init; }

    /// <summary>VRSの値, canonical; of a dose only there the eight values as the file had them.</summary>
    public string? Theirs { get; init; }

    /// <summary>Line of the file, from 1.</summary>
    public int? LineNumber { get; init; }

    /// <summary>Why a line was not matched.</summary>
    public string? Note { get; init; }

    public ReconciliationDifferenceState State { get; private set; } = ReconciliationDifferenceState.Open;

    /// <summary>What the last acceptance wrote; kept when it is taken back, for it still says what the partner has.</summary>
    public Guid? RevisionId { get; private set; }

    public string? DecidedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    public string? Reason { get; private set; }
    public Guid Version { get; private set; } = Guid.CreateVersion7();
}

/// <summary>相違の種類</summary>
public enum ReconciliationDifferenceKind
{
    /// <summary>値が違う</summary>
    Differs,

    /// <summary>VRSのみ</summary>
    OnlyThere,

    /// <summary>台帳のみ</summary>
    OnlyHere,

    /// <summary>照合できない行</summary>
    Unmatched,
}

/// <summary>違い方 — how the two values differ, so that what differs alike can be decided alike.</summary>
public enum ReconciliationLikeness
{
    /// <summary>値が違う</summary>
    Other,

    /// <summary>台帳は空欄</summary>
    Filled,

    /// <summary>全角・半角・空白の違いだけ</summary>
    Width,

    /// <summary>先頭の0の違いだけ</summary>
    Zeros,

    /// <summary>字体・表記の違いだけ (髙 and 高)</summary>
    Spelling,

    /// <summary>台帳では取消済み: of a dose only there.</summary>
    Cancelled,
}

/// <summary>相違の状態</summary>
public enum ReconciliationDifferenceState
{
    /// <summary>未処理</summary>
    Open,

    /// <summary>採用</summary>
    Accepted,

    /// <summary>見送り</summary>
    SetAside,
}

/// <summary>違いの型 — rows that can be decided together.</summary>
public readonly record struct ReconciliationPattern(ReconciliationDifferenceKind Kind, string? Field, ReconciliationLikeness Likeness);
