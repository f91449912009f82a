using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>What the rules read of some people, and what the list says of them.</summary>
internal sealed record CheckChunk(List<LedgerPerson> People, ByPerson<Dose> Doses, ByPerson<FindingRecord> Stored);

/// <summary>
/// Reads the ledger for a full check: EF writes the queries, once, and a plain reader takes the rows, which is three times as fast as
/// entities for a million doses. Only what the rules read is read.
/// </summary>
/// <param name="db">Its own, with an open connection.</param>
internal sealed class CheckReader(PortalDb db) : IAsyncDisposable
{
    /// <summary>Small, so that a chunk is gone before the collector has moved it once.</summary>
    private const int ChunkPeople = 500;

    private readonly DbCommand _people = People(db, Guid.Empty, Guid.Empty).CreateDbCommand();
    private readonly DbCommand _spans = Spans(db, Guid.Empty, Guid.Empty).CreateDbCommand();
    private readonly DbCommand _doses = Doses(db, Guid.Empty, Guid.Empty).CreateDbCommand();
    private readonly DoseTexts _texts = new();

    /// <summary>The people between two, both included, in the database's order of their ids: that of everything read here.</summary>
    public static IQueryable<object> People(PortalDb db, Guid first, Guid last) =>
        Read(db.People.Where(p => p.LedgerPersonId.CompareTo(first) >= 0 && p.LedgerPersonId.CompareTo(last) <= 0).OrderBy(p => p.LedgerPersonId));

    /// <summary>Their 居住期間.</summary>
    public static IQueryable<object> Spans(PortalDb db, Guid first, Guid last) =>
        Read(db.ResidenceSpans.Where(s => s.LedgerPersonId.CompareTo(first) >= 0 && s.LedgerPersonId.CompareTo(last) <= 0).OrderBy(s => s.LedgerPersonId));

    /// <summary>Their active doses.</summary>
    public static IQueryable<object> Doses(PortalDb db, Guid first, Guid last) =>
        Read(db.Doses.Where(d => d.LedgerPersonId.CompareTo(first) >= 0 && d.LedgerPersonId.CompareTo(last) <= 0).OrderBy(d => d.LedgerPersonId));

    /// <summary>Their findings in the list.</summary>
    public static IQueryable<FindingRecord> Stored(PortalDb db, Guid first, Guid last) => db.FindingRecords.AsNoTracking()
        .Where(f => f.LedgerPersonId.CompareTo(first) >= 0 && f.LedgerPersonId.CompareTo(last) <= 0).OrderBy(f => f.LedgerPersonId);

