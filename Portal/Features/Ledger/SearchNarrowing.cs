using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>Conditions that keep or drop people another reading has found; no index is asked of them.</summary>
internal static class SearchNarrowing
{
    public static IQueryable<LedgerPerson> Narrow(PortalDb db, IQueryable<LedgerPerson> people, SearchReading reading) => reading switch
    {
        NumberReading number => Numbered(people, number.Number.Key),
        CouponReading coupon => Holding(db, people, coupon),
        BirthReading birth => Born(people, birth.Days),
        KanaReading kana => Read(people, kana.Range),
        NameReading name => Written(people, name.Range),
        AddressReading address => Within(people, address.Range),
        _ => throw new InvalidOperationException($"No query for {reading.Kind}."),
    };

    /// <summary>
    /// 統合された人 are found by their numbers only, which then lead to the survivor. Written as IS NULL, SQLite would take the index of
    /// the foreign key, in which nearly the whole ledger is null.
    /// </summary>
    public static IQueryable<LedgerPerson> Unmerged(IQueryable<LedgerPerson> people) =>
        people.Where(p => (p.MergedIntoId ?? p.LedgerPersonId) == p.LedgerPersonId);

    /// <summary>A hidden address must not be found out by searching for it.</summary>
    public static IQueryable<LedgerPerson> Within(IQueryable<LedgerPerson> people, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        return people.Where(p => !p.IsProtected && string.Compare(p.AddressKey, from) >= 0 && string.Compare(p.AddressKey, to) < 0);
    }

    /// <summary>
    /// Doses that name the coupon. A bare number is taken with any municipality's doses (they carry the number of the coupon that was
    /// handed in); an OCRライン names its municipality.
    /// </summary>
    public static IQueryable<Dose> DosesOf(PortalDb db, CouponReading reading)
    {
        var number = reading.Number.Value;
        var doses = db.Doses.Where(d => d.CouponNumber == number && d.Status == RecordStatus.Active);
        if (reading.Line is null)
        {
            return doses;
        }

        var code = reading.Municipality.Value;
        return doses.Where(d => d.MunicipalityCode == null || d.MunicipalityCode == code);
    }

    private static IQueryable<LedgerPerson> Numbered(IQueryable<LedgerPerson> people, string key) =>
        people.Where(p => p.ResidentNumberKey == key || p.IntegratedNumberKey == key);

    private static IQueryable<LedgerPerson> Holding(PortalDb db, IQueryable<LedgerPerson> people, CouponReading reading)
    {
        var (number, code) = (reading.Number.Value, reading.Municipality.Value);
        var doses = DosesOf(db, reading);
        return people.Where(p =>
            db.Coupons.Any(c => c.LedgerPersonId == p.LedgerPersonId && c.CouponNumber == number && c.MunicipalityCode == code && c.Status == RecordStatus.Active)
            || doses.Any(d => d.LedgerPersonId == p.LedgerPersonId));
    }

    private static IQueryable<LedgerPerson> Born(IQueryable<LedgerPerson> people, DateRange days)
    {
        var (from, to) = (days.From, days.To);
        return people.Where(p => p.BirthDate >= from && p.BirthDate <= to);
    }

    private static IQueryable<LedgerPerson> Read(IQueryable<LedgerPerson> people, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        return people.Where(p =>
            (string.Compare(p.KanaKey, from) >= 0 && string.Compare(p.KanaKey, to) < 0)
            || (string.Compare(p.GivenKanaKey, from) >= 0 && string.Compare(p.GivenKanaKey, to) < 0));
    }

    private static IQueryable<LedgerPerson> Written(IQueryable<LedgerPerson> people, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        return people.Where(p =>
            (string.Compare(p.NameKey, from) >= 0 && string.Compare(p.NameKey, to) < 0)
            || (string.Compare(p.GivenNameKey, from) >= 0 && string.Compare(p.GivenNameKey, to) < 0)
            || (string.Compare(p.OtherNameKey, from) >= 0 && string.Compare(p.OtherNameKey, to) < 0));
    }
}
