namespace Portal.Domain.Corrections;

/// <summary>How a request ended. Only <see cref="Applied"/> and <see cref="Pending"/> have written something.</summary>
public abstract record CorrectionOutcome
{
    /// <summary>反映済み. <paramref name="Meanwhile"/>: what others changed in other items since the form opened.</summary>
    public sealed record Applied(Revision Revision, IReadOnlyList<FieldConflict> Meanwhile) : CorrectionOutcome;

    /// <summary>承認待ち: the ledger stands as before until a second person approves.</summary>
    public sealed record Pending(Revision Revision, IReadOnlyList<FieldConflict> Meanwhile) : CorrectionOutcome;

    /// <summary>Nothing differs from the ledger, so nothing was written.</summary>
    public sealed record NothingChanged(IReadOnlyList<FieldConflict> Meanwhile) : CorrectionOutcome;

    /// <summary>Others changed the same items meanwhile: the clerk sees both values and chooses.</summary>
    public sealed record Conflict(IReadOnlyList<FieldConflict> Fields) : CorrectionOutcome;

    /// <summary>The same items wait for approval in another request.</summary>
    public sealed record AlreadyPending(Revision Other) : CorrectionOutcome;
}

/// <summary>One item somebody else changed while a form was open.</summary>
/// <param name="Field">Key of the item.</param>
/// <param name="Seen">The text when the form opened.</param>
/// <param name="Theirs">The text in the ledger now.</param>
/// <param name="Mine">The text the clerk wants.</param>
/// <param name="ChangedBy">Name of who changed it, as far as the history tells.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record FieldConflict(string Field, string? Seen, string? Theirs, string? Mine, string? ChangedBy, DateTime? ChangedAt);
