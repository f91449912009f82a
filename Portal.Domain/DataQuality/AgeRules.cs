using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>対象年齢 (各製品の添付文書). An age is reached the day before the birthday: 年齢計算ニ関スル法律.</summary>
internal static class AgeRules
{
    /// <summary>Later doses of an initial series go on with the product of dose 1, whatever birthday lies between: the age at dose 1 decides.</summary>
    public static IEnumerable<Finding> Age(DoseHistory history, Dose dose)
    {
        if (history.Person.BirthDate is not { } birth || dose.VaccinatedOn < birth || DoseHistory.ProductOf(dose) is not { } product
            || product.IsForAge(birth, DecidingDay(history, dose)))
        {
            return [];
        }

        return [new(FindingRule.Age, dose.DoseId,
            $"{dose.DoseNumber}回目の接種日に{Ledger.Age.Describe(birth, dose.VaccinatedOn)}です（{product.Name}は{Target(product)}）。生年月日と製品を照合してください。")];
    }

    private static DateOnly DecidingDay(DoseHistory history, Dose dose) =>
        history.SeriesOf(dose) == Series.Initial
        && history.Doses.FirstOrDefault(d => d.DoseNumber == 1) is { } first && first.ProductCode == dose.ProductCode && first.VaccinatedOn < dose.VaccinatedOn
            ? first.VaccinatedOn
            : dose.VaccinatedOn;

    private static string Target(VaccineProduct product)
    {
        var from = product.FromMonths % 12 == 0 ? $"{product.FromMonths / 12}歳" : $"{product.FromMonths}か月";
        return product.ToAge is { } to ? $"{from}から{to}歳まで" : $"{from}以上";
    }
}
