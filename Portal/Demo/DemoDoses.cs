using System.Globalization;
using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>接種記録 — planned doses with place, doctor, lot, coupon and the traces of how they reached the ledger.</summary>
internal sealed class DemoDoses(int seed, DemoNumbers numbers, DoseRates rates)
{
    /// <summary>Where newcomers came from: mostly 札幌市, else around the city and the large cities of the country.</summary>
    private static readonly Weighted<string> OtherCities = new(
    [
        ("011002", 45), ("014087", 8), ("012041", 6), ("012025", 6), ("012173", 5), ("012246", 4), ("012351", 5), ("014001", 4),
        ("012050", 3), ("012131", 3), ("041009", 3), ("131041", 3), ("131121", 3), ("141003", 3), ("271004", 2),
    ]);

    public (List<Dose> Doses, List<Coupon> Coupons) Make(LedgerPerson person, int index)
    {
        var birth = person.BirthDate!.Value;
        var random = DemoRandom.For(seed, "doses", index);
        var planned = DoseCalendar.Of(random, birth, rates.Draw(random, Age.On(birth, DoseRates.AsOf)));
        var clinic = DemoInstitutions.Clinic(random);
        var reissuedFrom = random.Chance(0.012) ? random.Between(1, 7) : int.MaxValue;
        var elsewhere = (City: OtherCities.Draw(random), Coupon: random.Below(900_000_000).ToString("D10", CultureInfo.InvariantCulture), Site: $"{DemoNames.FamilyName(random).Kanji}医院");
        var doses = new List<Dose>(planned.Count);
        foreach (var dose in planned)
        {
            if (dose.Day >= (person.DiedOn ?? DateOnly.MaxValue) || dose.Day >= (person.MovedOutOn ?? DateOnly.MaxValue))
            {
                break;
            }

            doses.Add(person.Residence.Any(s => s.Includes(dose.Day) && s.EndedOn != dose.Day)
                ? Given(random, person, index, dose, clinic, dose.Number >= reissuedFrom)
                : Elsewhere(random, person, index, dose, elsewhere));
        }

        return (doses, [.. new DemoCoupons(numbers, index, person, reissuedFrom).For(doses, random)]);
    }

    private Dose Given(DemoRandom random, LedgerPerson person, int index, PlannedDose planned, DemoInstitution clinic, bool reissued)
    {
        var site = Site(random, planned, clinic);
        var lot = DemoLots.Draw(random, planned.Product, planned.Day);
        var source = random.Below(1000) switch { < 958 => DoseSource.Vrs, < 994 => DoseSource.Slip, < 997 => DoseSource.HealthManagement, _ => DoseSource.Certificate };
        var isSlip = source == DoseSource.Slip;
        var registered = Registered(random, planned.Day);
        var dose = Base(person, index, planned, source, registered.AddDays(random.Between(1, 30)));
        dose.MunicipalityCode = MunicipalityCode.Otaru.Value;
        dose.InstitutionCode = source == DoseSource.Vrs ? null : site.Code;
        dose.InstitutionName = site.Name;
        dose.Doctor = random.Pick(site.Doctors);
        dose.Method = site.Method;
        dose.Place = site.Method is DoseMethod.MassSite or DoseMethod.Workplace ? site.Name : null;
        dose.LotNumber = lot.LotNumber;
        dose.ExpiresOn = isSlip ? lot.ExpiresOn : null;
        dose.CouponNumber = numbers.CouponNumber(index, reissued);
        dose.OcrLine = $"1{planned.Number}{MunicipalityCode.Otaru}{dose.CouponNumber}";
        dose.ReceptionNumber = isSlip ? random.Between(1, 99999).ToString("D6", CultureInfo.InvariantCulture) : null;
        dose.RecordedAt = source == DoseSource.Vrs ? registered : null;
        dose.PaymentMonth = new DateOnly(planned.Day.Year, planned.Day.Month, 1).AddMonths(random.Chance(0.95) ? 2 : 3);
        return dose;
    }

    /// <summary>転入照会: what the city before answered.</summary>
    private Dose Elsewhere(DemoRandom random, LedgerPerson person, int index, PlannedDose planned, (string City, string Coupon, string Site) elsewhere)
    {
        var known = planned.Day > DateOnly.FromDateTime(person.CreatedAt) ? planned.Day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : person.CreatedAt;
        var dose = Base(person, index, planned, DoseSource.TransferInquiry, known.AddDays(random.Between(5, 40)));
        dose.MunicipalityCode = elsewhere.City;
        dose.InstitutionName = elsewhere.Site;
        dose.LotNumber = DemoLots.Draw(random, planned.Product, planned.Day).LotNumber;
        dose.CouponNumber = elsewhere.Coupon;
        dose.OcrLine = $"1{planned.Number}{elsewhere.City}{elsewhere.Coupon}";
        dose.RecordedAt = Registered(random, planned.Day);
        return dose;
    }

    private Dose Base(LedgerPerson person, int index, PlannedDose planned, DoseSource source, DateTime createdAt) => new()
    {
        DoseId = numbers.Id("dose", index, planned.Number),
        LedgerPersonId = person.LedgerPersonId,
        DoseNumber = planned.Number,
        VaccinatedOn = planned.Day,
        Source = source,
        Maker = DemoVaccines.MakerText(planned.Product, planned.Day),
        VaccineType = DemoVaccines.TypeText(planned.Product),
        ProductCode = planned.Product.Code,
        AmountMl = planned.Product.UsualAmount(planned.Series, person.BirthDate!.Value, planned.Day),
        Pattern = planned.Series == Series.Booster ? DosePattern.Booster
            : planned.Product.InitialDoses == 3 ? DosePattern.InfantPrimary
            : DosePattern.Primary,
        CreatedAt = createdAt,
        Version = numbers.Id("dose version", index, planned.Number),
    };

    private static DemoInstitution Site(DemoRandom random, PlannedDose planned, DemoInstitution clinic)
    {
        var mass = planned.Day.Year == 2021 ? 0.42 : planned.Number <= 3 ? 0.36 : 0.12;
        var isAtWork = planned.Product.Code == "spikevax-original" && planned.Day.Year == 2021;
        return random.Fraction() switch
        {
            var luck when isAtWork && luck < 0.35 => DemoInstitutions.OfMethod(random, DoseMethod.Workplace),
            var luck when luck < mass => DemoInstitutions.OfMethod(random, DoseMethod.MassSite),
            > 0.97 when planned.Day.Year >= 2022 => DemoInstitutions.OfMethod(random, DoseMethod.Visiting),
            _ => clinic,
        };
    }

    /// <summary>接種履歴登録日時: mostly the same evening, sometimes days, now and then months later.</summary>
    private static DateTime Registered(DemoRandom random, DateOnly day)
    {
        var late = random.Below(100) switch { < 70 => 0, < 95 => random.Between(1, 6), _ => random.Between(14, 120) };
        return JapanTime.ToUtc(day.AddDays(late).ToDateTime(new TimeOnly(random.Between(9, 20), random.Below(60), random.Below(60))));
    }
}
