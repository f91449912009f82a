using Portal.Data;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>The rows a 取込用 file is made of: people with a 宛名番号 of their own, in its order, with what belongs to each of them.</summary>
internal static class LayoutRows
{
    /// <summary>The import finds people by number without its zeros: two with the same would be confused.</summary>
    public static IQueryable<string> SharedNumbers(PortalDb db) => db.People
        .Where(p => p.Status == RecordStatus.Active && p.ResidentNumberKey != null)
        .GroupBy(p => p.ResidentNumberKey!).Where(g => g.Count() > 1).Select(g => g.Key);

    /// <summary>統合宛名番号 more than one person has.</summary>
    public static IQueryable<string> SharedIntegratedNumbers(PortalDb db) => db.People
        .Where(p => p.Status == RecordStatus.Active && p.IntegratedNumberKey != null)
        .GroupBy(p => p.IntegratedNumberKey!).Where(g => g.Count() > 1).Select(g => g.Key);

    /// <summary>券番号 issued twice for the same dose.</summary>
    public static IQueryable<CouponName> SharedCoupons(PortalDb db) => db.Coupons.Where(c => c.Status == RecordStatus.Active)
        .GroupBy(c => new { c.MunicipalityCode, c.CouponNumber, c.DoseNumber }).Where(g => g.Count() > 1)
        .Select(g => new CouponName(g.Key.MunicipalityCode, g.Key.CouponNumber, g.Key.DoseNumber));

    /// <summary>People of the question who have no 宛名番号, and so no line.</summary>
    public static IQueryable<LedgerPerson> WithoutNumber(PortalDb db, ListQuestion asked)
    {
        var people = ListRows.People(db, asked, numbered: false);
        return asked.Kind switch
        {
            ListKind.VrsFile => people.Where(p => ListRows.Doses(db, asked.Conditions).Any(d => d.LedgerPersonId == p.LedgerPersonId)),
            ListKind.CouponFile => people.Where(p => ListRows.Coupons(db, asked.Conditions).Any(c => c.LedgerPersonId == p.LedgerPersonId)),
            _ => ListRows.Imported(db, people, asked.Conditions.ImportNumber),
        };
    }

    /// <summary>One row a dose.</summary>
    public static IQueryable<object> Vrs(PortalDb db, ListQuestion asked) =>
        from p in ListRows.People(db, asked, numbered: true)
        join d in ListRows.Doses(db, asked.Conditions) on p.LedgerPersonId equals d.LedgerPersonId
        orderby p.ResidentNumber, p.LedgerPersonId, d.DoseNumber, d.DoseId
        select new
        {
            p.ResidentNumber,
            p.IsProtected,
            d.DoseNumber,
            d.VaccinatedOn,
            d.RecordedAt,
            d.CouponNumber,
            d.MunicipalityCode,
            d.InstitutionName,
            d.Doctor,
            d.Maker,
            d.LotNumber,
        };

    /// <summary>One row a 居住期間, and one of a person without any.</summary>
    public static IQueryable<object> Residents(PortalDb db, ListQuestion asked) =>
        from p in ListRows.Imported(db, ListRows.People(db, asked, numbered: true), asked.Conditions.ImportNumber)
        join s in db.ResidenceSpans on p.LedgerPersonId equals s.LedgerPersonId into spans
        from span in spans.DefaultIfEmpty()
        orderby p.ResidentNumber, p.LedgerPersonId, span!.StartedOn, span.ResidenceSpanId
        select new
        {
            p.ResidentNumber,
            p.IntegratedNumber,
            p.Name,
            p.Kana,
            p.FormerName,
            p.AliasName,
            p.Sex,
            p.BirthDate,
            p.PostalCode,
            p.Address,
            p.Building,
            p.IsProtected,
            HasSpan = (Guid?)span.ResidenceSpanId,
            span.StartedOn,
            span.EndedOn,
            span.EndKind,
        };

    public static IQueryable<object> Coupons(PortalDb db, ListQuestion asked) =>
        from p in ListRows.People(db, asked, numbered: true)
        join c in ListRows.Coupons(db, asked.Conditions) on p.LedgerPersonId equals c.LedgerPersonId
        orderby p.ResidentNumber, p.LedgerPersonId, c.DoseNumber, c.CouponId
        select new
        {
            p.ResidentNumber,
            p.IsProtected,
            c.MunicipalityCode,
            c.CouponNumber,
            c.Kind,
            c.DoseNumber,
            c.IssuedOn,
            c.IsReissue,
        };
}

/// <summary>A coupon as its municipality names it: a person keeps the number from dose to dose.</summary>
internal sealed record CouponName(string MunicipalityCode, string CouponNumber, int DoseNumber);
