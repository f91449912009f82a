using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>
/// 時点 — the records of one person as they stood at an earlier moment: read as they are today, the later revisions taken back on them.
/// What comes out is for reading; saved, it would be a change without a revision.
/// </summary>
/// <param name="revisions">Every revision of the records that are the person's or have been.</param>
/// <param name="moment">UTC.</param>
public sealed class PastRecords(IReadOnlyList<Revision> revisions, DateTime moment)
{
    private readonly HashSet<Guid> _revised = [.. revisions.Select(r => r.RecordId)];

    /// <returns>Null when the ledger did not know the person yet.</returns>
    public LedgerPerson? Person(LedgerPerson today)
    {
        if (!_revised.Contains(today.LedgerPersonId))
        {
            return today.CreatedAt > moment ? null : today;
        }

        if (History.At(LedgerRecord.Of(today), revisions, moment) is not { } texts)
        {
            return null;
        }

        Take(today, [.. PersonFields.All, LinkFields.MergedInto], texts);
        return today;
    }

    /// <summary>Those the ledger knew then, cancelled ones as what they were, each with whose it was.</summary>
    public IReadOnlyList<Dose> Doses(IEnumerable<Dose> today) => Known(today, d => (d.DoseId, d.CreatedAt), LedgerRecord.Of, [.. DoseFields.All, LinkFields.DosePerson]);

    public IReadOnlyList<Coupon> Coupons(IEnumerable<Coupon> today) => Known(today, c => (c.CouponId, c.CreatedAt), LedgerRecord.Of, [.. CouponFields.All, LinkFields.CouponPerson]);

    /// <summary>The requests there were then, those decided later still waiting.</summary>
    public IReadOnlyList<Revision> Known() => [.. revisions.Where(r => r.RequestedAt <= moment).Select(AsItWas)];

    /// <summary>支援措置 now, then or at any time: an address that was hidden once is not shown by way of the past.</summary>
    public static bool WasEverProtected(LedgerPerson today, IEnumerable<Revision> revisions) => today.IsProtected
        || revisions.Any(r => r.Changes.Exists(c => c.Field == PersonFields.IsProtected.Key && (c.OldValue == FieldText.Flag(true) || c.NewValue == FieldText.Flag(true))));

    private IReadOnlyList<T> Known<T>(IEnumerable<T> today, Func<T, (Guid Id, DateTime CreatedAt)> made, Func<T, LedgerRecord> record, RecordField<T>[] fields) => [.. today.Where(one =>
    {
        if (made(one) is var (id, createdAt) && !_revised.Contains(id))
        {
            return createdAt <= moment;
        }

        var texts = History.At(record(one), revisions, moment);
        if (texts is not null)
        {
            Take(one, fields, texts);
        }

        return texts is not null;
    })];

    private Revision AsItWas(Revision revision)
    {
        var decided = revision.DecidedAt ?? revision.AppliedAt;
        if (decided > moment)
        {
            (revision.State, revision.DecidedBy, revision.DecidedByName, revision.DecidedAt, revision.DecisionNote) = (RevisionState.Pending, null, null, null, null);
        }

        return revision;
    }

    private static void Take<T>(T record, IEnumerable<RecordField<T>> fields, IReadOnlyDictionary<string, string?> texts)
    {
        foreach (var field in fields.Where(f => f.Get(record) != texts[f.Key]))
        {
            field.PutBack(record, texts[field.Key]);
        }
    }
}
