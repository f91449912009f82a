using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>接種券 — one per dose called for; 1回目 and 2回目 went out together, and the next one waits unused with many.</summary>
internal sealed class DemoCoupons(DemoNumbers numbers, int index, LedgerPerson person, int reissuedFrom)
{
    private static readonly DateOnly FirstIssue = new(2021, 2, 26);

    public IEnumerable<Coupon> For(IReadOnlyList<Dose> doses, DemoRandom random)
    {
        var own = doses.Where(d => d.MunicipalityCode == MunicipalityCode.Otaru.Value).ToList();
        DateOnly? issued = null;
        foreach (var dose in own)
        {
            if (dose.DoseNumber != 2 || issued is null)
            {
                issued = Latest(dose.VaccinatedOn.AddDays(-random.Between(15, 60)), FirstIssue, person.Residence[0].StartedOn ?? FirstIssue);
            }

            yield return Coupon(dose.DoseNumber, issued.Value, reissued: false);
            if (dose.DoseNumber == reissuedFrom)
            {
                yield return Coupon(dose.DoseNumber, Latest(issued.Value, dose.VaccinatedOn.AddDays(-7)), reissued: true);
            }
        }

        var next = (doses.Count == 0 ? 0 : doses[^1].DoseNumber) + 1;
        if (next <= 7 && person.MovedOutOn is null && person.DiedOn is null && random.Chance(0.35))
        {
            yield return Coupon(next, (doses.Count == 0 ? Latest(FirstIssue.AddDays(75), person.BirthDate ?? FirstIssue) : doses[^1].VaccinatedOn.AddDays(100)), next > reissuedFrom);
        }
    }

    private Coupon Coupon(int number, DateOnly issued, bool reissued) => new()
    {
        CouponId = numbers.Id(reissued ? "coupon again" : "coupon", index, number),
        LedgerPersonId = person.LedgerPersonId,
        MunicipalityCode = MunicipalityCode.Otaru.Value,
        CouponNumber = numbers.CouponNumber(index, reissued || number > reissuedFrom),
        Kind = (int)CouponKind.Vaccination,
        DoseNumber = number,
        IssuedOn = issued,
        IsReissue = reissued,
        CreatedAt = issued.AddDays(1).ToDateTime(new TimeOnly(0, 30), DateTimeKind.Utc),
        Version = numbers.Id(reissued ? "coupon version again" : "coupon version", index, number),
    };

    private static DateOnly Latest(params DateOnly[] days) => days.Max();
}
