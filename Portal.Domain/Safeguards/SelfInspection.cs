namespace Portal.Domain.Safeguards;

/// <summary>自己点検の結果</summary>
public enum InspectionResult
{
    /// <summary>適</summary>
    Kept,

    /// <summary>一部不備</summary>
    Partly,

    /// <summary>不適</summary>
    NotKept,
}

/// <summary>自己点検 — what one look at one promise found, in the inspector's words. The newest of a promise is shown; the others are kept.</summary>
public class SelfInspection
{
    public const int PromiseMaxLength = 40;
    public const int NoteMaxLength = 400;

    public required Guid SelfInspectionId { get; init; }

    /// <summary>Of the promise's line; see the table of promises.</summary>
    public required string Promise { get; init; }

    /// <summary>Japan's day.</summary>
    public required DateOnly InspectedOn { get; init; }

    public required InspectionResult Result { get; init; }
    public required string Note { get; init; }
    public required string InspectedByName { get; init; }

    /// <summary>UTC; when it was written down.</summary>
    public required DateTime EnteredAt { get; init; }
}
