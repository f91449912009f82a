using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.AsOf;

/// <summary>One person as they were at a moment, with what the result page shows of them.</summary>
internal sealed class AsOfPerson(LedgerPerson then, IReadOnlyList<Dose> doses, IReadOnlyList<Coupon> coupons, bool hidesAddress)
{
    public Guid PersonId => then.LedgerPersonId;

    /// <summary>The keeper of that moment.</summary>
    public Guid? MergedIntoId => then.MergedIntoId;

    public bool Matches(IReadOnlyList<SearchReading> readings) => readings.All(reading => reading is CouponReading coupon ? Holds(coupon) : ReadingMatch.Holds(then, reading, hidesAddress));

    public FoundPerson Found() => new(
        new SearchRow
        {
            LedgerPersonId = then.LedgerPersonId,
            ResidentNumber = then.ResidentNumber,
            Name = then.Name,
            Kana = then.Kana,
            BirthDate = then.BirthDate,
            Sex = then.Sex,
            Address = hidesAddress ? null : then.Address,
            IsProtected = hidesAddress,
            MovedOutOn = then.MovedOutOn,
            DiedOn = then.DiedOn,
            DoseCount = doses.Count,
        },
        then.IntegratedNumber, then.FormerName, then.AliasName);

    private bool Holds(CouponReading reading) =>
        coupons.Any(c => c.CouponNumber == reading.Number.Value && c.MunicipalityCode == reading.Municipality.Value)
        || doses.Any(d => d.CouponNumber == reading.Number.Value && (reading.Line is null || d.MunicipalityCode is null || d.MunicipalityCode == reading.Municipality.Value));
}

/// <summary>Reads many people as they were: today's rows, and only the revisions made since.</summary>
internal static class AsOfPeople
{
    /// <summary>Those who stood in the ledger then, merged ones among them; withdrawn ones are left out.</summary>
    public static async Task<List<AsOfPerson>> ReadAsync(PortalDb db, IReadOnlyList<Guid> ids, DateTime moment, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var people = await db.People.AsNoTracking().Include(p => p.Residence).Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId) && p.CreatedAt <= moment).ToListAsync(cancellationToken);
        var changes = await SinceAsync(All(db).Where(r => EF.Parameter(ids).Contains(r.LedgerPersonId)), moment, cancellationToken);
        // Records that went to another person by a merge since are looked up by their own ids.
        var left = changes.Where(r => r.MergeId is not null).Select(r => r.RecordId).ToList();
        var doses = await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.LedgerPersonId)).ToListAsync(cancellationToken);
        var coupons = await db.Coupons.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.LedgerPersonId)).ToListAsync(cancellationToken);
        if (left.Count > 0)
        {
            doses.AddRange(await db.Doses.AsNoTracking().Where(d => EF.Parameter(left).Contains(d.DoseId) && !EF.Parameter(ids).Contains(d.LedgerPersonId)).ToListAsync(cancellationToken));
            coupons.AddRange(await db.Coupons.AsNoTracking().Where(c => EF.Parameter(left).Contains(c.CouponId) && !EF.Parameter(ids).Contains(c.LedgerPersonId)).ToListAsync(cancellationToken));
        }

        List<Guid> records = [.. doses.Select(d => d.DoseId), .. coupons.Select(c => c.CouponId)];
        changes.AddRange(await SinceAsync(All(db).Where(r => EF.Parameter(records).Contains(r.RecordId) && !EF.Parameter(ids).Contains(r.LedgerPersonId)), moment, cancellationToken));
        var hidden = (await db.FieldChanges.Where(c => c.Field == PersonFields.IsProtected.Key)
            .Join(db.Revisions.Where(r => EF.Parameter(ids).Contains(r.LedgerPersonId)), c => c.RevisionId, r => r.RevisionId, (_, r) => r.LedgerPersonId)
            .ToListAsync(cancellationToken)).ToHashSet();
        hidden.UnionWith(people.Where(p => p.IsProtected).Select(p => p.LedgerPersonId));

        var past = new PastRecords(changes, moment);
        var dosesThen = past.Doses(doses).Where(d => d.Status == RecordStatus.Active).ToLookup(d => d.LedgerPersonId);
        var couponsThen = past.Coupons(coupons).Where(c => c.Status == RecordStatus.Active).ToLookup(c => c.LedgerPersonId);
        return
        [
            .. from person in people.Select(past.Person).OfType<LedgerPerson>()
               where person.Status == RecordStatus.Active
               select new AsOfPerson(person, [.. dosesThen[person.LedgerPersonId]], [.. couponsThen[person.LedgerPersonId]], hidden.Contains(person.LedgerPersonId)),
        ];
    }

    private static IQueryable<Revision> All(PortalDb db) => db.Revisions.AsNoTracking().Include(r => r.Changes);

    /// <summary>State and moment are compared here: asked for them, a database may walk everything that was ever applied instead of these few records.</summary>
    private static async Task<List<Revision>> SinceAsync(IQueryable<Revision> revisions, DateTime moment, CancellationToken cancellationToken) =>
        (await revisions.ToListAsync(cancellationToken)).FindAll(r => r.State is RevisionState.Applied && r.AppliedAt > moment);
}
