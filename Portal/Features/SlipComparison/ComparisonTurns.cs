using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

/// <summary>Whose turn it is at one comparison: an answer and a sign-off cannot pass each other.</summary>
internal static class ComparisonTurns
{
    /// <summary>
    /// Within the caller's transaction writes a new version to the comparison's row, which keeps others from it until the end; a sign-off
    /// prepared before sees that something changed. Null: no such line.
    /// </summary>
    public static async Task<Comparison?> TakeTurnAtAsync(this PortalDb db, Guid lineId)
    {
        var version = Guid.CreateVersion7();
        var comparisons = db.Comparisons.Where(c => db.ComparisonLines.Any(l => l.ComparisonLineId == lineId && l.ComparisonId == c.ComparisonId));
        await comparisons.Where(c => c.SignedOffAt == null && c.DiscardedAt == null).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, version));
        return await comparisons.AsNoTracking().SingleOrDefaultAsync();
    }
}
