using Portal.Domain.Ledger;

namespace Portal.Domain.Reports;

/// <summary>
/// VRS オープンデータの一行 — doses of one day by sex, age and number, in the shape of 都道府県別接種回数詳細 (domain.md B4): ages are 64 and under,
/// 65 and over, or UNK; the status is the number of the dose.
/// </summary>
/// <param name="Date">接種日</param>
/// <param name="Gender">M, F or U.</param>
/// <param name="Age">-64, 65- or UNK.</param>
/// <param name="Status">接種回数</param>
/// <param name="Count">Doses.</param>
public sealed record OpenDataRow(DateOnly Date, string Gender, string Age, int Status, int Count)
{
    /// <summary>北海道: the first two digits of the city's code.</summary>
    public static string Prefecture => MunicipalityCode.Otaru.Value[..2];

    /// <summary>The ledger does not know who was a medical worker: nobody is counted as one.</summary>
    public static bool MedicalWorker => false;

    /// <summary>In the order of the published files.</summary>
    public static IReadOnlyList<OpenDataRow> Of(IEnumerable<DoseFact> doses) =>
    [
        .. doses.GroupBy(d => (d.VaccinatedOn, Gender: GenderOf(d), Age: AgeOf(d), d.DoseNumber))
            .OrderBy(g => g.Key.VaccinatedOn).ThenBy(g => g.Key.Gender, StringComparer.Ordinal).ThenBy(g => g.Key.Age, StringComparer.Ordinal).ThenBy(g => g.Key.DoseNumber)
            .Select(g => new OpenDataRow(g.Key.VaccinatedOn, g.Key.Gender, g.Key.Age, g.Key.DoseNumber, g.Count())),
    ];

    private static string GenderOf(DoseFact dose) => dose.Sex switch { Sex.Male => "M", Sex.Female => "F", _ => "U" };

    private static string AgeOf(DoseFact dose) => dose.BirthDate is not { } born || born > dose.VaccinatedOn ? "UNK" : Domain.Ledger.Age.On(born, dose.VaccinatedOn) >= 65 ? "65-" : "-64";
}
