using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.Ledger;

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
    public static IQueryable<FindingRecord> Left(PortalDb db, FindingRule rule) =>
        FindingSearch.Left(db).Where(f => f.Rule == rule && f.DoseId != null).OrderBy(f => f.FoundAt).ThenBy(f => f.FindingRecordId);

    public static async Task<FixProposals> OfAsync(PortalDb db, FindingRule rule, CancellationToken cancellationToken)
    {
        var total = await Left(db, rule).CountAsync(cancellationToken);
        var findings = await Left(db, rule).AsNoTracking().Take(BulkFix.MaxLines).ToListAsync(cancellationToken);
        var ids = findings.Select(f => f.LedgerPersonId).Distinct().ToList();
        var people = await db.People.AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToDictionaryAsync(p => p.LedgerPersonId, cancellationToken);
        var doses = (await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.LedgerPersonId)).ToListAsync(cancellationToken)).ToLookup(d => d.LedgerPersonId);
        var ground = await GroundAsync(db, cancellationToken);
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

        return new(rows, findings.Count - rows.Count, total - findings.Count);
    }

    private static async Task<FixGround> GroundAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var lots = await db.VaccineLots.AsNoTracking().Select(l => new { l.LotNumber, l.ProductCode }).ToListAsync(cancellationToken);
        var institutions = await db.Institutions.AsNoTracking().Where(i => i.Code != null).Select(i => new { i.NameKey, i.Code }).ToListAsync(cancellationToken);
        return new(lots.ToLookup(l => l.LotNumber, l => l.ProductCode), institutions.ToLookup(i => i.NameKey, i => i.Code!));
    }
}
