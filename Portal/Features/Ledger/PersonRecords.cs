using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>Which doses, coupons and revisions are one person's: records can move, when two people turn out to be one.</summary>
internal static class PersonRecords
{
    /// <summary>
    /// Records that are the person's or were once, and every revision of them, for looking back. A record that moved has a revision which
    /// names the person it left, so all of them are found by that person and by the records themselves.
    /// </summary>
    /// <returns>Untracked: revisions newest first, doses newest first, coupons in their order.</returns>
    public static async Task<(List<Revision> Revisions, List<Dose> Doses, List<Coupon> Coupons)> EverOfAsync(this PortalDb db, Guid personId, CancellationToken cancellationToken)
    {
        var left = await db.Revisions.Where(r => r.LedgerPersonId == personId && r.MergeId != null && r.RecordKind != RecordKind.Person)
            .Select(r => r.RecordId).Distinct().ToListAsync(cancellationToken);
        var doses = await db.Doses.AsNoTracking().Where(d => d.LedgerPersonId == personId)
            .OrderByDescending(d => d.VaccinatedOn).ThenByDescending(d => d.DoseNumber).ThenByDescending(d => d.DoseId).ToListAsync(cancellationToken);
        var coupons = await db.Coupons.AsNoTracking().Where(c => c.LedgerPersonId == personId)
            .OrderBy(c => c.DoseNumber).ThenBy(c => c.IssuedOn).ThenBy(c => c.CouponId).ToListAsync(cancellationToken);
        if (left.Count > 0)
        {
            doses = [.. doses.Concat(await db.Doses.AsNoTracking().Where(d => EF.Parameter(left).Contains(d.DoseId) && d.LedgerPersonId != personId).ToListAsync(cancellationToken))
                .OrderByDescending(d => d.VaccinatedOn).ThenByDescending(d => d.DoseNumber).ThenByDescending(d => d.DoseId)];
            coupons = [.. coupons.Concat(await db.Coupons.AsNoTracking().Where(c => EF.Parameter(left).Contains(c.CouponId) && c.LedgerPersonId != personId).ToListAsync(cancellationToken))
                .OrderBy(c => c.DoseNumber).ThenBy(c => c.IssuedOn).ThenBy(c => c.CouponId)];
        }

        return (await db.RevisionsOfAsync(personId, [.. doses.Select(d => d.DoseId), .. coupons.Select(c => c.CouponId)], cancellationToken), doses, coupons);
    }

    /// <summary>The other person of each merge in somebody's history.</summary>
    public static async Task<Dictionary<Guid, MergePartner>> PartnersAsync(this PortalDb db, Guid personId, IEnumerable<Revision> history, CancellationToken cancellationToken)
    {
        var merges = history.Where(r => r is { RecordKind: RecordKind.Person, Act: RevisionAct.Merge }).Select(r => r.MergeId).Distinct().ToList();
        if (merges.Count == 0)
        {
            return [];
        }

        var made = (await db.Revisions.AsNoTracking().Include(r => r.Changes)
            .Where(r => EF.Parameter(merges).Contains(r.MergeId) && r.RecordKind == RecordKind.Person && r.Act == RevisionAct.Merge).ToListAsync(cancellationToken))
            .GroupBy(r => r.MergeId!.Value).ToDictionary(m => m.Key, m => (Keeper: MadeMerge.KeeperOf(m), Other: MadeMerge.OtherOf(m), Revisions: m.ToList()));
        var ids = made.Values.SelectMany(m => new[] { m.Keeper, m.Other }).Distinct().ToList();
        var people = await db.People.Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId))
            .Select(p => new { p.LedgerPersonId, p.Name, p.ResidentNumber }).ToDictionaryAsync(p => p.LedgerPersonId, cancellationToken);
        return made.ToDictionary(m => m.Key, m =>
        {
            var person = people[personId == m.Value.Keeper ? m.Value.Other : m.Value.Keeper];
            var changes = m.Value.Revisions.Find(r => r.RecordId == person.LedgerPersonId)?.Changes;
            string? Before(RecordField<LedgerPerson> field, string? now) => changes?.Find(c => c.Field == field.Key) is { } change ? change.OldValue : now;
            return new MergePartner(
                person.LedgerPersonId, person.LedgerPersonId == m.Value.Keeper, Before(PersonFields.Name, person.Name)!, Before(PersonFields.ResidentNumber, person.ResidentNumber));
        });
    }

    /// <summary>The revisions made on the person, and those of some records, whoever's they were; untracked, newest first.</summary>
    public static async Task<List<Revision>> RevisionsOfAsync(this PortalDb db, Guid personId, IReadOnlyCollection<Guid> records, CancellationToken cancellationToken)
    {
        var revisions = await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => r.LedgerPersonId == personId).ToListAsync(cancellationToken);
        var ids = records.ToList();
        revisions.AddRange(await db.Revisions.AsNoTracking().Include(r => r.Changes)
            .Where(r => EF.Parameter(ids).Contains(r.RecordId) && r.LedgerPersonId != personId).ToListAsync(cancellationToken));
        return [.. revisions.OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.RevisionId)];
    }
}
