using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>Reads what one person's pack is made of. Asks by the person's id alone, so that nothing of another can come along.</summary>
internal sealed class EvidencePackReader(PortalDb db, EvidencePackOrder order, DateTime moment)
{
    private readonly Guid _personId = order.PersonId;

    /// <returns>Null for an id nobody has.</returns>
    public async Task<EvidencePackContent?> ReadAsync(IReadOnlyList<PackItem> heading, CancellationToken cancellationToken)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == _personId, cancellationToken);
        if (person is null)
        {
            return null;
        }

        var (revisions, doses, coupons) = await db.EverOfAsync(_personId, cancellationToken);
        var hides = !order.ShowsAddress && PastRecords.WasEverProtected(person, revisions);
        var then = History.At(LedgerRecord.Of(person), revisions, moment)
            ?? throw new InvalidOperationException("The order was not checked: the ledger did not know the person yet.");
        List<Guid> now = [.. doses.Where(d => d.LedgerPersonId == _personId).Select(d => d.DoseId), .. coupons.Where(c => c.LedgerPersonId == _personId).Select(c => c.CouponId)];
        var past = new PastRecords(revisions, moment);
        List<Dose> dosesThen = [.. past.Doses(doses).Where(d => d.LedgerPersonId == _personId).OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId)];
        List<Coupon> couponsThen = [.. past.Coupons(coupons).Where(c => c.LedgerPersonId == _personId)];
        var records = dosesThen.Select(d => d.DoseId).Concat(couponsThen.Select(c => c.CouponId)).ToHashSet();
        records.UnionWith(now);
        var looks = await LooksAsync(cancellationToken);
        var staff = new PackStaff(looks, order.ShowsStaff);
        return new(
            heading,
            [.. RecordItems.Of(RecordKind.Person).Select(item => new PackItem(item.Label, Shown(RecordKind.Person, item, then[item.Key], hides)))],
            [.. dosesThen.Select(PackedDose)],
            [.. couponsThen.Select(PackedCoupon)],
            [.. revisions.Where(r => r.LedgerPersonId == _personId || records.Contains(r.RecordId)).OrderBy(r => r.RequestedAt).ThenBy(r => r.RevisionId).Select(r => Change(r, staff, hides))],
            [.. looks.Select(l => Look(l, staff))]);
    }

    /// <summary>The rows about one person, in the order of the log.</summary>
    public static IQueryable<OperationLogEntry> Looks(PortalDb db, Guid personId) =>
        db.OperationLog.AsNoTracking().Where(e => e.LedgerPersonId == personId).OrderBy(e => e.At).ThenBy(e => e.Sequence);

    private static IReadOnlyList<PackItem> PackedDose(Dose dose) =>
        [.. DoseFields.All.Where(f => f.Get(dose) is not null).Select(f => new PackItem(f.Label, f.Show(f.Get(dose))))];

    private static IReadOnlyList<PackItem> PackedCoupon(Coupon coupon) =>
        [new("券番号", coupon.CouponNumber), .. CouponFields.All.Where(f => f.Get(coupon) is not null).Select(f => new PackItem(f.Label, f.Show(f.Get(coupon))))];

    private string Owner(string? text) => LinkFields.ToId(text) == _personId ? "この人" : "別の個人票";

    private PackChange Change(Revision revision, PackStaff staff, bool hides) => new(
        Moments.Show(revision.RequestedAt),
        revision.RecordKind.Label(),
        revision.Act.Label(),
        revision.State.Label(),
        string.Join("　", new[] { revision.Reason?.Label(), revision.ReasonText }.OfType<string>()),
        staff.Of(revision.RequestedBy, revision.RequestedByName),
        revision.DecidedAt is { } decided ? $"{Moments.Show(decided)} {staff.Of(revision.DecidedBy, revision.DecidedByName)} {revision.DecisionNote}".TrimEnd() : "",
        [.. revision.Changes.Select(c => Changed(revision.RecordKind, c, hides))]);

    private PackChangedItem Changed(RecordKind kind, FieldChange change, bool hides)
    {
        if (LinkFields.Has(change.Field))
        {
            return kind is RecordKind.Person
                ? new(LinkFields.MergedInto.Label, LinkFields.MergedInto.Show(change.OldValue), LinkFields.MergedInto.Show(change.NewValue))
                : new(LinkFields.DosePerson.Label, Owner(change.OldValue), Owner(change.NewValue));
        }

        if (kind is RecordKind.Coupon)
        {
            var field = CouponFields.Find(change.Field);
            return new(field.Label, field.Show(change.OldValue), field.Show(change.NewValue));
        }

        var item = RecordItems.Find(kind, change.Field);
        return new(item.Label, Shown(kind, item, change.OldValue, hides), Shown(kind, item, change.NewValue, hides));
    }

    private static string Shown(RecordKind kind, RecordItem item, string? text, bool hides) =>
        hides && ProtectedAddress.Covers(kind, item.Key) ? ProtectedAddress.Words : item.Show(text);

    private static PackLook Look(ViewerLine line, PackStaff staff) => new(
        line.Entry.Sequence, Moments.Show(line.Entry.At), staff.Of(line), line.By.Post, line.Entry.Terminal, line.Entry.Operation.Label(), line.Entry.Result.Label(),
        line.Entry.Scene?.Label() ?? "");

    private async Task<IReadOnlyList<ViewerLine>> LooksAsync(CancellationToken cancellationToken)
    {
        var entries = await Looks(db, _personId).ToListAsync(cancellationToken);
        List<Guid> ids = [.. entries.Select(e => e.StaffMemberId).OfType<Guid>().Distinct()];
        var people = await db.StaffMembers.AsNoTracking().Where(s => ids.Contains(s.StaffMemberId)).ToDictionaryAsync(s => s.StaffMemberId, cancellationToken);
        return LogViewers.Of(entries, people).Lines;
    }
}
