namespace Portal.Domain.Exchange;

/// <summary>取込 — one file taken into the ledger in one transaction. The totals balance: lines = new + changed + same + held + refused.</summary>
public class ImportRun
{
    public const int FileNameMaxLength = 200;

    public required Guid ImportRunId { get; init; }

    /// <summary>取込番号 shown to staff, from 1 upwards.</summary>
    public required int Number { get; init; }

    public required ImportKind Kind { get; init; }
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal characters.</summary>
    public required string Sha256 { get; init; }

    public required string Encoding { get; init; }

    /// <summary>Words for the layout understood: 見出しあり・7回分 …</summary>
    public required string Layout { get; init; }

    public ImportState State { get; set; } = ImportState.Applied;
    public int LineCount { get; set; }
    public int NewCount { get; set; }
    public int ChangedCount { get; set; }
    public int SameCount { get; set; }
    public int HeldCount { get; set; }
    public int RefusedCount { get; set; }

    public required string AppliedBy { get; init; }
    public required string AppliedByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AppliedAt { get; init; }

    public string? UndoneBy { get; set; }
    public string? UndoneByName { get; set; }
    public DateTime? UndoneAt { get; set; }
    public Guid Version { get; set; } = Guid.CreateVersion7();
}

/// <summary>取込の種類 — which partner's file it is.</summary>
public enum ImportKind
{
    /// <summary>VRS 予防接種台帳向け出力</summary>
    Vrs,

    /// <summary>宛名 (residents)</summary>
    Residents,

    /// <summary>接種券発行情報</summary>
    Coupons,

    /// <summary>健康管理システムの接種記録</summary>
    HealthRecords,
}

/// <summary>取込の状態 — an undone import stays in the list.</summary>
public enum ImportState
{
    Applied,
    Undone,
}

/// <summary>保留行 — a line that does not point at exactly one person; staff choose among candidates or set it aside.</summary>
public class HeldLine
{
    public const int ReasonMaxLength = 300;

    public required Guid HeldLineId { get; init; }
    public required Guid ImportRunId { get; init; }

    /// <summary>From 1, as an editor shows it.</summary>
    public required int LineNumber { get; init; }

    /// <summary>The line as the file had it.</summary>
    public required string Text { get; init; }

    public required string Reason { get; init; }
    public HeldLineState State { get; set; } = HeldLineState.Waiting;
    public Guid? MatchedPersonId { get; set; }
    public string? DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }
    public Guid Version { get; set; } = Guid.CreateVersion7();
}

/// <summary>保留行の状態 — only a waiting line can be decided.</summary>
public enum HeldLineState
{
    /// <summary>保留中</summary>
    Waiting,

    /// <summary>照合済み</summary>
    Matched,

    /// <summary>除外</summary>
    Dismissed,

    /// <summary>取込の取消による終了</summary>
    Undone,
}
