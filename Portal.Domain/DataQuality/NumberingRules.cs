using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>回数 — numbers run from 1 without a gap, once each, in the order of the days.</summary>
internal static class NumberingRules
{
    /// <summary>同じ回・同じ日の重複: spoken once, at the later record of the two.</summary>
    public static IEnumerable<Finding> Duplicate(DoseHistory history, Dose dose)
    {
        foreach (var earlier in history.Doses)
        {
            if (earlier == dose)
            {
                yield break;
            }

            if (earlier.DoseNumber == dose.DoseNumber)
            {
                yield return new(FindingRule.Duplicate, dose.DoseId,
                    $"{dose.DoseNumber}回目の記録が重なっています（{Day(earlier)}と{Day(dose)}）。同じ接種を二度登録していないか照合してください。", earlier.DoseId);
            }
            else if (earlier.VaccinatedOn == dose.VaccinatedOn)
            {
                yield return new(FindingRule.Duplicate, dose.DoseId,
                    $"{earlier.DoseNumber}回目と{dose.DoseNumber}回目が同じ日（{Day(dose)}）です。同じ接種を二度登録していないか照合してください。", earlier.DoseId);
            }
        }
    }

    /// <summary>回数の抜け: a dose given elsewhere may be unknown here, as the 接種済証's footnote for such doses has it.</summary>
    public static IEnumerable<Finding> Missing(DoseHistory history, Dose dose)
    {
        var before = history.Before(dose)?.DoseNumber ?? 0;
        if (dose.DoseNumber <= before + 1 || history.Doses.First(d => d.DoseNumber == dose.DoseNumber) != dose)
        {
            return [];
        }

        var missing = string.Join("・", Enumerable.Range(before + 1, dose.DoseNumber - before - 1));
        return [new(FindingRule.MissingDose, dose.DoseId,
            $"{missing}回目の記録がありません。他の自治体や海外での接種はこの台帳にないことがあります。接種済証などで確かめてください。", history.Before(dose)?.DoseId)];
    }

    /// <summary>接種順: a higher number on an earlier day.</summary>
    public static IEnumerable<Finding> Order(DoseHistory history, Dose dose)
    {
        return history.Before(dose) is { } before && dose.VaccinatedOn < before.VaccinatedOn
            ? [new(FindingRule.Order, dose.DoseId,
                $"{dose.DoseNumber}回目（{Day(dose)}）が{before.DoseNumber}回目（{Day(before)}）より前の日付です。回数と接種日を予診票と照合してください。", before.DoseId)]
            : [];
    }

    private static string Day(Dose dose) => JapaneseDate.Format(dose.VaccinatedOn);
}
