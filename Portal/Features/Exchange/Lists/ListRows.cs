using Portal.Data;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>
/// The rows of each list, in the order of 宛名番号: two statements, those with a number and then those without, so that the index of
/// numbers gives the order and nothing has to be sorted. What a row calls its items are the keys of <see cref="ListColumns"/>.
/// </summary>
internal static class ListRows
{
    /// <summary>With a number, and without.</summary>
    private static readonly bool[] Parts = [true, false];

    /// <summary>The statements one after the other.</summary>
    public static IEnumerable<IQueryable<object>> Of(PortalDb db, ListQuestion asked) =>
        Parts.Select(numbered => Of(db, asked, numbered));

    public static IQueryable<object> Of(PortalDb db, ListQuestion asked, bool numbered) => asked.Kind.Subject() switch
    {
        ListKind.Doses => OfDoses(db, asked, numbered),
        ListKind.People => OfPeople(db, asked, numbered),
        ListKind.Coupons => OfCoupons(db, asked, numbered),
        _ => throw new ArgumentOutOfRangeException(nameof(asked)),
    };

    /// <summary>People under 支援措置 with a row in the list.</summary>
    public static IQueryable<LedgerPerson> Protected(PortalDb db, ListQuestion asked, bool numbered)
    {
        var people = People(db, asked, numbered).Where(p => p.IsProtected);
        return asked.Kind.Subject() switch
        {
            ListKind.Doses => people.Where(p => Doses(db, asked.Conditions).Any(d => d.LedgerPersonId == p.LedgerPersonId)),
            ListKind.Coupons => people.Where(p => Coupons(db, asked.Conditions).Any(c => c.LedgerPersonId == p.LedgerPersonId)),
            _ => Imported(db, people, asked.Conditions.ImportNumber),
        };
    }

    /// <summary>People who are in the ledger as themselves. Asked for by institution, a list would tell by its rows where somebody under 支援措置 was.</summary>
    public static IQueryable<LedgerPerson> People(PortalDb db, ListQuestion question, bool numbered)
    {
        var asked = question.Conditions;
        // Said so that SQLite does not take the index of the merged for the way in, and sort everybody.
        var people = db.People.Where(p => p.Status == RecordStatus.Active && (p.MergedIntoId ?? p.LedgerPersonId) == p.LedgerPersonId);
        people = asked.Institution is not null && !question.ShowsProtected ? people.Where(p => !p.IsProtected) : people;
        people = numbered ? people.Where(p => p.ResidentNumber != null) : people.Where(p => p.ResidentNumber == null);
        return asked.ResidentsOnly ? people.Where(p => p.MovedOutOn == null && p.DiedOn == null) : people;
    }

    public static IQueryable<Dose> Doses(PortalDb db, ListConditions asked)
    {
        var doses = asked.IncludesCancelled ? db.Doses : db.Doses.Where(d => d.Status == RecordStatus.Active);
        doses = asked.From is { } from ? doses.Where(d => d.VaccinatedOn >= from) : doses;
        doses = asked.To is { } to ? doses.Where(d => d.VaccinatedOn <= to) : doses;
        doses = asked.DoseNumber is { } number ? doses.Where(d => d.DoseNumber == number) : doses;
        doses = asked.ProductCode is { } product ? doses.Where(d => d.ProductCode == product) : doses;
        doses = asked.Institution is { } place ? doses.Where(d => d.InstitutionName!.Contains(place) || d.InstitutionCode == place) : doses;
        return asked.ImportNumber is { } import ? doses.Where(d => db.ImportRuns.Any(r => r.ImportRunId == d.ImportRunId && r.Number == import)) : doses;
    }

    public static IQueryable<Coupon> Coupons(PortalDb db, ListConditions asked)
    {
        var coupons = asked.IncludesCancelled ? db.Coupons : db.Coupons.Where(c => c.Status == RecordStatus.Active);
        coupons = asked.From is { } from ? coupons.Where(c => c.IssuedOn >= from) : coupons;
        coupons = asked.To is { } to ? coupons.Where(c => c.IssuedOn <= to) : coupons;
        coupons = asked.DoseNumber is { } number ? coupons.Where(c => c.DoseNumber == number) : coupons;
        return asked.ImportNumber is { } import ? coupons.Where(c => db.ImportRuns.Any(r => r.ImportRunId == c.ImportRunId && r.Number == import)) : coupons;
    }

