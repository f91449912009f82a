using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>A record that says of another dose what an earlier one said: same place, doctor, product and coupon.</summary>
internal static class DoseCopy
{
    public static Dose Of(Dose of, int number, DateOnly day, DoseSource source, Guid id, Guid version) => new()
    {
        DoseId = id,
        LedgerPersonId = of.LedgerPersonId,
        DoseNumber = number,
        VaccinatedOn = day,
        InstitutionName = of.InstitutionName,
        MunicipalityCode = of.MunicipalityCode,
        Source = source,
        Method = of.Method,
        Place = of.Place,
        Doctor = of.Doctor,
        VaccineType = of.VaccineType,
        Maker = of.Maker,
        ProductCode = of.ProductCode,
        LotNumber = of.LotNumber,
        AmountMl = of.AmountMl,
        CouponNumber = of.CouponNumber,
        OcrLine = $"1{number}{of.MunicipalityCode}{of.CouponNumber}",
        Pattern = of.Pattern,
        CreatedAt = day.AddDays(30).ToDateTime(new TimeOnly(1, 0), DateTimeKind.Utc),
        Version = version,
    };
}
