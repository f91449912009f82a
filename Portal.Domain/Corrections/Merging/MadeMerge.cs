using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections.Merging;

/// <summary>A merge as the history tells of it, with everything that taking it back asks about.</summary>
public sealed record MadeMerge
{
    /// <summary>The revisions with its id: those that merged and, once it was taken back, those too.</summary>
    public required IReadOnlyList<Revision> Revisions { get; init; }

    /// <summary>The records they changed, fresh, and the keeper's later ones.</summary>
    public required IReadOnlyDictionary<Guid, LedgerRecord> Records { get; init; }

    /// <summary>Every revision of those records.</summary>
    public required IReadOnlyList<Revision> History { get; init; }

    /// <summary>承認待ち on a record of either.</summary>
    public required bool HasPending { get; init; }

    /// <summary>宛名番号 that would go back to a person while somebody outside the merge has it now.</summary>
    public required IReadOnlySet<string> TakenNumbers { get; init; }

    /// <summary>Whether people of other merges into the keeper are under 支援措置.</summary>
    public required bool OthersAreProtected { get; init; }

    public IEnumerable<Revision> Merged => Revisions.Where(r => r.Act == RevisionAct.Merge);

    public IEnumerable<Revision> TakenBack => Revisions.Where(r => r.Act == RevisionAct.Unmerge);

    public Guid MergeId => Revisions[0].MergeId!.Value;

    /// <summary>The one whose record pointed nowhere before.</summary>
    public Guid OtherId => OtherOf(Merged);

    public Guid KeeperId => KeeperOf(Merged);

    /// <summary>UTC.</summary>
    public DateTime MergedAt => Merged.First().AppliedAt!.Value;

    /// <summary>Keeper and other of a merge, from its revisions of people.</summary>
    public static Guid KeeperOf(IEnumerable<Revision> merged) => LinkFields.ToId(Link(MergedOf(merged))!.NewValue)!.Value;

    public static Guid OtherOf(IEnumerable<Revision> merged) => MergedOf(merged).RecordId;

    private static Revision MergedOf(IEnumerable<Revision> merged) => merged.First(r => Link(r) is { OldValue: null });

    private static FieldChange? Link(Revision revision) => revision.Changes.Find(c => c.Field == LinkFields.MergedInto.Key);
}
