using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Vrs.Flags;

/// <summary>Whom the lines of a flags file lead to: by 宛名番号, else by coupon and municipality. Several at a time.</summary>
internal static class VrsFlagPeople
{
    public const int AtOnce = 1_000;

    /// <summary>The person of each line, or why there is none.</summary>
    public static async Task<IReadOnlyList<(VrsFlagLine Line, LedgerPerson? Person, string? Why)>> FindAsync(PortalDb db, IReadOnlyList<VrsFlagLine> lines, CancellationToken ct)
    {
        var byNumber = (await ByNumber(db, [.. lines.Select(Key).OfType<string>().Distinct()]).ToListAsync(ct)).ToLookup(p => p.ResidentNumberKey!);
        var coupons = (await Holders(db, [.. lines.Where(l => l.ResidentNumber is null).Select(l => l.CouponNumber!).Distinct()]).ToListAsync(ct)).ToLookup(h => (h.CouponNumber, h.MunicipalityCode), h => h.LedgerPersonId);
        var ids = lines.Where(l => l.ResidentNumber is null).SelectMany(l => coupons[(l.CouponNumber!, l.MunicipalityCode!)]).Distinct().ToArray();
        var byId = (await ById(db, ids).ToListAsync(ct)).ToDictionary(p => p.LedgerPersonId);
        return [.. lines.Select(line => One(line, line.ResidentNumber is null
            ? [.. coupons[(line.CouponNumber!, line.MunicipalityCode!)].Distinct().Where(byId.ContainsKey).Select(id => byId[id])]
            : [.. byNumber[Key(line)!]]))];
    }

    internal static IQueryable<LedgerPerson> ByNumber(PortalDb db, string[] keys) =>
        Active(db).Where(p => p.ResidentNumberKey != null && EF.Parameter(keys).Contains(p.ResidentNumberKey));

    internal static IQueryable<LedgerPerson> ById(PortalDb db, Guid[] ids) => Active(db).Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId));

    internal static IQueryable<CouponHolder> Holders(PortalDb db, string[] numbers) => db.Coupons.AsNoTracking()
        .Where(c => EF.Parameter(numbers).Contains(c.CouponNumber) && c.Status == RecordStatus.Active)
        .Select(c => new CouponHolder(c.CouponNumber, c.MunicipalityCode, c.LedgerPersonId)).Distinct();

    private static (VrsFlagLine Line, LedgerPerson? Person, string? Why) One(VrsFlagLine line, IReadOnlyList<LedgerPerson> people) => people switch
    {
        [var only] => (line, only, null),
        [] => (line, null, line.ResidentNumber is null ? "この券番号の人が台帳にいません。" : "この宛名番号の人が台帳にいません。"),
        _ => (line, null, $"{people.Count}人に当たります。"),
    };

    private static string? Key(VrsFlagLine line) => SearchKeys.Number(line.ResidentNumber);

    private static IQueryable<LedgerPerson> Active(PortalDb db) =>
        db.People.AsNoTracking().Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null);
}

/// <summary>Whose a coupon is.</summary>
internal sealed record CouponHolder(string CouponNumber, string MunicipalityCode, Guid LedgerPersonId);
