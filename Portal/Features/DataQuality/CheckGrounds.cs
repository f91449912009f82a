using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
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
    public static async Task<IReadOnlySet<Guid>> OnOthersCouponsAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var numbers = await SharedNumbers(db).ToListAsync(cancellationToken);
        HashSet<Guid> found = [];
        foreach (var chunk in numbers.Chunk(ChunkNumbers))
        {
            var doses = await CheckReader.DosesAsync(db, db.Doses.Where(d => d.CouponNumber != null && EF.Parameter(chunk).Contains(d.CouponNumber)), cancellationToken);
            var coupons = await CheckReader.CouponsAsync(db, db.Coupons.Where(c => EF.Parameter(chunk).Contains(c.CouponNumber)), cancellationToken);
            found.UnionWith(OnOthersCoupons(doses, coupons));
        }

        return found;
    }

    /// <summary>券番号 that stand on a dose of one person and a coupon of another: few. Only the indexes are read.</summary>
    public static IQueryable<string> SharedNumbers(PortalDb db) =>
        (from c in db.Coupons
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
