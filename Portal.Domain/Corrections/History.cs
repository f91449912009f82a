using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>履歴 — a record as it stood earlier: today's texts with the later revisions taken back.</summary>
public static class History
{
    /// <summary>The applied revisions of a record, newest first, in the order of its versions.</summary>
    /// <exception cref="InvalidOperationException">The chain of versions has a gap: some change left no revision.</exception>
    public static IReadOnlyList<Revision> Backwards(LedgerRecord record, IEnumerable<Revision> revisions)
    {
        var applied = revisions.Where(r => r.RecordId == record.RecordId && r.State == RevisionState.Applied).ToList();
        var byResult = applied.Where(r => r.ToVersion is not null).ToDictionary(r => r.ToVersion!.Value);
        List<Revision> chain = [];
        for (Guid? version = record.Version; version is { } v && byResult.TryGetValue(v, out var revision); version = revision.FromVersion)
        {
            chain.Add(revision);
        }

        return chain.Count == applied.Count
            ? chain
            : throw new InvalidOperationException($"The history of {record.Kind} {record.RecordId} has a gap after {chain.Count} of {applied.Count} revisions.");
    }

    /// <summary>The record's texts at a moment (UTC), with whose it was, or null when the ledger did not know it yet.</summary>
    public static IReadOnlyDictionary<string, string?>? At(LedgerRecord record, IEnumerable<Revision> revisions, DateTime moment) =>
        record.CreatedAt > moment ? null : TakeBack(record, Backwards(record, revisions).TakeWhile(r => r.AppliedAt > moment));

    /// <summary>The record's own texts as one of its revisions left them: whose it is does not come back with an earlier version, only by 統合の取消し.</summary>
    public static IReadOnlyDictionary<string, string?> After(LedgerRecord record, IEnumerable<Revision> revisions, Guid revisionId) =>
        Own(TakeBack(record, Backwards(record, revisions).TakeWhile(r => r.RevisionId != revisionId)));

    /// <summary>The record's own texts as one of its revisions found them.</summary>
    public static IReadOnlyDictionary<string, string?> Before(LedgerRecord record, IEnumerable<Revision> revisions, Guid revisionId)
    {
        var chain = Backwards(record, revisions);
        return Own(TakeBack(record, chain.TakeWhile(r => r.RevisionId != revisionId).Concat(chain.Where(r => r.RevisionId == revisionId))));
    }

    /// <summary>The revision that brought an item its present text; null when an import of the whole record did.</summary>
    public static Revision? LastChangeOf(string field, string? text, IEnumerable<Revision> revisions) => revisions
        .Where(r => r.State == RevisionState.Applied && r.Changes.Exists(c => c.Field == field && c.NewValue == text))
        .MaxBy(r => r.AppliedAt);

    private static Dictionary<string, string?> Own(Dictionary<string, string?> texts) => texts.Where(t => !LinkFields.Has(t.Key)).ToDictionary();

    /// <summary>
    /// Whether an item came back to what it was before some applied changes of it, given in any order: its values follow each other, so it
    /// did when there are as many old values of each kind as new ones.
    /// </summary>
    public static bool CameBack(IReadOnlyCollection<(string? Old, string? New)> changes) =>
        changes.Select(c => c.Old).Order(StringComparer.Ordinal).SequenceEqual(changes.Select(c => c.New).Order(StringComparer.Ordinal));

    private static Dictionary<string, string?> TakeBack(LedgerRecord record, IEnumerable<Revision> newestFirst)
    {
        var texts = record.TextsAndLinks();
        foreach (var change in newestFirst.SelectMany(r => r.Changes))
        {
            texts[change.Field] = change.OldValue;
        }

        return texts;
    }
}
