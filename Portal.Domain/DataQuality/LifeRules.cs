using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>出生・死亡・転出と接種日.</summary>
internal static class LifeRules
{
    public static IEnumerable<Finding> LifeSpan(DoseHistory history, Dose dose)
    {
        if (history.Person.BirthDate is { } birth && dose.VaccinatedOn < birth)
        {
            yield return new(FindingRule.LifeSpan, dose.DoseId,
                $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）が生年月日（{Day(birth)}）より前です。どちらかの誤りを確かめてください。");
        }

        if (history.Person.DiedOn is { } died && died < dose.VaccinatedOn)
        {
            yield return new(FindingRule.LifeSpan, dose.DoseId,
                $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）が死亡日（{Day(died)}）より後です。別の人の記録でないか照合してください。");
        }
    }

    /// <summary>転出後の接種: a dose on this city's coupon after the person had moved out, and not back in. A dose on another city's coupon is theirs to give.</summary>
    public static IEnumerable<Finding> Residence(DoseHistory history, Dose dose)
    {
        return DoseHistory.IsOurs(dose) && LeftBefore(history.Person, dose.VaccinatedOn) is { } left
            ? [new(FindingRule.Residence, dose.DoseId,
                $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）は転出（{Day(left)}）の後です。接種自治体と接種日を照合してください。")]
            : [];
    }

    /// <summary>転入前の接種: a dose on this city's coupon before the person's first day here. Silent where that day is older than the ledger.</summary>
    public static IEnumerable<Finding> BeforeMovingIn(DoseHistory history, Dose dose)
    {
        var spans = history.Person.Residence;
        return DoseHistory.IsOurs(dose) && spans.Count > 0 && spans.TrueForAll(s => s.StartedOn is { } from && dose.VaccinatedOn < from)
            && !(history.Person.BirthDate > dose.VaccinatedOn)
            ? [new(FindingRule.BeforeMovingIn, dose.DoseId,
                $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）は転入（{Day(spans.Min(s => s.StartedOn!.Value))}）より前です。接種自治体と接種日を照合してください。")]
            : [];
    }

    /// <summary>未来の日付 of a dose; a birth or a death in the future is the person's: <see cref="FutureLife"/>.</summary>
    public static IEnumerable<Finding> Future(DoseHistory history, Dose dose)
    {
        return history.Ground?.IsFuture(dose.VaccinatedOn) == true
            ? [new(FindingRule.FutureDate, dose.DoseId, $"{dose.DoseNumber}回目の接種日（{Day(dose.VaccinatedOn)}）が今日より先です。年の打ち間違いがないか予診票と照合してください。")]
            : [];
    }

    public static IEnumerable<Finding> FutureLife(DoseHistory history)
    {
        if (history is { Ground: { } ground, Person: { BirthDate: { } birth } } && ground.IsFuture(birth))
        {
            yield return new(FindingRule.FutureDate, null, $"生年月日（{Day(birth)}）が今日より先です。宛名と照合してください。");
        }

        if (history is { Ground: { } today, Person: { DiedOn: { } died } } && today.IsFuture(died))
        {
            yield return new(FindingRule.FutureDate, null, $"死亡日（{Day(died)}）が今日より先です。宛名と照合してください。");
        }
    }

    private static DateOnly? LeftBefore(LedgerPerson person, DateOnly day)
    {
        if (person.Residence.Count == 0)
        {
            return person.MovedOutOn < day ? person.MovedOutOn : null;
        }

        return person.Residence.Any(s => s.Includes(day))
            ? null
            : person.Residence.Where(s => s.EndKind == ResidenceEnd.MovedOut && s.EndedOn < day).Max(s => s.EndedOn);
    }

    private static string Day(DateOnly day) => JapaneseDate.Format(day);
}
