using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>Loads what the rules know beside one person.</summary>
internal static class CheckGrounds
{
    private const int ChunkNumbers = 1000;

    public static async Task<KnownInstitutions> InstitutionsAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Institutions.AsNoTracking().Select(i => new { i.Code, i.NameKey }).ToListAsync(cancellationToken);
        return new([.. rows.Select(i => (i.Code, i.NameKey))]);
    }

    public static async Task<IReadOnlySet<FindingRule>> OffAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.SwitchedOffRules.Select(r => r.Rule).ToHashSetAsync(cancellationToken);

    /// <summary>Every dose of the ledger whose coupon was issued to somebody else and not to its own person.</summary>
    public static async Task<IReadOnlySet<Guid>> OnOthersCouponsAsync(IDbContextFactory<PortalDb> dbFactory, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var coupons = await db.Coupons.CountAsync(cancellationToken);
        var middle = await Middle(db, coupons / 2).FirstOrDefaultAsync(cancellationToken) ?? "";
        var halves = await Task.WhenAll(
            Task.Run(() => SharedAsync(dbFactory, db => SharedNumbers(db, db.Coupons.Where(c => c.CouponNumber.CompareTo(middle) < 0)), cancellationToken), cancellationToken),
            Task.Run(() => SharedAsync(dbFactory, db => SharedNumbers(db, db.Coupons.Where(c => c.CouponNumber.CompareTo(middle) >= 0)), cancellationToken), cancellationToken));
        return await OnOthersCouponsAsync(db, [.. halves.SelectMany(h => h)], cancellationToken);
    }

    /// <summary>The number half of the coupons stand before: two questions side by side take half the time of one.</summary>
    public static IQueryable<string> Middle(PortalDb db, int before) => db.Coupons.OrderBy(c => c.CouponNumber).Select(c => c.CouponNumber).Skip(before).Take(1);

    private static async Task<List<string>> SharedAsync(
        IDbContextFactory<PortalDb> dbFactory, Func<PortalDb, IQueryable<string>> numbers, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        return await numbers(db).ToListAsync(cancellationToken);
    }

    private static async Task<HashSet<Guid>> OnOthersCouponsAsync(PortalDb db, List<string> numbers, CancellationToken cancellationToken)
    {
        HashSet<Guid> found = [];
        foreach (var chunk in numbers.Chunk(ChunkNumbers))
        {
            var doses = await CheckReader.DosesAsync(db, db.Doses.Where(d => d.CouponNumber != null && EF.Parameter(chunk).Contains(d.CouponNumber)), cancellationToken);
            var coupons = await CheckReader.CouponsAsync(db, db.Coupons.Where(c => EF.Parameter(chunk).Contains(c.CouponNumber)), cancellationToken);
            found.UnionWith(OnOthersCoupons(doses, coupons));
        }

        return found;
    }

    /// <summary>What partners did not take, by dose, in words.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> RefusedAsync(IQueryable<ExchangeLine> lines, CancellationToken cancellationToken)
    {
        var rows = await lines.Select(l => new { l.RecordId, l.Register, l.Code, l.Message }).ToListAsync(cancellationToken);
        return rows.GroupBy(r => r.RecordId).ToDictionary(
            g => g.Key, g => string.Join("、", g.OrderBy(r => r.Register).Select(r => $"{r.Register.Label()}が受け付けていません（{$"{r.Code} {r.Message}".Trim()}）")));
    }

    /// <summary>All of them.</summary>
    public static IQueryable<ExchangeLine> Refused(PortalDb db) => db.ExchangeLines.AsNoTracking().Where(l => l.IsRefused);

    /// <summary>Those of some doses.</summary>
    public static IQueryable<ExchangeLine> Refused(PortalDb db, List<Guid> doseIds) => Refused(db).Where(l => EF.Parameter(doseIds).Contains(l.RecordId));

    /// <summary>券番号 that stand on a dose of one person and a coupon of another: few. Only the indexes are read.</summary>
    public static IQueryable<string> SharedNumbers(PortalDb db, IQueryable<Coupon> coupons) =>
        (from c in coupons
         join d in db.Doses on c.CouponNumber equals d.CouponNumber
         where c.LedgerPersonId != d.LedgerPersonId
         select c.CouponNumber).Distinct();

    /// <summary>Those among some doses, by all coupons with their numbers.</summary>
    public static HashSet<Guid> OnOthersCoupons(IEnumerable<Dose> doses, IEnumerable<Coupon> coupons)
    {
        var holders = coupons.Where(c => c.Status == RecordStatus.Active).ToLookup(c => (c.MunicipalityCode, c.CouponNumber), c => c.LedgerPersonId);
        return [.. doses.Where(d => d.CouponNumber is { } number
            && holders[(d.MunicipalityCode ?? MunicipalityCode.Otaru.Value, number)] is var holding && holding.Any() && !holding.Contains(d.LedgerPersonId)).Select(d => d.DoseId)];
    }
}
