using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>The queries of the reports: records that nobody revised after the moment, as they are. The others come from <see cref="ReportPast"/>.</summary>
internal static class ReportSources
{
    /// <summary>What was applied later than a moment.</summary>
    public static IQueryable<Revision> Since(PortalDb db, DateTime asOf) => db.Revisions.AsNoTracking().Where(r => r.AppliedAt > asOf && r.State == RevisionState.Applied);

    /// <summary>Active doses of some days that the ledger knew at the moment.</summary>
    public static IQueryable<Dose> Doses(PortalDb db, DateOnly from, DateOnly to, DateTime asOf) => db.Doses.AsNoTracking()
        .Where(d => d.VaccinatedOn >= from && d.VaccinatedOn <= to && d.Status == RecordStatus.Active && d.CreatedAt <= asOf);

    /// <summary>The same with sex and birth date of their people, in the order of <see cref="Fact"/>.</summary>
    public static IQueryable<object> Facts(PortalDb db, DateOnly first, DateOnly last, DateTime asOf) =>
        from d in Doses(db, first, last, asOf)
        join p in db.People on d.LedgerPersonId equals p.LedgerPersonId
        select new
        {
            d.DoseId,
            d.LedgerPersonId,
            d.DoseNumber,
            d.VaccinatedOn,
            d.InstitutionCode,
            d.InstitutionName,
            d.MunicipalityCode,
            d.Maker,
            d.ProductCode,
            d.PaymentMonth,
            p.Sex,
            p.BirthDate,
        };

    public static IQueryable<NumberCount> Numbers(IQueryable<Dose> doses) => doses.GroupBy(d => d.DoseNumber).Select(g => new NumberCount(g.Key, g.Count()));

    /// <summary>Everybody the ledger knew at the moment, without those merged into another.</summary>
    public static IQueryable<LedgerPerson> People(PortalDb db, DateTime asOf) => db.People.AsNoTracking()
        .Where(p => p.CreatedAt <= asOf && p.Status == RecordStatus.Active && p.MergedIntoId == null);

    /// <summary>住民 of a day, by their 居住期間: whoever moved in or was born later is not among them. Without any, by the birth date.</summary>
    public static IQueryable<LedgerPerson> Residents(IQueryable<LedgerPerson> people, DateOnly day) => people.Where(p => p.Residence.Any()
        ? p.Residence.Any(s => (s.StartedOn == null || s.StartedOn <= day) && (s.EndedOn == null || s.EndedOn > day))
        : p.BirthDate == null || p.BirthDate <= day);

    /// <summary>転出 or 死亡 in a period, also of those who came back.</summary>
    public static IQueryable<LedgerPerson> Left(IQueryable<LedgerPerson> people, ResidenceEnd kind, DateOnly from, DateOnly to) =>
        people.Where(p => p.Residence.Any(s => s.EndKind == kind && s.EndedOn >= from && s.EndedOn <= to));

    public static IQueryable<SexCount> Counts(IQueryable<LedgerPerson> people) => people.GroupBy(p => p.Sex).Select(g => new SexCount(g.Key, g.Count()));

    /// <summary>Changes applied in a stretch of time.</summary>
    public static IQueryable<Revision> Acts(PortalDb db, DateTime begins, DateTime ends, DateTime asOf) => db.Revisions.AsNoTracking()
        .Where(r => r.AppliedAt >= begins && r.AppliedAt < ends && r.AppliedAt <= asOf && r.State == RevisionState.Applied);

    public static IQueryable<ActCount> Counts(IQueryable<Revision> acts) =>
        acts.GroupBy(r => new { r.RecordKind, r.Act, r.Reason }).Select(g => new ActCount(g.Key.RecordKind, g.Key.Act, g.Key.Reason, g.Count()));

    public static IQueryable<ImportRun> Imports(PortalDb db, DateTime begins, DateTime ends, DateTime asOf) => db.ImportRuns.AsNoTracking()
        .Where(r => r.AppliedAt >= begins && r.AppliedAt < ends && r.AppliedAt <= asOf);

    public static DoseFact Fact(DbDataReader row) => new()
    {
        DoseId = row.GetGuid(0),
        LedgerPersonId = row.GetGuid(1),
        DoseNumber = row.GetInt32(2),
        VaccinatedOn = row.GetFieldValue<DateOnly>(3),
        InstitutionCode = row.Text(4),
        InstitutionName = row.Text(5),
        MunicipalityCode = row.Text(6),
        Maker = row.Text(7),
        ProductCode = row.Text(8),
        PaymentMonth = row.Day(9),
        Sex = row.GetString(10) switch { nameof(Sex.Male) => Sex.Male, nameof(Sex.Female) => Sex.Female, _ => Sex.Unknown },
        BirthDate = row.Day(11),
    };
}

/// <summary>So many doses of one number.</summary>
public sealed record NumberCount(int Number, int Count);

/// <summary>So many people of one sex.</summary>
public sealed record SexCount(Sex Sex, int Count);

/// <summary>So many changes of one kind.</summary>
public sealed record ActCount(RecordKind Kind, RevisionAct Act, ReasonKind? Reason, int Count);
