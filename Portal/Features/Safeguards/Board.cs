using Portal.Domain.Safeguards;

namespace Portal.Features.Safeguards;

/// <summary>One promise today.</summary>
/// <param name="Promise">Which.</param>
/// <param name="Evidence">Null for one kept outside a program.</param>
/// <param name="Last">The newest self-inspection; null before the first.</param>
/// <param name="Today">In Japan.</param>
public sealed record BoardLine(Promise Promise, TodaysEvidence? Evidence, SelfInspection? Last, DateOnly Today)
{
    public bool IsInspectionDue => Last is null || Last.CountsUntil < Today;

    /// <summary>What is kept outside a program is as its last inspection found it.</summary>
    public EvidenceState State => Evidence?.State ?? Last switch
    {
        null => EvidenceState.Watch,
        { Result: InspectionResult.NotKept } => EvidenceState.Broken,
        { Result: InspectionResult.Partly } => EvidenceState.Watch,
        _ => IsInspectionDue ? EvidenceState.Watch : EvidenceState.Kept,
    };
}

/// <summary>安全管理措置 at one moment, in UTC.</summary>
public sealed record Board(IReadOnlyList<BoardLine> Lines, DateTime At)
{
    public int Count(EvidenceState state) => Lines.Count(l => l.State == state);

    /// <summary>守れている20項目 要確認3項目 要対応1項目</summary>
    public string Summary => string.Join(' ', Enum.GetValues<EvidenceState>().Select(s => $"{s.Label()}{Count(s)}項目"));
}

/// <summary>One promise with every self-inspection of it, newest first.</summary>
/// <param name="Line">As on the board.</param>
/// <param name="History">The self-inspections.</param>
/// <param name="Open">Whose records are to be put right; null where there is no such list, or for those who may not see the ledger.</param>
public sealed record OpenedPromise(BoardLine Line, IReadOnlyList<SelfInspection> History, IReadOnlyList<OpenRecord>? Open);

/// <summary>A record to be put right: its 宛名番号, nothing else of the person.</summary>
public sealed record OpenRecord(Guid PersonId, string? ResidentNumber);
