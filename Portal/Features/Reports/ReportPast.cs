using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>Records that were revised after a moment, as they stood at it: few for a report of now, some thousands for one of last year.</summary>
internal sealed class ReportPast
{
    private const int Chunk = 1000;

    private readonly Dictionary<Guid, LedgerPerson> _people = [];
    private readonly List<Dose> _doses = [];

    private ReportPast(int revisions, HashSet<Guid> doses, HashSet<Guid> people) => (Revisions, TouchedDoses, TouchedPeople) = (revisions, doses, people);

    /// <summary>How many were applied since.</summary>
    public int Revisions { get; }

    /// <summary>Their rows of today say nothing of the moment.</summary>
    public HashSet<Guid> TouchedDoses { get; }

    public HashSet<Guid> TouchedPeople { get; }

    /// <summary>As they stood, those the ledger did not know yet left out.</summary>
    public IReadOnlyCollection<LedgerPerson> People => _people.Values;

    /// <summary>Those of them that stood in the ledger in their own right.</summary>
    public IReadOnlyList<LedgerPerson> Kept => [.. _people.Values.Where(p => p.Status == RecordStatus.Active && p.MergedIntoId is null)];

    public static async Task<ReportPast> ReadAsync(PortalDb db, DateTime asOf, CancellationToken cancellationToken)
    {
        var touched = await ReportSources.Since(db, asOf).Select(r => new { r.RecordKind, r.RecordId }).ToListAsync(cancellationToken);
        var past = new ReportPast(
            touched.Count, [.. touched.Where(t => t.RecordKind == RecordKind.Dose).Select(t => t.RecordId)], [.. touched.Where(t => t.RecordKind == RecordKind.Person).Select(t => t.RecordId)]);
        foreach (var ids in past.TouchedDoses.Chunk(Chunk))
        {
            var doses = await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.DoseId)).ToListAsync(cancellationToken);
            past._doses.AddRange((await RecordsAsync(db, ids, asOf, cancellationToken)).Doses(doses).Where(d => d.Status == RecordStatus.Active));
        }

        foreach (var ids in past.TouchedPeople.Chunk(Chunk))
        {
            var people = await db.People.AsNoTracking().Include(p => p.Residence).Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToListAsync(cancellationToken);
            var records = await RecordsAsync(db, ids, asOf, cancellationToken);
            foreach (var person in people.Select(records.Person).OfType<LedgerPerson>())
            {
                past._people.Add(person.LedgerPersonId, person);
            }
        }

        return past;
    }

    /// <summary>Rows read today, put right: what was revised since taken out, what it was put in, and people's sex and birth date as they were.</summary>
    public async Task<List<DoseFact>> PutRightAsync(PortalDb db, List<DoseFact> today, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        if (TouchedDoses.Count + TouchedPeople.Count == 0)
        {
            return today;
        }

        var doses = _doses.FindAll(d => d.VaccinatedOn >= from && d.VaccinatedOn <= to);
        var owners = await OwnersAsync(db, doses, cancellationToken);
        return
        [
            .. today.Where(f => !TouchedDoses.Contains(f.DoseId)).Select(f => _people.TryGetValue(f.LedgerPersonId, out var was) ? f with { Sex = was.Sex, BirthDate = was.BirthDate } : f),
            .. doses.Select(d => DoseFact.Of(d, owners[d.LedgerPersonId].Sex, owners[d.LedgerPersonId].Birth)),
        ];
    }

    /// <summary>Doses of some days, as they were, by their number.</summary>
    public IEnumerable<NumberCount> Numbers(DateOnly from, DateOnly to) =>
        _doses.Where(d => d.VaccinatedOn >= from && d.VaccinatedOn <= to).GroupBy(d => d.DoseNumber).Select(g => new NumberCount(g.Key, g.Count()));

    private async Task<Dictionary<Guid, (Sex Sex, DateOnly? Birth)>> OwnersAsync(PortalDb db, List<Dose> doses, CancellationToken cancellationToken)
    {
        var owners = _people.ToDictionary(p => p.Key, p => (p.Value.Sex, p.Value.BirthDate));
        foreach (var ids in doses.Select(d => d.LedgerPersonId).Distinct().Where(id => !owners.ContainsKey(id)).ToList().Chunk(Chunk))
        {
            foreach (var person in await db.People.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).Select(p => new { p.LedgerPersonId, p.Sex, p.BirthDate }).ToListAsync(cancellationToken))
            {
                owners[person.LedgerPersonId] = (person.Sex, person.BirthDate);
            }
        }

        return owners;
    }

    private static async Task<PastRecords> RecordsAsync(PortalDb db, Guid[] ids, DateTime asOf, CancellationToken cancellationToken)
    {
        // The moment is compared here: asked for it, a database may walk everything that was ever applied instead of these few records.
        var revisions = await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => EF.Parameter(ids).Contains(r.RecordId)).ToListAsync(cancellationToken);
        return new(revisions.FindAll(r => r.State is RevisionState.Applied && r.AppliedAt > asOf), asOf);
    }
}
