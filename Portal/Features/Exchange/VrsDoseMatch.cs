using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>One dose of a file beside the ledger's.</summary>
/// <param name="Dose">As the file has it.</param>
/// <param name="Ledger">The record it is; null for a new one, or one that stays cancelled.</param>
/// <param name="IsNew">The ledger has no such record.</param>
/// <param name="Differences">What the file says otherwise.</param>
/// <param name="Doubt">Why staff must look before anything is written.</param>
internal sealed record VrsDoseMatch(VrsDose Dose, Dose? Ledger, bool IsNew, IReadOnlyList<FieldDifference> Differences, string? Doubt)
{
    /// <param name="dose">As the file has it.</param>
    /// <param name="line">The whole line.</param>
    /// <param name="ledger">All records of the person, cancelled ones included.</param>
    /// <param name="isUndone">The record went with its import, so that it counts as never having been.</param>
    /// <param name="decided">Staff have looked: what is doubtful is a new record.</param>
    public static VrsDoseMatch Of(VrsDose dose, VrsLine line, IReadOnlyList<Dose> ledger, Func<Dose, bool> isUndone, bool decided)
    {
        var sameNumber = ledger.Where(d => d.Status == RecordStatus.Active && d.DoseNumber == dose.Number).ToList();
        var sameDay = sameNumber.Where(d => d.VaccinatedOn == dose.VaccinatedOn).Select(d => Existing(dose, d)).ToList();
        if (sameDay.Count > 0)
        {
            return sameDay.MinBy(m => m.Differences.Count)!;
        }

        if (sameNumber is [var only])
        {
            return Existing(dose, only);
        }

        if (sameNumber.Count > 1 && !decided)
        {
            return Doubtful(dose, $"{dose.Number}回目の記録が台帳に{sameNumber.Count}件あり、接種日の合うものがありません。");
        }

        if (ledger.Any(d => d.Status == RecordStatus.Cancelled && d.DoseNumber == dose.Number && d.VaccinatedOn == dose.VaccinatedOn && !isUndone(d)))
        {
            return new(dose, null, false, [], null);
        }

        var otherNumber = ledger.FirstOrDefault(d => d.Status == RecordStatus.Active && d.VaccinatedOn == dose.VaccinatedOn
            && !line.Doses.Any(other => other.Number == d.DoseNumber && other.VaccinatedOn == d.VaccinatedOn));
        return otherNumber is not null && !decided
            ? Doubtful(dose, $"{dose.Number}回目と同じ接種日の記録が、台帳では{otherNumber.DoseNumber}回目です。")
            : new(dose, null, true, [], null);
    }

    private static VrsDoseMatch Existing(VrsDose dose, Dose ledger) => new(dose, ledger, false, FieldDifference.Of(ledger,
    [
        (DoseFields.VaccinatedOn, FieldText.Day(dose.VaccinatedOn)),
        (DoseFields.RecordedAt, FieldText.Moment(dose.RecordedAt)),
        (DoseFields.CouponNumber, dose.CouponNumber),
        (DoseFields.MunicipalityCode, dose.MunicipalityCode),
        (DoseFields.InstitutionName, dose.Venue),
        (DoseFields.Doctor, dose.Doctor),
        (DoseFields.Maker, dose.Maker),
        (DoseFields.LotNumber, dose.LotNumber),
    ]), null);

    private static VrsDoseMatch Doubtful(VrsDose dose, string why) => new(dose, null, false, [], why);
}
