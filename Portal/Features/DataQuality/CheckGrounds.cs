using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>Loads what the rules know beside one person.</summary>
internal static class CheckGrounds
{
    public static async Task<KnownInstitutions> InstitutionsAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var rows = await db.Institutions.AsNoTracking().Select(i => new { i.Code, i.NameKey }).ToListAsync(cancellationToken);
        return new([.. rows.Select(i => (i.Code, i.NameKey))]);
    }

    public static async Task<IReadOnlySet<FindingRule>> OffAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.SwitchedOffRules.Select(r => r.Rule).ToHashSetAsync(cancellationToken);

    /// <summary>Every dose of the ledger whose coupon was issued to somebody else and not to its own person.</summary>
    public static IQueryable<Guid> OnOthersCoupons(PortalDb db) =>
        (from c in db.Coupons
         join d in db.Doses on c.CouponNumber equals d.CouponNumber
         where c.LedgerPersonId != d.LedgerPersonId && c.Status == RecordStatus.Active
             && (d.MunicipalityCode == null ? MunicipalityCode.Otaru.Value : d.MunicipalityCode) == c.MunicipalityCode
             && !db.Coupons.Any(own => own.CouponNumber == c.CouponNumber && own.MunicipalityCode == c.MunicipalityCode
                 && own.LedgerPersonId == d.LedgerPersonId && own.Status == RecordStatus.Active)
         select d.DoseId).Distinct();

    /// <summary>The same of some doses, by the coupons with their numbers.</summary>
    public static HashSet<Guid> OnOthersCoupons(IEnumerable<Dose> doses, IEnumerable<Coupon> coupons)
    {
        var holders = coupons.Where(c => c.Status == RecordStatus.Active).ToLookup(c => (c.MunicipalityCode, c.CouponNumber), c => c.LedgerPersonId);
        return [.. doses.Where(d => d.CouponNumber is { } number
            && holders[(d.MunicipalityCode ?? MunicipalityCode.Otaru.Value, number)] is var holding && holding.Any() && !holding.Contains(d.LedgerPersonId)).Select(d => d.DoseId)];
    }
}
