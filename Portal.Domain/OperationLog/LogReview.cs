namespace Portal.Domain.OperationLog;

/// <summary>点検の種類</summary>
public enum LogReviewKind
{
    /// <summary>定期</summary>
    Scheduled,

    /// <summary>随時</summary>
    AdHoc,
}

/// <summary>ログ点検 — one look back at a stretch of the log: what the rules point out and a sample, judged line by line and signed off.</summary>
public partial class LogReview
{
    public const int ReasonMaxLength = 200;
    public const int NoteMaxLength = 400;

    public required Guid LogReviewId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    public required LogReviewKind Kind { get; init; }

    /// <summary>The days looked at, Japan's, both included.</summary>
    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    /// <summary>Japan's last day for the sign-off.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Why an ad hoc review is made.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime OpenedAt { get; init; }

    public required string OpenedByName { get; init; }

    /// <summary>How many rows the stretch had, and the last of them: what was there to be looked at.</summary>
    public required long RowCount { get; init; }

    public required long LastSequence { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTime? SignedOffAt { get; private set; }

    public string? SignedOffByName { get; private set; }

    /// <summary>所見 of the sign-off.</summary>
    public string? SignOffNote { get; private set; }

    public List<LogReviewLine> Lines { get; init; } = [];
    public Guid Version { get; private set; }
}

/// <summary>Why a line is in the review.</summary>
public enum LogFlag
{
    /// <summary>抽出: drawn by lot.</summary>
    Sample,

    /// <summary>時間外</summary>
    OutOfHours,

    /// <summary>閲覧件数が多い</summary>
    ManyViews,

    /// <summary>本人・同僚の世帯の閲覧</summary>
    OwnHousehold,

    /// <summary>同じ姓の連続閲覧</summary>
    SameSurname,

    /// <summary>大きな出力</summary>
    LargeExport,

    /// <summary>拒否の繰返し</summary>
    RepeatedDenials,

    /// <summary>個人番号の利用: shown or searched by, and what was refused of it.</summary>
    MyNumberShown,

    /// <summary>共用IDの交代なしの使用</summary>
    SharedIdWithoutHandOver,
}

/// <summary>点検の判定</summary>
public enum LogVerdictKind
{
    /// <summary>適正</summary>
    Proper,

    /// <summary>要確認: asked about, answer outstanding.</summary>
    Unclear,

    /// <summary>不適正</summary>
    Improper,
}

/// <summary>One thing to be judged: one person's acts of one kind on one day, or one sampled row.</summary>
public partial class LogReviewLine
{
    public const int FindingMaxLength = 300;

    public required Guid LogReviewLineId { get; init; }
    public required Guid LogReviewId { get; init; }

    /// <summary>From 1 within the review.</summary>
    public required int Position { get; init; }

    public required LogFlag Flag { get; init; }
    public required string AccountId { get; init; }
    public required string StaffName { get; init; }
    public Guid? StaffMemberId { get; init; }

    /// <summary>Japan's day of the acts.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many rows, and the first and last of them.</summary>
    public required int Count { get; init; }

    public required long FirstSequence { get; init; }
    public required long LastSequence { get; init; }

    /// <summary>What the rule saw, in words; ids and counts, never a resident's values.</summary>
    public required string Finding { get; init; }

    public LogVerdictKind? Verdict { get; private set; }
    public string? VerdictNote { get; private set; }
    public string? VerdictByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? VerdictAt { get; private set; }
}
