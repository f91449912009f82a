using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;

namespace Portal.Features.DataQuality.BulkFixes;

/// <summary>One dose a rule has something to propose for.</summary>
public sealed record FixRow
{
    public required Guid DoseId { get; init; }
    public required Guid LedgerPersonId { get; init; }
    public required string? ResidentNumber { get; init; }
    public required string PersonName { get; init; }
    public required int DoseNumber { get; init; }
    public required DateOnly VaccinatedOn { get; init; }
    public required FixProposal Proposal { get; init; }

    public override string ToString() => $"{nameof(FixRow)} {DoseId}";
}

/// <param name="Rows">With a proposal.</param>
/// <param name="WithoutOne">Findings looked at that have to be corrected one by one.</param>
/// <param name="NotLookedAt">Findings beyond the most that are taken at once.</param>
public sealed record FixProposals(IReadOnlyList<FixRow> Rows, int WithoutOne, int NotLookedAt);

/// <summary>Makes the proposals for the findings of a rule that are left, oldest first.</summary>
internal static class BulkFixProposals
{
    /// <summary>Findings looked at in one go, and the most of them: a rule may have many that leave it open.</summary>
    private const int ChunkFindings = 1_000;

    private const int MostChunks = 20;

    /// <summary>Oldest first; those somebody has asked to correct already are left out.</summary>
    public static IQueryable<FindingRecord> Left(PortalDb db, FindingRule rule)
    {
        var waiting = db.BulkFixLines.Where(l => db.BulkFixes.Any(f => f.BulkFixId == l.BulkFixId && f.State == BulkFixState.Waiting)).Select(l => (Guid?)l.DoseId);
        return FindingSearch.Left(db).Where(f => f.Rule == rule && f.DoseId != null && !waiting.Contains(f.DoseId)).OrderBy(f => f.FoundAt).ThenBy(f => f.FindingRecordId);
    }

    public static async Task<FixProposals> OfAsync(PortalDb db, FindingRule rule, CancellationToken cancellationToken)
    {
        var ground = await GroundAsync(db, cancellationToken);
        List<FixRow> rows = [];
        var looked = 0;
        for (var chunk = 0; chunk < MostChunks && rows.Count < BulkFix.MaxLines; chunk++)
        {
            var findings = await Left(db, rule).AsNoTracking().Skip(chunk * ChunkFindings).Take(ChunkFindings).ToListAsync(cancellationToken);
            rows.AddRange(await RowsAsync(db, rule, findings, ground, cancellationToken));
            looked += findings.Count;
            if (findings.Count < ChunkFindings)
            {
                break;
            }
        }

        var total = await Left(db, rule).CountAsync(cancellationToken);
        var shown = rows.Take(BulkFix.MaxLines).ToList();
        return new(shown, looked - rows.Count, total - looked + (rows.Count - shown.Count));
    }

    private static async Task<List<FixRow>> RowsAsync(PortalDb db, FindingRule rule, List<FindingRecord> findings, FixGround ground, CancellationToken cancellationToken)
    {
        var ids = findings.Select(f => f.LedgerPersonId).Distinct().ToList();
        var people = await db.People.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToDictionaryAsync(p => p.LedgerPersonId, cancellationToken);
        var doses = (await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.LedgerPersonId)).ToListAsync(cancellationToken)).ToLookup(d => d.LedgerPersonId);
        List<FixRow> rows = [];
        foreach (var finding in findings)
        {
            var (person, own) = (people[finding.LedgerPersonId], doses[finding.LedgerPersonId].ToList());
            if (FixRules.Propose(rule, person, own, finding.DoseId!.Value, ground) is { } proposal)
            {
                var dose = own.Find(d => d.DoseId == finding.DoseId)!;
                rows.Add(new()
                {
                    DoseId = dose.DoseId,
                    LedgerPersonId = person.LedgerPersonId,
                    ResidentNumber = person.ResidentNumber,
                    PersonName = person.Name,
                    DoseNumber = dose.DoseNumber,
                    VaccinatedOn = dose.VaccinatedOn,
                    Proposal = proposal,
                });
            }
        }

        return rows;
    }

    private static async Task<FixGround> GroundAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var lots = await db.VaccineLots.AsNoTracking().Select(l => new { l.LotNumber, l.ProductCode }).ToListAsync(cancellationToken);
        var institutions = await db.Institutions.AsNoTracking().Where(i => i.Code != null).Select(i => new { i.NameKey, i.Code }).ToListAsync(cancellationToken);
        return new(lots.ToLookup(l => l.LotNumber, l => l.ProductCode), institutions.ToLookup(i => i.NameKey, i => i.Code!));
    }
}
