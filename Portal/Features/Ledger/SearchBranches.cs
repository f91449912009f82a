using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>One query of a search: one reading of every term, walked along one index in that index's order.</summary>
/// <param name="Readings">What the people were found by.</param>
/// <param name="People">Ordered, with a unique last key.</param>
public sealed record SearchBranch(IReadOnlyList<SearchReading> Readings, IQueryable<LedgerPerson> People);

/// <summary>
/// Turns search terms into queries that both engines answer by an index seek: a prefix is a range, and instead of an OR over several
/// indexes there are several branches. Each ORDER BY repeats an index of <see cref="LedgerPersonMapping"/>.
/// </summary>
public static class SearchBranches
{
    public static IEnumerable<SearchBranch> Of(PortalDb db, SearchTerms terms) =>
        terms.Combinations.SelectMany(readings => Families(db, readings, db.People.Where(p => p.Status == RecordStatus.Active)).Select(people => new SearchBranch(readings, people)));

    /// <summary>The same among all who were ever in the ledger: withdrawn and merged people too.</summary>
    public static IEnumerable<IQueryable<LedgerPerson>> OfEverybody(PortalDb db, IReadOnlyList<SearchReading> readings) => Families(db, readings, db.People, withMerged: true);

    /// <summary>The most selective reading drives, the others narrow.</summary>
    private static IEnumerable<IQueryable<LedgerPerson>> Families(PortalDb db, IReadOnlyList<SearchReading> readings, IQueryable<LedgerPerson> among, bool withMerged = false)
    {
        var driver = readings.MinBy(Breadth) ?? throw new ArgumentException("A branch needs a reading.", nameof(readings));
        var people = readings.Where(reading => !ReferenceEquals(reading, driver))
            .Aggregate(among, (narrowed, reading) => SearchNarrowing.Narrow(db, narrowed, reading));
        var unmerged = withMerged ? people : SearchNarrowing.Unmerged(people);
        return driver switch
        {
            NumberReading number => ByNumber(people, number.Number.Key),
            CouponReading coupon => ByCoupon(db, people, coupon),
            BirthReading birth => [ByBirth(unmerged, birth.Days)],
            KanaReading kana => ByKana(unmerged, kana.Range),
            NameReading name => ByName(unmerged, name.Range),
            AddressReading address => [ByAddress(unmerged, address.Range)],
            _ => throw new InvalidOperationException($"No query for {driver.Kind}."),
        };
    }

    private static int Breadth(SearchReading reading) => reading switch
    {
        NumberReading => 0,
        CouponReading => 1,
        BirthReading { Days.Precision: DatePrecision.Day } => 2,
        BirthReading { Days.Precision: DatePrecision.Month } => 3,
        KanaReading { Key.Length: > 1 } or NameReading { Key.Length: > 1 } => 4,
        BirthReading => 5,
        KanaReading or NameReading => 6,
        _ => 7,
    };

    private static IEnumerable<IQueryable<LedgerPerson>> ByNumber(IQueryable<LedgerPerson> people, string key) =>
    [
        people.Where(p => p.ResidentNumberKey == key).OrderBy(p => p.LedgerPersonId),
        people.Where(p => p.IntegratedNumberKey == key).OrderBy(p => p.LedgerPersonId),
    ];

    private static IEnumerable<IQueryable<LedgerPerson>> ByCoupon(PortalDb db, IQueryable<LedgerPerson> people, CouponReading reading)
    {
        var (number, code) = (reading.Number.Value, reading.Municipality.Value);
        yield return
            from coupon in db.Coupons
            where coupon.CouponNumber == number && coupon.MunicipalityCode == code && coupon.Status == RecordStatus.Active
            join person in people on coupon.LedgerPersonId equals person.LedgerPersonId
            orderby coupon.LedgerPersonId
            select person;
        yield return
            from dose in SearchNarrowing.DosesOf(db, reading)
            join person in people on dose.LedgerPersonId equals person.LedgerPersonId
            orderby dose.LedgerPersonId
            select person;
    }

    private static IQueryable<LedgerPerson> ByBirth(IQueryable<LedgerPerson> people, DateRange days)
    {
        var (from, to) = (days.From, days.To);
        var born = days.IsDay ? people.Where(p => p.BirthDate == from) : people.Where(p => p.BirthDate >= from && p.BirthDate <= to);
        return born.OrderBy(p => p.BirthDate).ThenBy(p => p.KanaKey).ThenBy(p => p.LedgerPersonId);
    }

    private static IEnumerable<IQueryable<LedgerPerson>> ByKana(IQueryable<LedgerPerson> people, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        yield return people.Where(p => string.Compare(p.KanaKey, from) >= 0 && string.Compare(p.KanaKey, to) < 0)
            .OrderBy(p => p.KanaKey).ThenBy(p => p.BirthDate).ThenBy(p => p.LedgerPersonId);
        yield return people.Where(p => string.Compare(p.GivenKanaKey, from) >= 0 && string.Compare(p.GivenKanaKey, to) < 0)
            .OrderBy(p => p.GivenKanaKey).ThenBy(p => p.KanaKey).ThenBy(p => p.LedgerPersonId);
    }

    private static IEnumerable<IQueryable<LedgerPerson>> ByName(IQueryable<LedgerPerson> people, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        yield return people.Where(p => string.Compare(p.NameKey, from) >= 0 && string.Compare(p.NameKey, to) < 0)
            .OrderBy(p => p.NameKey).ThenBy(p => p.BirthDate).ThenBy(p => p.LedgerPersonId);
        yield return people.Where(p => string.Compare(p.GivenNameKey, from) >= 0 && string.Compare(p.GivenNameKey, to) < 0)
            .OrderBy(p => p.GivenNameKey).ThenBy(p => p.NameKey).ThenBy(p => p.LedgerPersonId);
        yield return people.Where(p => string.Compare(p.OtherNameKey, from) >= 0 && string.Compare(p.OtherNameKey, to) < 0)
            .OrderBy(p => p.OtherNameKey).ThenBy(p => p.LedgerPersonId);
    }

    private static IQueryable<LedgerPerson> ByAddress(IQueryable<LedgerPerson> people, KeyRange range) =>
        SearchNarrowing.Within(people, range).OrderBy(p => p.AddressKey).ThenBy(p => p.KanaKey).ThenBy(p => p.LedgerPersonId);
}
