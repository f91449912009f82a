using Portal.Domain.Ledger;

namespace Portal.Domain.Reports;

/// <summary>What the reports read of one active dose, as the ledger had it at a moment.</summary>
public sealed record DoseFact
{
    public required Guid DoseId { get; init; }
    public required Guid LedgerPersonId { get; init; }
    public required int DoseNumber { get; init; }
    public required DateOnly VaccinatedOn { get; init; }
    public string? InstitutionCode { get; init; }
    public string? InstitutionName { get; init; }
    public string? MunicipalityCode { get; init; }
    public string? Maker { get; init; }
    public string? ProductCode { get; init; }
    public DateOnly? PaymentMonth { get; init; }

    // Of the person.
    public required Sex Sex { get; init; }
    public DateOnly? BirthDate { get; init; }

    public static DoseFact Of(Dose dose, Sex sex, DateOnly? birth) => new()
    {
        DoseId = dose.DoseId,
        LedgerPersonId = dose.LedgerPersonId,
        DoseNumber = dose.DoseNumber,
        VaccinatedOn = dose.VaccinatedOn,
        InstitutionCode = dose.InstitutionCode,
        InstitutionName = dose.InstitutionName,
        MunicipalityCode = dose.MunicipalityCode,
        Maker = dose.Maker,
        ProductCode = dose.ProductCode,
        PaymentMonth = dose.PaymentMonth,
        Sex = sex,
        BirthDate = birth,
    };
}
