using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>The queries of the requests' screens.</summary>
internal static class RequestSearch
{
    public const int Most = 200;

    /// <summary>What is open, the oldest first; or what is over, the newest first.</summary>
    public static IQueryable<MunicipalityRequest> Rows(PortalDb db, bool over)
    {
        var requests = db.MunicipalityRequests.AsNoTracking();
        return over
            ? requests.Where(r => r.State != RequestState.Open && r.State != RequestState.AwaitsApproval).OrderByDescending(r => r.Number).Take(Most)
            : Open(db).AsNoTracking().OrderBy(r => r.Number).Take(Most);
    }

    /// <summary>支援措置: requests whose sender says where a protected person lives now.</summary>
    public static IQueryable<Guid> AboutProtected(PortalDb db) => db.MunicipalityRequests
        .Where(r => db.People.Any(p => p.IsProtected && (p.LedgerPersonId == r.LedgerPersonId || p.ResidentNumber == r.ResidentNumber)))
        .Select(r => r.MunicipalityRequestId);

    public static IQueryable<MunicipalityRequest> Open(PortalDb db) =>
        db.MunicipalityRequests.Where(r => r.State == RequestState.Open || r.State == RequestState.AwaitsApproval);

    /// <summary>Whom a 宛名番号 leads to: also one somebody had before being merged.</summary>
    public static IQueryable<Guid> PersonOf(PortalDb db, string residentNumber) => db.People
        .Where(p => p.ResidentNumber == residentNumber).OrderBy(p => p.Status == RecordStatus.Active ? 0 : 1).ThenBy(p => p.LedgerPersonId)
        .Select(p => p.MergedIntoId ?? p.LedgerPersonId);

    public static IQueryable<Dose> Doses(PortalDb db, Guid personId) => db.Doses.AsNoTracking()
        .Where(d => d.LedgerPersonId == personId && d.Status == RecordStatus.Active).OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn);
}
