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

        var revisions = await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => r.LedgerPersonId == _personId)
            .OrderBy(r => r.RequestedAt).ThenBy(r => r.RevisionId).ToListAsync(cancellationToken);
        var hides = !order.ShowsAddress && PastRecords.WasEverProtected(person, revisions);
        var then = History.At(LedgerRecord.Of(person), revisions, moment)
            ?? throw new InvalidOperationException("The order was not checked: the ledger did not know the person yet.");
        var doses = await db.Doses.AsNoTracking().Where(d => d.LedgerPersonId == _personId)
            .OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId).ToListAsync(cancellationToken);
        var looks = await LooksAsync(cancellationToken);
        var staff = new PackStaff(looks, order.ShowsStaff);
        return new(
            heading,
            [.. RecordItems.Of(RecordKind.Person).Select(item => new PackItem(item.Label, Shown(RecordKind.Person, item, then[item.Key], hides)))],
            [.. doses.Select(d => History.At(LedgerRecord.Of(d), revisions, moment)).OfType<IReadOnlyDictionary<string, string?>>().Select(Dose)],
            await CouponsAsync(revisions, cancellationToken),
            [.. revisions.Select(r => Change(r, staff, hides))],
            [.. looks.Select(l => Look(l, staff))]);
    }

    /// <summary>The rows about one person, in the order of the log.</summary>
    public static IQueryable<OperationLogEntry> Looks(PortalDb db, Guid personId) =>
        db.OperationLog.AsNoTracking().Where(e => e.LedgerPersonId == personId).OrderBy(e => e.At).ThenBy(e => e.Sequence);

    private static List<PackItem> Dose(IReadOnlyDictionary<string, string?> then) =>
        [.. RecordItems.Of(RecordKind.Dose).Where(item => then[item.Key] is not null).Select(item => new PackItem(item.Label, item.Show(then[item.Key])))];

    private async Task<List<IReadOnlyList<PackItem>>> CouponsAsync(List<Revision> revisions, CancellationToken cancellationToken)
    {
        var coupons = await db.Coupons.AsNoTracking().Where(c => c.LedgerPersonId == _personId)
            .OrderBy(c => c.DoseNumber).ThenBy(c => c.IssuedOn).ThenBy(c => c.CouponId).ToListAsync(cancellationToken);
        return [.. new PastRecords(revisions, moment).Coupons(coupons).Select(c => (IReadOnlyList<PackItem>)
            [new("券番号", c.CouponNumber), .. CouponFields.All.Where(f => f.Get(c) is not null).Select(f => new PackItem(f.Label, f.Show(f.Get(c))))])];
    }

    private static PackChange Change(Revision revision, PackStaff staff, bool hides) => new(
        Moments.Show(revision.RequestedAt),
        revision.RecordKind.Label(),
        revision.Act.Label(),
        revision.State.Label(),
        string.Join("　", new[] { revision.Reason?.Label(), revision.ReasonText }.OfType<string>()),
        staff.Of(revision.RequestedBy, revision.RequestedByName),
        revision.DecidedAt is { } decided ? $"{Moments.Show(decided)} {staff.Of(revision.DecidedBy, revision.DecidedByName)} {revision.DecisionNote}".TrimEnd() : "",
        [.. revision.Changes.Select(c => Changed(revision.RecordKind, c, hides))]);

    private static PackChangedItem Changed(RecordKind kind, FieldChange change, bool hides)
    {
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
