using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.AsOf;

/// <summary>One person as they were at a moment, with what the result page shows of them.</summary>
internal sealed class AsOfPerson(LedgerPerson then, IReadOnlyList<AsOfDose> doses, IReadOnlyList<Coupon> coupons, bool hidesAddress)
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

/// <summary>What a search reads of an active dose.</summary>
internal sealed record AsOfDose(Guid DoseId, Guid LedgerPersonId, string? CouponNumber, string? MunicipalityCode);

/// <summary>A dose as it stands today.</summary>
/// <param name="Dose">What a search reads of it.</param>
/// <param name="IsActive">Not cancelled.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="HasMoved">From one person to another by a merge, whenever.</param>
internal sealed record DoseToday(AsOfDose Dose, bool IsActive, DateTime CreatedAt, bool HasMoved);

/// <summary>Reads many people as they were: today's rows, and only the revisions made since. Whole records are read of the few that were revised.</summary>
internal static class AsOfPeople
{
    /// <summary>Those who stood in the ledger then, merged ones among them; withdrawn ones are left out.</summary>
    /// <param name="db">To read from.</param>
    /// <param name="ids">Of the people.</param>
    /// <param name="moment">UTC.</param>
    /// <param name="withCoupons">Where the person is to be held against a 券番号.</param>
    /// <param name="cancellationToken">The page left.</param>
    public static async Task<List<AsOfPerson>> ReadAsync(PortalDb db, IReadOnlyList<Guid> ids, DateTime moment, bool withCoupons, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var people = await db.People.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId) && p.CreatedAt <= moment).ToListAsync(cancellationToken);
        var ofThem = await All(db).Where(r => EF.Parameter(ids).Contains(r.LedgerPersonId)).ToListAsync(cancellationToken);
        var hidden = ofThem.Where(r => r.Changes.Exists(c => c.Field == PersonFields.IsProtected.Key)).Select(r => r.LedgerPersonId).ToHashSet();
        hidden.UnionWith(people.Where(p => p.IsProtected).Select(p => p.LedgerPersonId));
        var today = await TodayAsync(db, ids, cancellationToken);
        var changes = Since(ofThem, moment);

        // What came by a merge was revised while it was somebody else's; what left by one may have been revised there.
        List<Guid> moved =
        [
            .. today.Where(d => d.HasMoved).Select(d => d.Dose.DoseId), .. withCoupons ? await MovedCouponsAsync(db, ids, cancellationToken) : [],
            .. changes.Where(r => r.MergeId is not null).Select(r => r.RecordId),
        ];
        changes.AddRange(await OfMovedAsync(db, ids, moved, moment, cancellationToken));
        await LoadResidenceAsync(db, people, changes, cancellationToken);

        var past = new PastRecords(changes, moment);
        var doses = (await DosesAsync(db, today, past, changes, moment, cancellationToken)).ToLookup(d => d.LedgerPersonId);
        var coupons = (withCoupons ? await CouponsAsync(db, ids, past, changes, cancellationToken) : []).ToLookup(c => c.LedgerPersonId);
        return
        [
            .. from person in people.Select(past.Person).OfType<LedgerPerson>()
               where person.Status == RecordStatus.Active
               select new AsOfPerson(person, [.. doses[person.LedgerPersonId]], [.. coupons[person.LedgerPersonId]], hidden.Contains(person.LedgerPersonId)),
        ];
    }

    private static Task<List<DoseToday>> TodayAsync(PortalDb db, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => db.Doses
        .Where(d => EF.Parameter(ids).Contains(d.LedgerPersonId))
        .Select(d => new DoseToday(
            new AsOfDose(d.DoseId, d.LedgerPersonId, d.CouponNumber, d.MunicipalityCode), d.Status == RecordStatus.Active, d.CreatedAt,
            db.Revisions.Any(r => r.RecordId == d.DoseId && r.MergeId != null)))
        .ToListAsync(cancellationToken);

    private static Task<List<Guid>> MovedCouponsAsync(PortalDb db, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => db.Coupons
        .Where(c => EF.Parameter(ids).Contains(c.LedgerPersonId) && db.Revisions.Any(r => r.RecordId == c.CouponId && r.MergeId != null)).Select(c => c.CouponId).ToListAsync(cancellationToken);

    /// <summary>Of those only who moved in or out since: what is put back is held against what there is.</summary>
    private static async Task LoadResidenceAsync(PortalDb db, List<LedgerPerson> people, List<Revision> changes, CancellationToken cancellationToken)
    {
        var moved = changes.Where(r => r.Changes.Exists(c => c.Field == PersonFields.Residence.Key)).Select(r => r.RecordId).ToHashSet();
        if (moved.Count == 0)
        {
            return;
        }

        var spans = (await db.ResidenceSpans.AsNoTracking().Where(s => EF.Parameter(moved).Contains(s.LedgerPersonId)).ToListAsync(cancellationToken)).ToLookup(s => s.LedgerPersonId);
        people.FindAll(p => moved.Contains(p.LedgerPersonId)).ForEach(p => p.SetResidence(spans[p.LedgerPersonId]));
    }

    /// <summary>Of records that went from one person to another by a merge: the revisions made while they were somebody else's.</summary>
    private static async Task<List<Revision>> OfMovedAsync(PortalDb db, IReadOnlyList<Guid> ids, List<Guid> moved, DateTime moment, CancellationToken cancellationToken) => moved.Count == 0 ? []
        : Since(await All(db).Where(r => EF.Parameter(moved).Contains(r.RecordId) && !EF.Parameter(ids).Contains(r.LedgerPersonId)).ToListAsync(cancellationToken), moment);

    private static async Task<IEnumerable<AsOfDose>> DosesAsync(
        PortalDb db, List<DoseToday> today, PastRecords past, List<Revision> changes, DateTime moment, CancellationToken cancellationToken)
    {
        var revised = changes.Where(r => r.RecordKind == RecordKind.Dose).Select(r => r.RecordId).ToHashSet();
        var read = revised.Count == 0 ? [] : await db.Doses.AsNoTracking().Where(d => EF.Parameter(revised).Contains(d.DoseId)).ToListAsync(cancellationToken);
        return today.Where(d => d.IsActive && d.CreatedAt <= moment && !revised.Contains(d.Dose.DoseId)).Select(d => d.Dose)
            .Concat(past.Doses(read).Where(d => d.Status == RecordStatus.Active).Select(d => new AsOfDose(d.DoseId, d.LedgerPersonId, d.CouponNumber, d.MunicipalityCode)));
    }

    private static async Task<IEnumerable<Coupon>> CouponsAsync(PortalDb db, IReadOnlyList<Guid> ids, PastRecords past, List<Revision> changes, CancellationToken cancellationToken)
    {
        var revised = changes.Where(r => r.RecordKind == RecordKind.Coupon).Select(r => r.RecordId).ToList();
        var read = await db.Coupons.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.LedgerPersonId) || EF.Parameter(revised).Contains(c.CouponId)).ToListAsync(cancellationToken);
        return past.Coupons(read).Where(c => c.Status == RecordStatus.Active);
    }

    private static IQueryable<Revision> All(PortalDb db) => db.Revisions.AsNoTracking().Include(r => r.Changes);

    /// <summary>State and moment are compared here: asked for them, a database may walk everything that was ever applied instead of these few records.</summary>
    private static List<Revision> Since(List<Revision> revisions, DateTime moment) => revisions.FindAll(r => r.State is RevisionState.Applied && r.AppliedAt > moment);
}
