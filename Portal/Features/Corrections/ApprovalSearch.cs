using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>Which requests a list shows.</summary>
public enum RequestView
{
    /// <summary>承認待ち</summary>
    Waiting,

    /// <summary>差戻し・取下げ・承認済み</summary>
    Decided,
}

/// <summary>One line of the list of requests.</summary>
public sealed record RequestRow
{
    public required Guid RevisionId { get; init; }
    public required RecordKind RecordKind { get; init; }
    public required RevisionAct Act { get; init; }
    public required RevisionState State { get; init; }
    public required string PersonName { get; init; }
    public required string? ResidentNumber { get; init; }
    public required IReadOnlyList<string> Fields { get; init; }
    public required ReasonKind? Reason { get; init; }
    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }
    public required DateTime RequestedAt { get; init; }
    public required string? DecidedByName { get; init; }
    public required DateTime? DecidedAt { get; init; }

    public string FieldsInWords => string.Join("・", Fields.Select(key => RecordItems.Find(RecordKind, key).Label));
}

/// <summary>Requests that went, or go, through a second person's hands.</summary>
public sealed class ApprovalSearch(IDbContextFactory<PortalDb> dbFactory)
{
    public const int PageSize = 100;

    /// <summary>The first hundred: waiting ones oldest first, decided ones newest first.</summary>
    /// <param name="by">Without the right to approve, only the requests of one's own.</param>
    /// <param name="view">Waiting or decided.</param>
    /// <param name="ownOnly">The requests of one's own.</param>
    /// <param name="cancellationToken">The page left.</param>
    public async Task<IReadOnlyList<RequestRow>> ListAsync(Staff by, RequestView view, bool ownOnly, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await Rows(db, by, view, ownOnly).ToListAsync(cancellationToken);
    }

    public static IQueryable<RequestRow> Rows(PortalDb db, Staff by, RequestView view, bool ownOnly)
    {
        var requests = db.Revisions.AsNoTracking();
        requests = view == RequestView.Waiting
            ? requests.Where(r => r.State == RevisionState.Pending)
            : requests.Where(r => r.State != RevisionState.Pending && r.DecidedBy != null);
        if (ownOnly || !by.May(Permission.CorrectionApprove))
        {
            requests = requests.Where(r => r.RequestedBy == by.PersonKey);
        }

        var named = requests.Join(db.People, r => r.LedgerPersonId, p => p.LedgerPersonId, (r, p) => new { Request = r, p.Name, p.ResidentNumber });
        var ordered = view == RequestView.Waiting
            ? named.OrderBy(n => n.Request.RequestedAt).ThenBy(n => n.Request.RevisionId)
            : named.OrderByDescending(n => n.Request.DecidedAt).ThenByDescending(n => n.Request.RevisionId);
        return ordered.Take(PageSize).Select(n => new RequestRow
        {
            RevisionId = n.Request.RevisionId,
            RecordKind = n.Request.RecordKind,
            Act = n.Request.Act,
            State = n.Request.State,
            PersonName = n.Name,
            ResidentNumber = n.ResidentNumber,
            Fields = n.Request.Changes.OrderBy(c => c.Field).Select(c => c.Field).ToList(),
            Reason = n.Request.Reason,
            RequestedBy = n.Request.RequestedBy,
            RequestedByName = n.Request.RequestedByName,
            RequestedAt = n.Request.RequestedAt,
            DecidedByName = n.Request.DecidedByName,
            DecidedAt = n.Request.DecidedAt,
        });
    }
}
