using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.IntermediateServer.Provisions;

/// <summary>特定個人情報の項目 — what is given of a person's doses. 支援措置: nothing that says where the person was.</summary>
internal static class ProvisionContent
{
    private static readonly (string Name, bool SaysWhere, Func<Dose, string?> Value)[] Items =
    [
        ("接種回数", false, d => d.DoseNumber.ToString(CultureInfo.InvariantCulture)),
        ("接種日", false, d => d.VaccinatedOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
        ("ワクチンメーカー", false, d => d.Maker),
        ("製品コード", false, d => d.ProductCode),
        ("ロット番号", false, d => d.LotNumber),
        ("接種量", false, d => FieldText.Number(d.AmountMl)),
        ("接種自治体コード", true, d => d.MunicipalityCode),
        ("医療機関コード", true, d => d.InstitutionCode),
    ];

    /// <summary>Item by item, a 記録番号 a dose.</summary>
    public static IReadOnlyList<(int Record, string Name, string Value)> Of(IEnumerable<Dose> doses, bool isProtected) =>
    [
        .. doses.Index().SelectMany(d => Items.Where(i => !(i.SaysWhere && isProtected))
            .Select(i => (Record: d.Index + 1, i.Name, Value: i.Value(d.Item)))
            .Where(i => i.Value is { Length: > 0 })
            .Select(i => (i.Record, i.Name, i.Value!))),
    ];

    /// <summary>As the 情報提供等の記録 names them.</summary>
    public static string Words(IReadOnlyList<(int Record, string Name, string Value)> given) =>
        $"{string.Join('・', given.Select(g => g.Name).Distinct())}（{given.Select(g => g.Record).Distinct().Count()}件）";
}
