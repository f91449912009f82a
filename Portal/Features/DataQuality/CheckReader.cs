using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>What the rules read of some people beside themselves, and what the list says of them.</summary>
internal sealed record CheckChunk(List<Dose> Doses, List<FindingRecord> Stored);

/// <summary>
/// Reads the ledger for a full check: EF writes the queries, once, and a plain reader takes the rows, which is three times as fast as
/// entities for a million doses. Only what the rules read is read.
/// </summary>
/// <param name="db">Its own, with an open connection.</param>
internal sealed class CheckReader(PortalDb db) : IAsyncDisposable
{
    /// <summary>Small, so that a chunk is gone before the collector has moved it once.</summary>
    private const int ChunkPeople = 250;

    private readonly DbCommand _spans = Spans(db, Guid.Empty, Guid.Empty).CreateDbCommand();
    private readonly DbCommand _doses = Doses(db, Guid.Empty, Guid.Empty).CreateDbCommand();

    /// <summary>The people of one chunk, those after <paramref name="after"/>.</summary>
    public static IQueryable<object> People(PortalDb db, Guid? after)
    {
        var people = after is { } id ? db.People.Where(p => p.LedgerPersonId.CompareTo(id) > 0) : db.People;
        return Read(people.OrderBy(p => p.LedgerPersonId).Take(ChunkPeople));
    }

    /// <summary>居住期間 of the people between two, both included.</summary>
    public static IQueryable<object> Spans(PortalDb db, Guid first, Guid last) =>
        Read(db.ResidenceSpans.Where(s => s.LedgerPersonId.CompareTo(first) >= 0 && s.LedgerPersonId.CompareTo(last) <= 0));

    /// <summary>Their active doses.</summary>
    public static IQueryable<object> Doses(PortalDb db, Guid first, Guid last) =>
        Read(db.Doses.Where(d => d.LedgerPersonId.CompareTo(first) >= 0 && d.LedgerPersonId.CompareTo(last) <= 0));

    /// <summary>What the rules read of some people, with their residence.</summary>
    public static async Task<List<LedgerPerson>> PeopleAsync(PortalDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var people = await db.PlainRowsAsync(Read(db.People.Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId))), Person, cancellationToken);
        Settle(people, await db.PlainRowsAsync(Read(db.ResidenceSpans.Where(s => EF.Parameter(ids).Contains(s.LedgerPersonId))), Span, cancellationToken));
        return people;
    }

    /// <summary>What the rules read of the active ones among some doses.</summary>
    public static Task<List<Dose>> DosesAsync(PortalDb db, IQueryable<Dose> doses, CancellationToken cancellationToken) =>
        db.PlainRowsAsync(Read(doses), Dose, cancellationToken);

    /// <summary>The same of coupons: number and holder.</summary>
    public static Task<List<Coupon>> CouponsAsync(PortalDb db, IQueryable<Coupon> coupons, CancellationToken cancellationToken) => db.PlainRowsAsync(
        coupons.Where(c => c.Status == RecordStatus.Active).Select(c => new { c.CouponId, c.LedgerPersonId, c.MunicipalityCode, c.CouponNumber }), Coupon, cancellationToken);

    private static IQueryable<object> Read(IQueryable<LedgerPerson> people) =>
        people.Select(p => new { p.LedgerPersonId, p.Name, p.Kana, p.BirthDate, p.Status, p.MergedIntoId });

    private static IQueryable<object> Read(IQueryable<ResidenceSpan> spans) =>
        spans.Select(s => new { s.LedgerPersonId, s.ResidenceSpanId, s.StartedOn, s.EndedOn, s.EndKind });

    private static IQueryable<object> Read(IQueryable<Dose> doses) => doses.Where(d => d.Status == RecordStatus.Active).Select(d => new
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
        d.LotNumber,
        d.AmountMl,
        d.CouponNumber,
        d.Pattern,
    });

    public static IQueryable<FindingRecord> Stored(PortalDb db, Guid first, Guid last) => db.FindingRecords.AsNoTracking()
        .Where(f => f.LedgerPersonId.CompareTo(first) >= 0 && f.LedgerPersonId.CompareTo(last) <= 0);

    /// <summary>Everybody, in the order of their ids, a chunk at a time and without their residence. The connection of the context is open.</summary>
    public static async IAsyncEnumerable<List<LedgerPerson>> PeopleAsync(PortalDb db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (Guid? after = null; ;)
        {
            var people = await db.PlainRowsAsync(People(db, after), Person, cancellationToken);
            if (people.Count == 0)
            {
                yield break;
            }

            yield return people;
            after = people[^1].LedgerPersonId;
        }
    }

    /// <param name="people">In the order of their ids, with nobody left out between the first and the last.</param>
    /// <param name="cancellationToken">Between rows.</param>
    public async Task<CheckChunk> ReadAsync(List<LedgerPerson> people, CancellationToken cancellationToken)
    {
        var (first, last) = (people[0].LedgerPersonId, people[^1].LedgerPersonId);
        Settle(people, await Between(_spans, first, last).PlainRowsAsync(Span, cancellationToken));
        return new(await Between(_doses, first, last).PlainRowsAsync(Dose, cancellationToken), await Stored(db, first, last).ToListAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
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
        var of = spans.ToLookup(s => s.LedgerPersonId);
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

    private static Dose Dose(DbDataReader row) => new()
    {
        DoseId = row.GetGuid(0),
        LedgerPersonId = row.GetGuid(1),
        DoseNumber = row.GetInt32(2),
        VaccinatedOn = row.GetFieldValue<DateOnly>(3),
        Source = DoseSource.Vrs,
        InstitutionCode = row.Text(4),
        InstitutionName = row.Text(5),
        MunicipalityCode = row.Text(6),
        Maker = row.Text(7),
        ProductCode = row.Text(8),
        LotNumber = row.Text(9),
        AmountMl = row.IsDBNull(10) ? null : row.GetDecimal(10),
        CouponNumber = row.Text(11),
        Pattern = row.IsDBNull(12) ? null : Enum.Parse<DosePattern>(row.GetString(12)),
        CreatedAt = default,
        Version = default,
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
