using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;

namespace Portal.Features.Reports;

/// <summary>Findings that came and went in a stretch of time.</summary>
internal static class ReportFindings
{
    public static IQueryable<FindingRecord> Found(PortalDb db, DateTime begins, DateTime ends) => db.FindingRecords.AsNoTracking().Where(f => f.FoundAt >= begins && f.FoundAt < ends);

    /// <summary>却下 and 解消; one that came back since counts where it was closed before.</summary>
    public static IQueryable<FindingRecord> Closed(PortalDb db, DateTime begins, DateTime ends) => db.FindingRecords.AsNoTracking()
        .Where(f => (f.ClosedAt >= begins && f.ClosedAt < ends) || (f.ClosedBeforeAt >= begins && f.ClosedBeforeAt < ends));
}
