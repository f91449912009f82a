using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>再点検 — brings the findings of some people up to what their records say now, in the save or the transaction that changes them.</summary>
internal static class Recheck
{
    private const int ChunkPeople = 1000;

    /// <summary>Checks the people whose records the context is about to save, as they will be. Whoever writes past the change tracker calls <see cref="PeopleAsync"/>.</summary>
    public static async Task ChangedAsync(PortalDb db, DateTime at, CancellationToken cancellationToken)
    {
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var people = changed.SelectMany(PeopleOf).ToHashSet();
        var coupons = changed.Select(e => e.Entity).OfType<Coupon>().Select(c => c.CouponNumber).ToList();
        people.UnionWith(await OnCouponsAsync(db, coupons, cancellationToken));
        if (people.Count > 0)
        {
            await CheckAsync(db, [.. people], at, await MastersAsync(db, cancellationToken), db.FindingRecords, _ => { }, db.AddRange, cancellationToken);
        }
    }

    /// <summary>Checks people whose records were written in bulk; the caller holds the transaction. Nothing else may wait in the context.</summary>
    public static async Task PeopleAsync(PortalDb db, IReadOnlyCollection<Guid> people, IReadOnlyCollection<string> coupons, DateTime at, CancellationToken cancellationToken)
    {
        var bulk = BulkWriter.For(db);
        var all = people.ToHashSet();
        all.UnionWith(await OnCouponsAsync(db, coupons, cancellationToken));
        var masters = await MastersAsync(db, cancellationToken);

        // In their order: the people of a chunk then lie side by side in every index that is read for them.
        foreach (var chunk in all.Order().Chunk(ChunkPeople))
        {
            List<FindingRecord> made = [];
            List<(Guid Id, Guid Version)> gone = [];
            await CheckAsync(
                db, chunk, at, masters, db.FindingRecords.AsNoTracking(),
                changes =>
                {
                    gone.AddRange(changes.Gone.Select(f => (f.FindingRecordId, f.Version)));
                    db.AttachRange(changes.Returned.Concat(changes.Moved).Select(f => f.Record));
                },
                made.AddRange, cancellationToken);
            await ResolveAsync(db, gone, at, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            await bulk.WriteAsync(made, cancellationToken);
        }
    }

    /// <summary>What is no longer so, in one statement: an import taken back leaves thousands.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody has written one of them meanwhile.</exception>
    private static async Task ResolveAsync(PortalDb db, List<(Guid Id, Guid Version)> gone, DateTime at, CancellationToken cancellationToken)
    {
        if (gone.Count == 0)
        {
            return;
        }

        var (ids, seen, version) = (gone.ConvertAll(f => f.Id), gone.ConvertAll(f => f.Version), Guid.CreateVersion7(at));
        var written = await db.FindingRecords.Where(f => EF.Parameter(ids).Contains(f.FindingRecordId) && EF.Parameter(seen).Contains(f.Version)).ExecuteUpdateAsync(
            u => u.SetProperty(f => f.State, FindingState.Resolved).SetProperty(f => f.ClosedAt, at).SetProperty(f => f.Version, version), cancellationToken);
        if (written != gone.Count)
        {
            throw new DbUpdateConcurrencyException("Findings were written by somebody else while they were closed.");
        }
    }

    private static async Task<(KnownInstitutions Institutions, IReadOnlySet<FindingRule> Off)> MastersAsync(PortalDb db, CancellationToken cancellationToken) =>
        (await CheckGrounds.InstitutionsAsync(db, cancellationToken), await CheckGrounds.OffAsync(db, cancellationToken));

    private static async Task CheckAsync(
        PortalDb db, Guid[] ids, DateTime at, (KnownInstitutions Institutions, IReadOnlySet<FindingRule> Off) masters,
        IQueryable<FindingRecord> findings, Action<FindingChanges> before, Action<IEnumerable<FindingRecord>> add, CancellationToken cancellationToken)
    {
        var people = await LoadPeopleAsync(db, ids, cancellationToken);
        var doses = Now(db, await CheckReader.DosesAsync(db, db.Doses.Where(d => EF.Parameter(ids).Contains(d.LedgerPersonId)), cancellationToken), d => d.DoseId);
        var numbers = doses.Select(d => d.CouponNumber).OfType<string>().Distinct().ToList();
        var coupons = Now(db, await CheckReader.CouponsAsync(db, db.Coupons.Where(c => EF.Parameter(numbers).Contains(c.CouponNumber)), cancellationToken), c => c.CouponId);
        var refused = await CheckGrounds.RefusedAsync(CheckGrounds.Refused(db, doses.ConvertAll(d => d.DoseId)), cancellationToken);
        var ground = new CheckGround(JapanTime.DayOf(at), masters.Institutions, CheckGrounds.OnOthersCoupons(doses, coupons), refused);
        var stored = (await findings.Where(f => EF.Parameter(ids).Contains(f.LedgerPersonId)).ToListAsync(cancellationToken)).ToLookup(f => f.LedgerPersonId);
        var dosesOf = doses.ToLookup(d => d.LedgerPersonId);
        foreach (var person in people)
        {
            var now = PersonChecks.Of(person, [.. dosesOf[person.LedgerPersonId]], ground, masters.Off);
            var changes = FindingChanges.Between(stored[person.LedgerPersonId], now, masters.Off);
            before(changes);
            add(changes.Apply(person.LedgerPersonId, at));
        }
    }

    private static async Task<List<LedgerPerson>> LoadPeopleAsync(PortalDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var people = Now(db, await CheckReader.PeopleAsync(db, ids, cancellationToken), p => p.LedgerPersonId)
            .FindAll(p => ids.Contains(p.LedgerPersonId));
        foreach (var entry in db.ChangeTracker.Entries<LedgerPerson>().Where(e => e.State is EntityState.Unchanged or EntityState.Modified && ids.Contains(e.Entity.LedgerPersonId)).ToList())
        {
            if (!entry.Collection(p => p.Residence).IsLoaded)
            {
                await entry.Collection(p => p.Residence).LoadAsync(cancellationToken);
            }
        }

        return people;
    }

    /// <summary>Rows as they will be after the save: the context's own stand in for those of the database.</summary>
    private static List<T> Now<T>(PortalDb db, List<T> stored, Func<T, Guid> id) where T : class
    {
        var tracked = db.ChangeTracker.Entries<T>().ToList();
        if (tracked.Count == 0)
        {
            return stored;
        }

        var ids = tracked.Select(e => id(e.Entity)).ToHashSet();
        return [.. stored.Where(row => !ids.Contains(id(row))), .. tracked.Where(e => e.State is not EntityState.Deleted and not EntityState.Detached).Select(e => e.Entity)];
    }

    /// <summary>Whose record it is and was.</summary>
    private static IEnumerable<Guid> PeopleOf(EntityEntry entry) => entry.Entity switch
    {
        LedgerPerson person => [person.LedgerPersonId],
        ResidenceSpan span when span.LedgerPersonId != Guid.Empty => [span.LedgerPersonId],
        Dose dose => [dose.LedgerPersonId, (Guid)entry.OriginalValues[nameof(Dose.LedgerPersonId)]!],
        Coupon coupon => [coupon.LedgerPersonId, (Guid)entry.OriginalValues[nameof(Coupon.LedgerPersonId)]!],
        _ => [],
    };

    /// <summary>People with doses on coupons that change hands.</summary>
    private static async Task<List<Guid>> OnCouponsAsync(PortalDb db, IReadOnlyCollection<string> coupons, CancellationToken cancellationToken)
    {
        var numbers = coupons.Distinct().ToList();
        return numbers.Count == 0 ? [] : await db.Doses.Where(d => d.CouponNumber != null && EF.Parameter(numbers).Contains(d.CouponNumber))
            .Select(d => d.LedgerPersonId).Distinct().ToListAsync(cancellationToken);
    }
}
