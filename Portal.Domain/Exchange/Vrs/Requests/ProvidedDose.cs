using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs.Requests;

/// <summary>提供した接種記録 — one dose as it was given, so that the sheet says later what it said then.</summary>
public sealed class ProvidedDose
{
    public required Guid MunicipalityRequestId { get; init; }

    /// <summary>From 1.</summary>
    public required int Ordinal { get; init; }

    public required int DoseNumber { get; init; }
    public required DateOnly VaccinatedOn { get; init; }
    public string? Maker { get; init; }
    public string? ProductCode { get; init; }
    public string? LotNumber { get; init; }
    public string? MunicipalityCode { get; init; }
    public string? CouponNumber { get; init; }
    public string? Venue { get; init; }
    public string? Doctor { get; init; }

    public static ProvidedDose Of(Guid requestId, int ordinal, Dose dose) => new()
    {
        MunicipalityRequestId = requestId,
        Ordinal = ordinal,
        DoseNumber = dose.DoseNumber,
        VaccinatedOn = dose.VaccinatedOn,
        Maker = dose.Maker,
        ProductCode = dose.ProductCode,
        LotNumber = dose.LotNumber,
        MunicipalityCode = dose.MunicipalityCode,
        CouponNumber = dose.CouponNumber,
        Venue = dose.InstitutionName,
        Doctor = dose.Doctor,
    };
}
