using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>Whose a VRS line is where VRS left its 宛名番号 empty: the one to whom its coupons were issued.</summary>
internal sealed class VrsCouponHolders(ILookup<(string Code, string Number), Guid> holders)
{
    public static async Task<VrsCouponHolders> LoadAsync(PortalDb db, IEnumerable<VrsLine> lines, CancellationToken cancellationToken)
    {
        var numbers = lines.SelectMany(Keys).Select(key => key.Number).Distinct().ToList();
        var rows = await LineMatcher.InChunksAsync(numbers, chunk => Rows(db, chunk), cancellationToken);
        return new(rows.ToLookup(row => (row.MunicipalityCode, row.CouponNumber), row => row.LedgerPersonId));
    }

    public (Guid? Id, string WhyNot) Find(VrsLine line)
    {
        var found = Keys(line).SelectMany(key => holders[key]).Distinct().ToList();
        return found.Count switch
        {
            0 => (null, "宛名番号が空欄で、券番号の発行先も台帳にありません。"),
            1 => (found[0], ""),
            _ => (null, $"宛名番号が空欄で、券番号から{found.Count}人が見つかりました。"),
        };
    }

    private static IQueryable<HolderRow> Rows(PortalDb db, List<string> numbers) => db.Coupons.AsNoTracking()
        .Where(c => c.Status == RecordStatus.Active && EF.Parameter(numbers).Contains(c.CouponNumber)
            && db.People.Any(p => p.LedgerPersonId == c.LedgerPersonId && p.Status == RecordStatus.Active))
        .Select(c => new HolderRow(c.MunicipalityCode, c.CouponNumber, c.LedgerPersonId));

    private static IEnumerable<(string Code, string Number)> Keys(VrsLine line) => line.Doses
        .Where(dose => dose is { CouponNumber: not null, MunicipalityCode: not null })
        .Select(dose => (dose.MunicipalityCode!, dose.CouponNumber!));

    private sealed record HolderRow(string MunicipalityCode, string CouponNumber, Guid LedgerPersonId);
}
