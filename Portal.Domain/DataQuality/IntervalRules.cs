using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>接種間隔</summary>
internal static class IntervalRules
{
    // バキスゼブリア添付文書: 4週から12週.
    private const int AstraZenecaMostDays = 84;

    /// <summary>
    /// Days since the dose before: the initial series by the product's own days, boosters by months counted to the same day of the month.
    /// Silent where the two are not in order; <see cref="NumberingRules"/> speaks of those.
    /// </summary>
    public static IEnumerable<Finding> Interval(DoseHistory history, Dose dose)
    {
        if (history.Before(dose) is not { } before || dose.VaccinatedOn <= before.VaccinatedOn)
        {
            return [];
        }

        return history.SeriesOf(dose) == Series.Initial ? Initial(before, dose) : Booster(before, dose);
    }

    /// <summary>初回接種: コミナティ・ヌバキソビッド 3週, スパイクバックス 4週, バキスゼブリア 4–12週, 乳幼児用 3週と8週 (各添付文書).</summary>
    private static IEnumerable<Finding> Initial(Dose before, Dose dose)
    {
        var days = dose.VaccinatedOn.DayNumber - before.VaccinatedOn.DayNumber;
        if (days < LeastDays(dose))
        {
            yield return Short(before, dose, days, $"{LeastDays(dose)}日未満");
        }
        else if (DoseHistory.MakerOf(dose) == Maker.AstraZeneca && days > AstraZenecaMostDays && dose.DoseNumber == before.DoseNumber + 1)
        {
            yield return Short(before, dose, days, $"{AstraZenecaMostDays}日を超過");
        }
    }

    private static int? LeastDays(Dose dose) => DoseHistory.ProductOf(dose) is { InitialIntervalDays.Count: > 0 } product
        ? product.InitialIntervalDays[Math.Clamp(dose.DoseNumber - 2, 0, product.InitialIntervalDays.Count - 1)]
        : DoseHistory.MakerOf(dose) switch
        {
            Maker.Pfizer or Maker.Novavax => 21,
            Maker.Moderna or Maker.AstraZeneca => 28,
            _ => null,
        };

    /// <summary>追加接種: 5か月, 2022-10-21 から 3か月, ヌバキソビッドは 6か月 (厚生労働省Q&amp;A 0099).</summary>
    private static IEnumerable<Finding> Booster(Dose before, Dose dose)
    {
        var months = LeastMonths(dose);
        if (dose.VaccinatedOn < SameDayAfter(before.VaccinatedOn, months))
        {
            yield return Short(before, dose, dose.VaccinatedOn.DayNumber - before.VaccinatedOn.DayNumber, $"{months}か月未満");
        }
    }

    private static int LeastMonths(Dose dose) =>
        DoseHistory.MakerOf(dose) is { } maker && VaccineProduct.OfMaker(maker).FirstOrDefault() is { } product
            ? product.BoosterIntervalMonths(dose.VaccinatedOn)
            : VaccineProduct.All[0].BoosterIntervalMonths(dose.VaccinatedOn);

    /// <summary>The same day of a later month; the first of the month after where that month has no such day (民法143条).</summary>
    private static DateOnly SameDayAfter(DateOnly day, int months) =>
        day.AddMonths(months) is var later && later.Day == day.Day ? later : later.AddDays(1);

    private static Finding Short(Dose before, Dose dose, int days, string limit) => new(FindingRule.Interval, dose.DoseId,
        $"{before.DoseNumber}回目と{dose.DoseNumber}回目の間隔が{days}日です（{limit}）。予診票と照合してください。", before.DoseId);
}
