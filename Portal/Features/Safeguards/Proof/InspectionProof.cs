using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Safeguards;

namespace Portal.Features.Safeguards.Proof;

/// <summary>自己点検の証拠 — how many promises were looked at within a year.</summary>
public sealed class InspectionProof(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<TodaysEvidence> CoveredAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var newest = await NewestAsync(db, cancellationToken);
        var today = time.Today();
        var counting = Promises.All.Count(p => newest.TryGetValue(p.Key, out var last) && last.CountsUntil >= today);
        var notKept = newest.Values.Count(i => i.Result is not InspectionResult.Kept && Promises.Find(i.Promise) is not null);
        return TodaysEvidence.Of(
            false, counting < Promises.All.Count || notKept > 0,
            $"{Promises.All.Count:N0}項目のうち1年以内に自己点検 {counting:N0}項目。「一部不備」「不適」のまま {notKept:N0}項目");
    }

    /// <summary>The newest of each promise, as it was written down.</summary>
    internal static async Task<Dictionary<string, SelfInspection>> NewestAsync(PortalDb db, CancellationToken cancellationToken)
    {
        // A line is inspected once a year or so: all of them are a few hundred rows.
        var all = await db.SelfInspections.AsNoTracking().OrderBy(i => i.EnteredAt).ThenBy(i => i.SelfInspectionId).ToListAsync(cancellationToken);
        return all.GroupBy(i => i.Promise).ToDictionary(g => g.Key, g => g.MaxBy(i => (i.InspectedOn, i.EnteredAt))!);
    }
}
