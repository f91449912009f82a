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
