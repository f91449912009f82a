namespace Portal.Domain.Corrections;

/// <summary>What a clerk asks for: the record as it was on the screen, and as it should be.</summary>
public sealed record CorrectionRequest
{
    /// <summary>Made by the form, so that a repeated press is the same request.</summary>
    public required Guid RevisionId { get; init; }

    public required RevisionAct Act { get; init; }

    /// <summary>Canonical texts of every item the clerk saw when the form opened.</summary>
    public required IReadOnlyDictionary<string, string?> Seen { get; init; }

    /// <summary>Canonical texts the clerk wants; items left out stay as they are. Each stands in <see cref="Seen"/> too.</summary>
    public required IReadOnlyDictionary<string, string?> Wanted { get; init; }

    public required Grounds Grounds { get; init; }

    /// <summary>The revision whose result is brought back.</summary>
    public Guid? RestoresId { get; init; }
}
