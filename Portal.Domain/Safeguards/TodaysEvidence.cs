namespace Portal.Domain.Safeguards;

/// <summary>証拠の状態</summary>
public enum EvidenceState
{
    /// <summary>守れている</summary>
    Kept,

    /// <summary>要確認: near its end, incomplete, or not known.</summary>
    Watch,

    /// <summary>要対応</summary>
    Broken,
}

/// <summary>いまの証拠 — what the rows say today about one promise, in words with their figures.</summary>
public sealed record TodaysEvidence(EvidenceState State, string Words)
{
    public static TodaysEvidence Kept(string words) => new(EvidenceState.Kept, words);

    public static TodaysEvidence Watch(string words) => new(EvidenceState.Watch, words);

    public static TodaysEvidence Broken(string words) => new(EvidenceState.Broken, words);

    /// <summary>The graver of two reasons decides; without any it is kept.</summary>
    public static TodaysEvidence Of(bool isBroken, bool isWatched, string words) => new(isBroken ? EvidenceState.Broken : isWatched ? EvidenceState.Watch : EvidenceState.Kept, words);
}

public static class EvidenceLabels
{
    public static string Label(this EvidenceState state) => state switch
    {
        EvidenceState.Kept => "守れている",
        EvidenceState.Watch => "要確認",
        EvidenceState.Broken => "要対応",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
