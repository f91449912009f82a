using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>接種期間 (予防接種の実施に関する手引き; 厚生労働省Q&amp;A 0033).</summary>
internal static class CampaignRules
{
    /// <summary>The programme's days, and the day from which a dose of that number was given at all: 3回目 2021-12-01, 4回目 2022-05-25 …</summary>
    public static IEnumerable<Finding> Window(DoseHistory history, Dose dose)
    {
        if (history.Ground?.IsFuture(dose.VaccinatedOn) == true)
        {
            // FutureDate speaks of it.
            return [];
        }

        if (!Campaign.Programme.Contains(dose.VaccinatedOn))
        {
            return [new(FindingRule.Campaign, dose.DoseId,
                $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）は特例臨時接種の期間（{Span(Campaign.Programme)}）の外です。接種日を照合してください。")];
        }

        return history.SeriesOf(dose) == Series.Booster && dose.VaccinatedOn < Campaign.FirstDayOf(dose.DoseNumber)
            ? [new(FindingRule.Campaign, dose.DoseId,
                $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）は、{dose.DoseNumber}回目の接種が始まった{Day(Campaign.FirstDayOf(dose.DoseNumber))}より前です。回数と接種日を照合してください。")]
            : [];
    }

    /// <summary>秋・春開始接種: one booster each. A booster of the 起源株 still given in autumn 2022 was not the season's dose.</summary>
    public static IEnumerable<Finding> Season(DoseHistory history, Dose dose)
    {
        if (Campaign.SeasonOf(dose.VaccinatedOn) is not { } season || !IsSeasonDose(history, dose))
        {
            return [];
        }

        var earlier = history.Doses.TakeWhile(d => d != dose).LastOrDefault(d => season.Contains(d.VaccinatedOn) && IsSeasonDose(history, d));
        return earlier is not null && earlier.DoseNumber != dose.DoseNumber && earlier.VaccinatedOn != dose.VaccinatedOn
            ? [new(FindingRule.Campaign, dose.DoseId,
                $"{season.Name}（{Span(season)}）に{earlier.DoseNumber}回目と{dose.DoseNumber}回目の2回があります。1人1回です。予診票と照合してください。", earlier.DoseId)]
            : [];
    }

    private static bool IsSeasonDose(DoseHistory history, Dose dose) =>
        history.SeriesOf(dose) == Series.Booster && dose.ProductCode?.EndsWith("-original", StringComparison.Ordinal) != true;

    private static string Span(Campaign campaign) => $"{Day(campaign.From)}から{Day(campaign.To)}";

    private static string Day(DateOnly day) => JapaneseDate.Format(day);
}
