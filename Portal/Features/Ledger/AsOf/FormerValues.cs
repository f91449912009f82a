using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.AsOf;

/// <summary>People whose records have lost a value since a moment, by the key of the value: one index range per item.</summary>
internal static class FormerValues
{
    /// <summary>
    /// For each reading the people who lost a value it means, of whom every other reading means a value of today or a lost one: each once,
    /// in the order of their ids.
    /// </summary>
    public static IEnumerable<IQueryable<Guid>> Candidates(PortalDb db, IReadOnlyList<SearchReading> readings, DateTime moment) =>
        from reading in readings
        let lost = Lost(db, reading, moment)
        let others = readings.Where(other => !ReferenceEquals(other, reading)).ToList()
        select others.Count == 0
            ? lost.Distinct().OrderBy(id => id)
            : others.Aggregate(db.People.Where(p => lost.Contains(p.LedgerPersonId)), (people, other) => Narrow(db, people, other, moment)).Select(p => p.LedgerPersonId).OrderBy(id => id);

    private static IQueryable<LedgerPerson> Narrow(PortalDb db, IQueryable<LedgerPerson> people, SearchReading reading, DateTime moment)
    {
        var today = SearchNarrowing.Narrow(db, db.People, reading).Select(p => p.LedgerPersonId);
        var lost = Lost(db, reading, moment);
        return people.Where(p => today.Contains(p.LedgerPersonId) || lost.Contains(p.LedgerPersonId));
    }

    private static IQueryable<Guid> Lost(PortalDb db, SearchReading reading, DateTime moment) => Of(db, reading, moment).Aggregate((one, other) => one.Union(other));

    private static IEnumerable<IQueryable<Guid>> Of(PortalDb db, SearchReading reading, DateTime moment) => reading switch
    {
        NumberReading number => Items(PersonFields.ResidentNumber, PersonFields.IntegratedNumber).Select(field => Equal(db, moment, field, number.Number.Key)),
        CouponReading coupon => [Equal(db, moment, DoseFields.CouponNumber.Key, coupon.Number.Value), .. Moved(db, moment, coupon.Number.Value)],
        BirthReading birth => [Within(db, moment, PersonFields.BirthDate.Key, new(FieldText.Day(birth.Days.From)!, FieldText.Day(birth.Days.To.AddDays(1))!))],
        KanaReading kana => [Within(db, moment, PersonFields.Kana.Key, kana.Range), Given(db, moment, PersonFields.Kana.Key, kana.Range)],
        NameReading name =>
        [
            Within(db, moment, PersonFields.Name.Key, name.Range), Given(db, moment, PersonFields.Name.Key, name.Range),
            .. Items(PersonFields.FormerName, PersonFields.AliasName).Select(field => Within(db, moment, field, name.Range)),
        ],
        AddressReading address => [Within(db, moment, PersonFields.Address.Key, address.Range)],
        _ => throw new InvalidOperationException($"No query for {reading.Kind}."),
    };

    private static string[] Items(params RecordField<LedgerPerson>[] fields) => [.. fields.Select(f => f.Key)];

    private static IQueryable<Guid> Equal(PortalDb db, DateTime moment, string field, string key) =>
        PeopleOf(db, moment, db.FieldChanges.Where(c => c.Field == field && c.OldKey == key));

    private static IQueryable<Guid> Within(PortalDb db, DateTime moment, string field, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        return PeopleOf(db, moment, db.FieldChanges.Where(c => c.Field == field && string.Compare(c.OldKey, from) >= 0 && string.Compare(c.OldKey, to) < 0));
    }

    private static IQueryable<Guid> Given(PortalDb db, DateTime moment, string field, KeyRange range)
    {
        var (from, to) = (range.From, range.To);
        return PeopleOf(db, moment, db.FieldChanges.Where(c => c.Field == field && string.Compare(c.OldGivenKey, from) >= 0 && string.Compare(c.OldGivenKey, to) < 0));
    }

    /// <summary>Whose record with the number it was before two people became one.</summary>
    private static IEnumerable<IQueryable<Guid>> Moved(PortalDb db, DateTime moment, string number)
    {
        var merges = db.Revisions.Where(r => r.MergeId != null && r.AppliedAt > moment);
        yield return db.Doses.Where(d => d.CouponNumber == number).Join(merges, d => d.DoseId, r => r.RecordId, (_, r) => r.LedgerPersonId);
        yield return db.Coupons.Where(c => c.CouponNumber == number).Join(merges, c => c.CouponId, r => r.RecordId, (_, r) => r.LedgerPersonId);
    }

    private static IQueryable<Guid> PeopleOf(PortalDb db, DateTime moment, IQueryable<FieldChange> changes) =>
        from c in changes
        join r in db.Revisions on c.RevisionId equals r.RevisionId
        where r.AppliedAt > moment && r.State == RevisionState.Applied
        select r.LedgerPersonId;
}
