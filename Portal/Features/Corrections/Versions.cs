using Portal.Domain;
using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>A version of a record: as a revision found it, or as it left it.</summary>
public readonly record struct VersionPoint(Guid RevisionId, bool Before);

/// <summary>A record as it was at a <see cref="VersionPoint"/>, beside the record now.</summary>
/// <param name="Now">The record opened for correcting.</param>
/// <param name="Then">Canonical texts of the earlier version; hidden items are missing.</param>
/// <param name="HiddenDiffers">A hidden address differs too and would come back with the rest.</param>
/// <param name="Revision">The revision the version is told by.</param>
public sealed record OpenedVersion(OpenedRecord Now, IReadOnlyDictionary<string, string?> Then, bool HiddenDiffers, Revision Revision);

internal static class Versions
{
    /// <summary>The texts of a version, and the revision that left it (null for the record as it was first registered or imported).</summary>
    /// <exception cref="RuleException">The revision has not been applied to this record.</exception>
    public static (IReadOnlyDictionary<string, string?> Texts, Guid? LeftBy) At(LedgerRecord record, IReadOnlyList<Revision> revisions, VersionPoint point)
    {
        var chain = History.Backwards(record, revisions);
        var at = chain.ToList().FindIndex(r => r.RevisionId == point.RevisionId);
        if (at < 0)
        {
            throw new RuleException("この版は台帳に反映されていないため、戻せません。");
        }

        return point.Before
            ? (History.Before(record, revisions, point.RevisionId), chain.ElementAtOrDefault(at + 1)?.RevisionId)
            : (History.After(record, revisions, point.RevisionId), point.RevisionId);
    }
}
