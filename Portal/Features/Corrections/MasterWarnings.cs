using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>What the rest of the ledger says about a dose: lots, institutions, municipalities, other people's coupons.</summary>
internal static class MasterWarnings
{
    public static async Task<(IReadOnlyList<string> Warnings, IReadOnlyList<string> Notes)> OfAsync(PortalDb db, Dose dose)
    {
        List<string> warnings = [];
        List<string> notes = [];
        if (LotNumber.TryParse(dose.LotNumber, out var lot))
        {
            var known = await db.VaccineLots.AsNoTracking().Where(l => l.LotNumber == lot.Value).ToListAsync();
            notes.AddRange(DoseWarnings.UnknownLot(lot, known) is { } unknown ? [unknown] : []);
            warnings.AddRange(DoseWarnings.Lot(lot, VaccineProduct.Find(dose.ProductCode), dose.VaccinatedOn, known));
        }

        if (await IsUnknownInstitutionAsync(db, dose))
        {
            warnings.Add("医療機関が一覧にありません。名称を予診票と照合してください。");
        }

        if (MunicipalityCode.TryParse(dose.MunicipalityCode, out var municipality) && MunicipalityList.NameOf(municipality) is null)
        {
            warnings.Add($"自治体コード {municipality} の自治体は一覧にありません。コードを照合してください。");
        }

        if (await IsOthersCouponAsync(db, dose))
        {
            warnings.Add("この券番号は別の人の記録にあります。人を取り違えていないか確かめてください。");
        }

        return (warnings, notes);
    }

    private static async Task<bool> IsUnknownInstitutionAsync(PortalDb db, Dose dose) => dose switch
    {
        { InstitutionCode: { } code } => !await db.Institutions.AnyAsync(i => i.Code == code),
        { InstitutionName: { } name } => !await db.Institutions.AnyAsync(i => i.Name == name),
        _ => false,
    };

    private static async Task<bool> IsOthersCouponAsync(PortalDb db, Dose dose) =>
        dose.CouponNumber is { } number && dose.MunicipalityCode is { } municipality
        && (await db.Coupons.AnyAsync(c => c.CouponNumber == number && c.MunicipalityCode == municipality
                && c.Status == RecordStatus.Active && c.LedgerPersonId != dose.LedgerPersonId)
            || await db.Doses.AnyAsync(d => d.CouponNumber == number && d.MunicipalityCode == municipality
                && d.Status == RecordStatus.Active && d.LedgerPersonId != dose.LedgerPersonId));
}
