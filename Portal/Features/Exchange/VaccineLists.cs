using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>What VRS does not say and the ledger's own lists can: the code of a venue, the product of a lot. Only where one answer is possible.</summary>
internal sealed class VaccineLists
{
    private readonly Dictionary<string, string> _institutions;
    private readonly Dictionary<string, string> _lots;

    private VaccineLists(Dictionary<string, string> institutions, Dictionary<string, string> lots) => (_institutions, _lots) = (institutions, lots);

    public static async Task<VaccineLists> LoadAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var institutions = await db.Institutions.AsNoTracking().Where(i => i.Code != null).Select(i => new { i.NameKey, i.Code }).ToListAsync(cancellationToken);
        var lots = await db.VaccineLots.AsNoTracking().Select(l => new { l.LotNumber, l.ProductCode }).ToListAsync(cancellationToken);
        return new(
            institutions.GroupBy(i => i.NameKey).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().Code!),
            lots.GroupBy(l => l.LotNumber).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.Single().ProductCode));
    }

    public string? InstitutionCode(string? name) => name is null ? null : _institutions.GetValueOrDefault(SearchKeys.Name(name).Whole);

    public string? ProductCode(string? lot) => lot is null ? null : _lots.GetValueOrDefault(lot);
}
