using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>
/// 時点 — the records of one person as they stood at an earlier moment: read as they are today, the later revisions taken back on them.
/// What comes out is for reading; saved, it would be a change without a revision.
/// </summary>
/// <param name="revisions">Every revision of the person's records.</param>
/// <param name="moment">UTC.</param>
public sealed class PastRecords(IReadOnlyList<Revision> revisions, DateTime moment)
{
    /// <returns>Null when the ledger did not know the person yet.</returns>
    public LedgerPerson? Person(LedgerPerson today)
    {
        if (History.At(LedgerRecord.Of(today), revisions, moment) is not { } texts)
        {
            return null;
        }

        Take(today, PersonFields.All, texts);
        return today;
    }

    /// <summary>Those the ledger knew then, cancelled ones as what they were.</summary>
    public IReadOnlyList<Dose> Doses(IEnumerable<Dose> today) => [.. today.Where(dose =>
    {
        var texts = History.At(LedgerRecord.Of(dose), revisions, moment);
        if (texts is not null)
        {
            Take(dose, DoseFields.All, texts);
        }

        return texts is not null;
    })];

    public IReadOnlyList<Coupon> Coupons(IEnumerable<Coupon> today)
    {
        List<Coupon> coupons = [.. today.Where(c => c.CreatedAt <= moment)];
        foreach (var coupon in coupons)
        {
            foreach (var change in revisions.Where(r => r.RecordId == coupon.CouponId && r.State is RevisionState.Applied && r.AppliedAt > moment)
                .OrderByDescending(r => r.AppliedAt).SelectMany(r => r.Changes))
            {
                CouponFields.Find(change.Field).PutBack(coupon, change.OldValue);
            }
        }

        return coupons;
    }

    /// <summary>The requests there were then, those decided later still waiting.</summary>
    public IReadOnlyList<Revision> Known() => [.. revisions.Where(r => r.RequestedAt <= moment).Select(AsItWas)];

    /// <summary>支援措置 now, then or at any time: an address that was hidden once is not shown by way of the past.</summary>
    public static bool WasEverProtected(LedgerPerson today, IEnumerable<Revision> revisions) => today.IsProtected
        || revisions.Any(r => r.Changes.Exists(c => c.Field == PersonFields.IsProtected.Key && (c.OldValue == FieldText.Flag(true) || c.NewValue == FieldText.Flag(true))));

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