    /// <summary>The first and the last person of every chunk.</summary>
    public static async Task<List<(Guid First, Guid Last)>> ChunksAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var ids = await db.People.OrderBy(p => p.LedgerPersonId).Select(p => p.LedgerPersonId).ToListAsync(cancellationToken);
        return [.. ids.Chunk(ChunkPeople).Select(chunk => (chunk[0], chunk[^1]))];
    }

    /// <summary>What the rules read of some people, with their residence.</summary>
    public static async Task<List<LedgerPerson>> PeopleAsync(PortalDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var people = await db.PlainRowsAsync(Read(db.People.Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId))), Person, cancellationToken);
        Settle(people, await db.PlainRowsAsync(Read(db.ResidenceSpans.Where(s => EF.Parameter(ids).Contains(s.LedgerPersonId)).OrderBy(s => s.LedgerPersonId)), Span, cancellationToken));
        return people;
    }

    /// <summary>What the rules read of the active ones among some doses.</summary>
    public static Task<List<Dose>> DosesAsync(PortalDb db, IQueryable<Dose> doses, CancellationToken cancellationToken) =>
        db.PlainRowsAsync(Read(doses), new DoseTexts().Dose, cancellationToken);

    /// <summary>The same of coupons: number and holder.</summary>
    public static Task<List<Coupon>> CouponsAsync(PortalDb db, IQueryable<Coupon> coupons, CancellationToken cancellationToken) => db.PlainRowsAsync(
        coupons.Where(c => c.Status == RecordStatus.Active).Select(c => new { c.CouponId, c.LedgerPersonId, c.MunicipalityCode, c.CouponNumber }), Coupon, cancellationToken);

    private static IQueryable<object> Read(IQueryable<LedgerPerson> people) =>
        people.Select(p => new { p.LedgerPersonId, p.Name, p.Kana, p.BirthDate, p.Status, p.MergedIntoId });

    private static IQueryable<object> Read(IQueryable<ResidenceSpan> spans) =>
        spans.Select(s => new { s.LedgerPersonId, s.ResidenceSpanId, s.StartedOn, s.EndedOn, s.EndKind });

    /// <summary>A column costs as much as the row: the texts come in one, as <see cref="DoseTexts"/> takes them apart.</summary>
    private static IQueryable<object> Read(IQueryable<Dose> doses) => doses.Where(d => d.Status == RecordStatus.Active).Select(d => new
    {
        d.DoseId,
        d.LedgerPersonId,
        d.DoseNumber,
        d.VaccinatedOn,
        d.AmountMl,
        d.Pattern,
        Texts = (d.InstitutionCode ?? "") + DoseTexts.Separator + (d.MunicipalityCode ?? "") + DoseTexts.Separator + (d.Maker ?? "") + DoseTexts.Separator
            + (d.ProductCode ?? "") + DoseTexts.Separator + (d.LotNumber ?? "") + DoseTexts.Separator + (d.CouponNumber ?? "") + DoseTexts.Separator + (d.InstitutionName ?? ""),
    });

    /// <summary>One chunk with all that belongs to it.</summary>
    public async Task<CheckChunk> ReadAsync(Guid first, Guid last, CancellationToken cancellationToken)
    {
        var people = await Between(_people, first, last).PlainRowsAsync(Person, cancellationToken);
        Settle(people, await Between(_spans, first, last).PlainRowsAsync(Span, cancellationToken));
        return new(
            people,
            new(await Between(_doses, first, last).PlainRowsAsync(_texts.Dose, cancellationToken), d => d.LedgerPersonId),
            new(await Stored(db, first, last).ToListAsync(cancellationToken), f => f.LedgerPersonId));
    }

    public async ValueTask DisposeAsync()
    {
        await _people.DisposeAsync();
        await _spans.DisposeAsync();
        await _doses.DisposeAsync();
        await db.DisposeAsync();
    }

    /// <summary>The parameters carry the names EF gave them: those of the arguments.</summary>
    private static DbCommand Between(DbCommand command, Guid first, Guid last)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            parameter.Value = parameter.ParameterName.Contains(nameof(first), StringComparison.Ordinal) ? first : last;
        }

        return command;
    }

    private static void Settle(List<LedgerPerson> people, List<ResidenceSpan> spans)
    {
        var of = new ByPerson<ResidenceSpan>(spans, s => s.LedgerPersonId);
        people.ForEach(p => p.SetResidence(of[p.LedgerPersonId]));
    }

    private static LedgerPerson Person(DbDataReader row) => new()
    {
        LedgerPersonId = row.GetGuid(0),
        Name = row.GetString(1),
        Kana = row.GetString(2),
        Sex = Sex.Unknown,
        BirthDate = row.Day(3),
        Status = Enum.Parse<RecordStatus>(row.GetString(4)),
        MergedIntoId = row.IsDBNull(5) ? null : row.GetGuid(5),
        CreatedAt = default,
    };

    private static ResidenceSpan Span(DbDataReader row) => new()
    {
        LedgerPersonId = row.GetGuid(0),
        ResidenceSpanId = row.GetGuid(1),
        StartedOn = row.Day(2),
        EndedOn = row.Day(3),
        EndKind = row.IsDBNull(4) ? null : Enum.Parse<ResidenceEnd>(row.GetString(4)),
    };

    private static Coupon Coupon(DbDataReader row) => new()
    {
        CouponId = row.GetGuid(0),
        LedgerPersonId = row.GetGuid(1),
        MunicipalityCode = row.GetString(2),
        CouponNumber = row.GetString(3),
        Kind = default,
        DoseNumber = default,
        CreatedAt = default,
    };
}