    public static IQueryable<LedgerPerson> Imported(PortalDb db, IQueryable<LedgerPerson> people, int? import) => import is { } number
        ? people.Where(p => db.ImportRuns.Any(r => r.ImportRunId == p.ImportRunId && r.Number == number))
        : people;

    private static IQueryable<object> OfDoses(PortalDb db, ListQuestion asked, bool numbered) =>
        from p in People(db, asked, numbered)
        join d in Doses(db, asked.Conditions) on p.LedgerPersonId equals d.LedgerPersonId
        join r in db.ImportRuns on d.ImportRunId equals (Guid?)r.ImportRunId into runs
        from run in runs.DefaultIfEmpty()
        orderby p.ResidentNumber, p.LedgerPersonId, d.DoseNumber, d.DoseId
        select new
        {
            p.ResidentNumber,
            p.IntegratedNumber,
            p.Name,
            p.Kana,
            p.Sex,
            p.BirthDate,
            p.PostalCode,
            p.Address,
            p.Building,
            p.IsProtected,
            p.MovedOutOn,
            p.DiedOn,
            d.DoseNumber,
            d.VaccinatedOn,
            d.ProductCode,
            d.Maker,
            d.LotNumber,
            d.AmountMl,
            d.InstitutionCode,
            d.InstitutionName,
            d.Place,
            d.Doctor,
            d.Method,
            d.MunicipalityCode,
            d.CouponNumber,
            d.OcrLine,
            d.Pattern,
            d.Source,
            d.ReceptionNumber,
            d.RecordedAt,
            d.VaccineType,
            d.ExpiresOn,
            d.PaymentMonth,
            d.RecipientNote,
            d.Remarks,
            d.Status,
            ImportNumber = (int?)run!.Number,
        };

    private static IQueryable<object> OfPeople(PortalDb db, ListQuestion asked, bool numbered) =>
        from p in Imported(db, People(db, asked, numbered), asked.Conditions.ImportNumber)
        join r in db.ImportRuns on p.ImportRunId equals (Guid?)r.ImportRunId into runs
        from run in runs.DefaultIfEmpty()
        orderby p.ResidentNumber, p.LedgerPersonId
        select new
        {
            p.ResidentNumber,
            p.IntegratedNumber,
            p.Name,
            p.Kana,
            p.FormerName,
            p.AliasName,
            p.RomanName,
            p.Sex,
            p.BirthDate,
            p.PostalCode,
            p.Address,
            p.Building,
            p.IsProtected,
            p.NoAutoReply,
            MovedInOn = db.ResidenceSpans.Where(s => s.LedgerPersonId == p.LedgerPersonId).Max(s => s.StartedOn),
            p.MovedOutOn,
            p.DiedOn,
            DoseCount = db.Doses.Count(d => d.LedgerPersonId == p.LedgerPersonId && d.Status == RecordStatus.Active),
            LastDoseOn = db.Doses.Where(d => d.LedgerPersonId == p.LedgerPersonId && d.Status == RecordStatus.Active).Max(d => (DateOnly?)d.VaccinatedOn),
            ImportNumber = (int?)run!.Number,
        };

    private static IQueryable<object> OfCoupons(PortalDb db, ListQuestion asked, bool numbered) =>
        from p in People(db, asked, numbered)
        join c in Coupons(db, asked.Conditions) on p.LedgerPersonId equals c.LedgerPersonId
        join r in db.ImportRuns on c.ImportRunId equals (Guid?)r.ImportRunId into runs
        from run in runs.DefaultIfEmpty()
        orderby p.ResidentNumber, p.LedgerPersonId, c.DoseNumber, c.CouponId
        select new
        {
            p.ResidentNumber,
            p.IntegratedNumber,
            p.Name,
            p.Kana,
            p.Sex,
            p.BirthDate,
            p.PostalCode,
            p.Address,
            p.Building,
            p.IsProtected,
            p.MovedOutOn,
            p.DiedOn,
            c.MunicipalityCode,
            c.CouponNumber,
            c.Kind,
            c.DoseNumber,
            c.IssuedOn,
            c.IsReissue,
            c.Status,
            ImportNumber = (int?)run!.Number,
        };
}
