using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

/// <summary>An institution with doses in a month.</summary>
public sealed record MonthsInstitution(string Name, int Records);

/// <summary>同じ抽出番号の回 — another draw by the same number.</summary>
/// <param name="ComparisonId">Which.</param>
/// <param name="Number">Its number.</param>
/// <param name="Size">How many records it drew.</param>
/// <param name="Common">How many of them are the same.</param>
public sealed record SameDraw(Guid ComparisonId, int Number, int Size, int Common);

/// <summary>Lines of one comparison that came out the same way.</summary>
public sealed record LineCount(Guid ComparisonId, bool Waits, ComparisonAnswer? Answer, int Count);

/// <summary>What of a record is compared; its address and everything else stays in the database.</summary>
public sealed record ComparedTexts
{
    public required ComparisonLine Line { get; init; }
    public required Guid LedgerPersonId { get; init; }
    public required RecordStatus Status { get; init; }
    public required Guid DoseVersion { get; init; }
    public required Guid PersonVersion { get; init; }
    public required string Name { get; init; }
    public required string Kana { get; init; }
    public required DateOnly? BirthDate { get; init; }
    public required string? CouponNumber { get; init; }
    public required DateOnly VaccinatedOn { get; init; }
    public required int DoseNumber { get; init; }
    public required string? ProductCode { get; init; }
    public required string? Maker { get; init; }
    public required string? LotNumber { get; init; }
    public required decimal? AmountMl { get; init; }
    public required string? InstitutionName { get; init; }
}

/// <summary>What a revision said of one item since a difference was found.</summary>
public sealed record ItemRevision(Guid RecordId, string Field, RevisionState State, DateTime RequestedAt, DateTime? AppliedAt, string RequestedByName, string? OldValue, string? NewValue);

/// <summary>The queries of the comparisons.</summary>
internal static class ComparisonSearch
{
    public const int PageSize = 100;

    /// <summary>Newest first.</summary>
    public static IQueryable<Comparison> Rows(PortalDb db) => db.Comparisons.AsNoTracking().OrderByDescending(c => c.Number).Take(PageSize);

    public static IQueryable<LineCount> Counts(PortalDb db, IReadOnlyCollection<Guid> comparisons) => db.ComparisonLines
        .Where(l => EF.Parameter(comparisons).Contains(l.ComparisonId))
        .GroupBy(l => new { l.ComparisonId, l.Waits, l.Answer })
        .Select(g => new LineCount(g.Key.ComparisonId, g.Key.Waits, g.Key.Answer, g.Count()));

    /// <summary>Institutions with doses in a month, those with the most first.</summary>
    public static IQueryable<MonthsInstitution> Institutions(PortalDb db, DateOnly month)
    {
        var until = month.AddMonths(1).AddDays(-1);
        return db.Doses.Where(d => d.Status == RecordStatus.Active && d.VaccinatedOn >= month && d.VaccinatedOn <= until && d.InstitutionName != null)
            .GroupBy(d => d.InstitutionName!)
            .Select(g => new { Name = g.Key, Records = g.Count() })
            .OrderByDescending(g => g.Records).ThenBy(g => g.Name)
            .Select(g => new MonthsInstitution(g.Name, g.Records));
    }

    public static IQueryable<Dose> Set(PortalDb db, ComparisonSet set)
    {
        var (month, until) = (set.Month, set.Until);
        var doses = db.Doses.AsNoTracking()
            .Where(d => d.Status == RecordStatus.Active && d.InstitutionName == set.InstitutionName && d.VaccinatedOn >= month && d.VaccinatedOn <= until);
        doses = set.ProductCode is { } product ? doses.Where(d => d.ProductCode == product) : doses;
        return set.DoseNumber is { } number ? doses.Where(d => d.DoseNumber == number) : doses;
    }

    /// <summary>In no order: the domain sorts, the same on both engines.</summary>
    public static IQueryable<SetRecord> Records(PortalDb db, ComparisonSet set) =>
        Set(db, set).Join(db.People, d => d.LedgerPersonId, p => p.LedgerPersonId, (d, p) => new SetRecord(d.DoseId, d.VaccinatedOn, d.CouponNumber, p.KanaKey));

    /// <summary>Other comparisons of the same binder drawn by the same number, oldest first.</summary>
    public static IQueryable<SameDraw> SameDraws(PortalDb db, Comparison drawn)
    {
        var (id, seed, name, month, product, number) = (drawn.ComparisonId, drawn.Seed, drawn.InstitutionName, drawn.Month, drawn.ProductCode, drawn.DoseNumber);
        return db.Comparisons
            .Where(c => c.ComparisonId != id && c.Seed != null && c.Seed == seed && c.InstitutionName == name && c.Month == month && c.ProductCode == product && c.DoseNumber == number)
            .OrderBy(c => c.Number)
            .Select(c => new SameDraw(
                c.ComparisonId, c.Number, c.Size,
                db.ComparisonLines.Count(l => l.ComparisonId == c.ComparisonId && db.ComparisonLines.Any(own => own.ComparisonId == id && own.DoseId == l.DoseId))));
    }

    /// <summary>The lines to be compared, in the order of the binder.</summary>
    public static IQueryable<ComparisonLine> Waiting(PortalDb db, Guid comparisonId) =>
        db.ComparisonLines.Where(l => l.ComparisonId == comparisonId && l.Waits).OrderBy(l => l.Position);

    /// <summary>What is shown of lines.</summary>
    public static IQueryable<ComparedTexts> Texts(PortalDb db, IQueryable<ComparisonLine> lines) =>
        from l in lines
        join d in db.Doses on l.DoseId equals d.DoseId
        join p in db.People on d.LedgerPersonId equals p.LedgerPersonId
        orderby l.Position
        select new ComparedTexts
        {
            Line = l,
            LedgerPersonId = p.LedgerPersonId,
            Status = d.Status,
            DoseVersion = d.Version,
            PersonVersion = p.Version,
            Name = p.Name,
            Kana = p.Kana,
            BirthDate = p.BirthDate,
            CouponNumber = d.CouponNumber,
            VaccinatedOn = d.VaccinatedOn,
            DoseNumber = d.DoseNumber,
            ProductCode = d.ProductCode,
            Maker = d.Maker,
            LotNumber = d.LotNumber,
            AmountMl = d.AmountMl,
            InstitutionName = d.InstitutionName,
        };

    /// <summary>What was asked of these records' items since some moment.</summary>
    public static IQueryable<ItemRevision> Revisions(PortalDb db, IReadOnlyCollection<Guid> records, DateTime since) =>
        from r in db.Revisions
        where EF.Parameter(records).Contains(r.RecordId) && (r.RequestedAt >= since || r.AppliedAt >= since)
        from c in r.Changes
        orderby r.RequestedAt, r.RevisionId, c.Field
        select new ItemRevision(r.RecordId, c.Field, r.State, r.RequestedAt, r.AppliedAt, r.RequestedByName, c.OldValue, c.NewValue);
}
