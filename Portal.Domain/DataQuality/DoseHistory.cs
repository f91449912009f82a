using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>接種歴 — the active doses of one person in order of their numbers, and what each is within them.</summary>
internal sealed class DoseHistory(LedgerPerson person, IEnumerable<Dose> doses, CheckGround? ground = null)
{
    public LedgerPerson Person { get; } = person;

    /// <summary>What lies outside the person's records; null where only these are looked at.</summary>
    public CheckGround? Ground { get; } = ground;

    public IReadOnlyList<Dose> Doses { get; } =
    [
        .. doses.Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId),
    ];

    /// <summary>The last record of the next lower number that is known; null for the first dose.</summary>
    public Dose? Before(Dose dose)
    {
        for (var at = Doses.Count - 1; at >= 0; at--)
        {
            if (Doses[at].DoseNumber < dose.DoseNumber)
            {
                return Doses[at];
            }
        }

        return null;
    }

    /// <summary>What the slip says; else doses 1 and 2, and dose 3 of the infant series.</summary>
    public Series SeriesOf(Dose dose) => dose.Pattern switch
    {
        DosePattern.Primary or DosePattern.InfantPrimary => Series.Initial,
        DosePattern.Booster => Series.Booster,
        null => dose.DoseNumber <= 2 || (dose.DoseNumber == 3 && IsInfantSeries(dose)) ? Series.Initial : Series.Booster,
        _ => throw new ArgumentOutOfRangeException(nameof(dose)),
    };

    /// <summary>乳幼児初回接種: three doses, recognised by dose 1, or by the dose itself where dose 1 is not known.</summary>
    private bool IsInfantSeries(Dose dose) =>
        Doses.FirstOrDefault(d => d.DoseNumber == 1) is { ProductCode: not null } first
            ? ProductOf(first)?.InitialDoses == 3
            : ProductOf(dose)?.InitialDoses == 3;

    /// <summary>On this city's coupon. Most records of the city itself do not say so.</summary>
    public static bool IsOurs(Dose dose) => dose.MunicipalityCode is null || dose.MunicipalityCode == MunicipalityCode.Otaru.Value;

    public static VaccineProduct? ProductOf(Dose dose) => VaccineProduct.Find(dose.ProductCode);

    /// <summary>The product's maker, or the maker as the source wrote it; VRS carried no product.</summary>
    public static Maker? MakerOf(Dose dose) =>
        ProductOf(dose)?.Maker ?? (MakerNames.TryParse(dose.Maker, out var maker) ? maker : null);
}
