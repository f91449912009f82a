using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs.Requests;

/// <summary>提供した接種記録 — one dose as it was given, so that the sheet says later what it said then. 支援措置: nothing that says where the person was.</summary>
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

    public static ProvidedDose Of(Guid requestId, int ordinal, Dose dose, bool isProtected) => new()
    {
        MunicipalityRequestId = requestId,
        Ordinal = ordinal,
        DoseNumber = dose.DoseNumber,
        VaccinatedOn = dose.VaccinatedOn,
        Maker = dose.Maker,
        ProductCode = dose.ProductCode,
        LotNumber = dose.LotNumber,
        MunicipalityCode = isProtected ? null : dose.MunicipalityCode,
        CouponNumber = isProtected ? null : dose.CouponNumber,
        Venue = isProtected ? null : dose.InstitutionName,
        Doctor = isProtected ? null : dose.Doctor,
    };

    /// <summary>For the sheet of somebody who is protected since it was given.</summary>
    public ProvidedDose WithoutPlaces() => new()
    {
        MunicipalityRequestId = MunicipalityRequestId,
        Ordinal = Ordinal,
        DoseNumber = DoseNumber,
        VaccinatedOn = VaccinatedOn,
        Maker = Maker,
        ProductCode = ProductCode,
        LotNumber = LotNumber,
    };
}
