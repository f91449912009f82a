using Portal.Domain.Accounts;

namespace Portal.Domain.Corrections.Merging;

/// <summary>Changes records and writes the revisions of one merge, or of taking it back.</summary>
internal sealed class MergeScribe(Guid mergeId, RevisionAct act, Grounds grounds, Staff by, DateTime now)
{
    /// <param name="record">Changed.</param>
    /// <param name="wanted">Texts by item; what the record says already is no change.</param>
    /// <param name="evenIfEmpty">A revision also where nothing changes.</param>
    /// <returns>Null where nothing changes. Its person is the one whose the record was before.</returns>
    public Revision? Write(LedgerRecord record, IEnumerable<(string Field, string? Text)> wanted, bool evenIfEmpty = false)
    {
        var id = Guid.CreateVersion7(now);
        List<FieldChange> changes = [.. wanted.Where(w => record[w.Field] != w.Text)
            .Select(w => new FieldChange { RevisionId = id, Field = w.Field, OldValue = record[w.Field], NewValue = w.Text })];
        if (changes.Count == 0 && !evenIfEmpty)
        {
            return null;
        }

        var revision = new Revision
        {
            RevisionId = id,
            LedgerPersonId = record.LedgerPersonId,
            RecordKind = record.Kind,
            RecordId = record.RecordId,
            Act = act,
            State = RevisionState.Pending,
            Changes = changes,
            Reason = grounds.Reason,
            ReasonText = string.IsNullOrWhiteSpace(grounds.Text) ? null : grounds.Text.Trim(),
            EvidenceId = grounds.EvidenceId,
            MergeId = mergeId,
            RequestedBy = by.PersonKey,
            RequestedByName = by.Name,
            Terminal = by.Terminal,
            RequestedAt = now,
        };
        revision.Apply(record, now);
        return revision;
    }
}
