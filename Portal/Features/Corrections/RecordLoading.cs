using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>Loads what a correction is decided on: the record, tracked, and its whole history.</summary>
internal static class RecordLoading
{
    /// <summary>The record, or null when there is none of that id.</summary>
    public static async Task<LedgerRecord?> LoadRecordAsync(this PortalDb db, RecordKind kind, Guid recordId, CancellationToken cancellationToken = default) => kind switch
    {
        RecordKind.Person => await db.People.Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == recordId, cancellationToken) is { } person
            ? LedgerRecord.Of(person)
            : null,
        RecordKind.Dose => await db.Doses.SingleOrDefaultAsync(d => d.DoseId == recordId, cancellationToken) is { } dose ? LedgerRecord.Of(dose) : null,
        RecordKind.Coupon => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Every revision of the record with its items, oldest request first.</summary>
    public static Task<List<Revision>> LoadRevisionsAsync(this PortalDb db, Guid recordId, CancellationToken cancellationToken = default) => db.Revisions
        .Where(r => r.RecordId == recordId)
        .Include(r => r.Changes)
        .OrderBy(r => r.RequestedAt)
        .ThenBy(r => r.RevisionId)
        .ToListAsync(cancellationToken);
}
