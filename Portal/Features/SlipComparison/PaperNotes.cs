using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;

namespace Portal.Features.SlipComparison;

/// <summary>紙の値の控え — kept until the correction is made, on whichever page that is.</summary>
internal static class PaperNotes
{
    /// <summary>Deletes, within the caller's transaction, what was noted of slips for the items a revision corrects or asks to correct.</summary>
    public static Task ForgetPaperAsync(this PortalDb db, Revision revision)
    {
        var (kind, recordId, fields) = (revision.RecordKind, revision.RecordId, revision.Changes.ConvertAll(c => c.Field));
        var lines = kind == RecordKind.Person
            ? db.ComparisonLines.Where(l => db.Doses.Where(d => d.LedgerPersonId == recordId).Select(d => d.DoseId).Contains(l.DoseId))
            : db.ComparisonLines.Where(l => l.DoseId == recordId);
        return db.PaperValues
            .Where(v => v.Kind == kind && EF.Parameter(fields).Contains(v.Field) && lines.Any(l => l.ComparisonLineId == v.ComparisonLineId))
            .ExecuteDeleteAsync();
    }
}
