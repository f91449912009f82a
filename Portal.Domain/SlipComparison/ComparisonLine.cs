namespace Portal.Domain.SlipComparison;

/// <summary>判定</summary>
public enum ComparisonAnswer
{
    /// <summary>一致</summary>
    Agrees,

    /// <summary>違い</summary>
    Differs,

    /// <summary>紙なし: the binder has no such slip.</summary>
    Missing,

    /// <summary>対象外: the record was cancelled before its turn came.</summary>
    Withdrawn,
}

/// <summary>違いの処理 — what became of a difference.</summary>
public enum DifferenceOutcome
{
    /// <summary>未処理</summary>
    Open,

    /// <summary>承認待ち</summary>
    Requested,

    /// <summary>訂正済み</summary>
    Corrected,

    /// <summary>訂正しない, with a reason.</summary>
    Kept,
}

/// <summary>読み合わせる1件 — a record of the set at its place in the binder, and what the two found.</summary>
public partial class ComparisonLine
{
    public const int ItemNamesMaxLength = 120;

    public required Guid ComparisonLineId { get; init; }
    public required Guid ComparisonId { get; init; }

    /// <summary>From 1.</summary>
    public required int Position { get; init; }

    public required Guid DoseId { get; init; }

    /// <summary>Still to be compared, or once more because the record has changed.</summary>
    public bool Waits { get; private set; } = true;

    public ComparisonAnswer? Answer { get; private set; }

    /// <summary>The differing items, by name, with commas; see <see cref="Items"/>.</summary>
    public string ItemNames { get; private set; } = "";

    /// <summary>UTC; when it first was on a screen. What nobody has seen has no answer.</summary>
    public DateTime? ShownAt { get; private set; }

    /// <summary>Versions of the dose and of its person that were on the screen when the answer was given.</summary>
    public Guid? DoseVersion { get; private set; }

    public Guid? PersonVersion { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? AnsweredAt { get; private set; }

    public string? AnsweredByKey { get; private set; }
    public string? AnsweredByName { get; private set; }
    public Guid? ReaderId { get; private set; }
    public string? ReaderName { get; private set; }

    /// <summary>訂正しない理由</summary>
    public string? KeptReason { get; private set; }

    public string? KeptByKey { get; private set; }
    public string? KeptByName { get; private set; }

    /// <summary>What had become of the difference when the comparison was signed off; before that it is read from the revisions.</summary>
    public DifferenceOutcome? Outcome { get; private set; }

    public Guid Version { get; private set; } = Guid.CreateVersion7();

    public IReadOnlyList<ComparedItem> Items => [.. ItemNames.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ComparedItem>)];

    /// <summary>It had been answered, and comes back because the record changed under the answer.</summary>
    public bool ComesBack => Waits && Answer is not null;
}

/// <summary>
/// 紙の値 — what the slip says, written down for a correction that is made later. A resident's value: it is deleted when the correction is
/// made from it, when the difference is left as it is, and at the latest with the sign-off.
/// </summary>
public sealed class PaperValue
{
    public const int ValueMaxLength = 200;

    public required Guid ComparisonLineId { get; init; }
    public required Corrections.RecordKind Kind { get; init; }

    /// <summary>Key of the item.</summary>
    public required string Field { get; init; }

    /// <summary>Canonical text; null: empty on the slip.</summary>
    public string? Value { get; set; }
}
