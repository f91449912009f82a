using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Reviews;

/// <summary>One line of the list of reviews.</summary>
public sealed record ReviewRow
{
    public required Guid IdReviewId { get; init; }
    public required int Number { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required string OpenedByName { get; init; }
    public required DateOnly DueOn { get; init; }
    public required DateTime? ClosedAt { get; init; }
    public required string? ClosedByName { get; init; }
    public required int Lines { get; init; }
    public required int Decided { get; init; }
    public required int Stops { get; init; }
    public required int Changes { get; init; }
}

/// <summary>Where the reviews stand today.</summary>
public sealed record ReviewState
{
    /// <summary>The review being answered; null between two of them.</summary>
    public ReviewRow? Open { get; init; }

    /// <summary>The last one that was closed.</summary>
    public ReviewRow? Last { get; init; }

    /// <summary>The last day on which the next review is in time; null while there is no ID.</summary>
    public DateOnly? NextDueOn { get; init; }

    /// <summary>No review is open and the next one is late.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>The open review is past the day for the chiefs' answers.</summary>
    public bool IsPastAnswerDay { get; init; }

    /// <summary>Lines of one's own department that wait for one's answer; 0 for those who answer none.</summary>
    public int WaitingForMe { get; init; }

    /// <summary>変更 of closed reviews that nobody has made yet.</summary>
    public int OpenChanges { get; init; }
}

/// <summary>棚卸の一覧, and what waits.</summary>
public sealed class ReviewSearch(IDbContextFactory<PortalDb> dbFactory, ReviewCalendar calendar, TimeProvider time)
{
    public const int PageSize = 100;

    /// <summary>The reviews, newest first.</summary>
    public async Task<IReadOnlyList<ReviewRow>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.ReviewShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(db).Take(PageSize).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.ReviewShown, detail: $"一覧 {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return rows;
    }

    /// <summary>Where the reviews stand, for the home page, the menu and the list. Counts only, so it is no look at anything.</summary>
    public async Task<ReviewState> StateAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        var open = await Rows(db).FirstOrDefaultAsync(r => r.ClosedAt == null, cancellationToken);
        var last = await Rows(db).FirstOrDefaultAsync(r => r.ClosedAt != null, cancellationToken);
        var firstIssuedAt = last is null ? await db.Accounts.MinAsync(a => a.IssuedAt, cancellationToken) : null;
        var nextDueOn = calendar.NextDue(last?.OpenedAt, firstIssuedAt);
        return new ReviewState
        {
            Open = open,
            Last = last,
            NextDueOn = nextDueOn,
            IsOverdue = open is null && nextDueOn < today,
            IsPastAnswerDay = open is not null && open.DueOn < today,
            WaitingForMe = by.May(Permission.ReviewAnswer) && open is not null ? await Waiting(db, open.IdReviewId, by).CountAsync(cancellationToken) : 0,
            OpenChanges = await OpenChanges(db).CountAsync(cancellationToken),
        };
    }

    /// <summary>The number in the menu: lines to answer, and for whoever manages reviews what is late or left over.</summary>
    public async Task<int> CountAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.ReviewAnswer) && !by.May(Permission.ReviewManage))
        {
            return 0;
        }

        var state = await StateAsync(by, cancellationToken);
        var toManage = !by.May(Permission.ReviewManage) ? 0
            : state.OpenChanges + (state.IsOverdue || state.IsPastAnswerDay || (state.Open is { } open && open.Decided == open.Lines) ? 1 : 0);
        return state.WaitingForMe + toManage;
    }

    public static IQueryable<ReviewRow> Rows(PortalDb db) => db.IdReviews.AsNoTracking().OrderByDescending(r => r.Number).Select(r => new ReviewRow
    {
        IdReviewId = r.IdReviewId,
        Number = r.Number,
        OpenedAt = r.OpenedAt,
        OpenedByName = r.OpenedByName,
        DueOn = r.DueOn,
        ClosedAt = r.ClosedAt,
        ClosedByName = r.ClosedByName,
        Lines = r.Lines.Count,
        Decided = r.Lines.Count(l => l.Decision != null),
        Stops = r.Lines.Count(l => l.Decision == ReviewDecision.Stop),
        Changes = r.Lines.Count(l => l.Decision == ReviewDecision.Change),
    });

    /// <summary>Undecided lines of the chief's own department, without IDs of their own.</summary>
    public static IQueryable<IdReviewLine> Waiting(PortalDb db, Guid idReviewId, Staff by)
    {
        var lines = db.IdReviewLines.Where(l => l.IdReviewId == idReviewId && l.Decision == null && l.Department == by.Department);
        return by.StaffMemberId is not { } person ? lines
            : lines.Where(l => !db.Accounts.Any(a => a.AccountKey == l.AccountKey && (a.StaffMemberId == person || a.Members.Any(m => m.StaffMemberId == person && m.Until == null))));
    }

    /// <summary>The query beside <see cref="IdReviewLine.IsChangeOpen"/>.</summary>
    public static IQueryable<IdReviewLine> OpenChanges(PortalDb db) => db.IdReviewLines.Where(l =>
        l.Decision == ReviewDecision.Change && l.SettledAt == null
        && db.IdReviews.Any(r => r.IdReviewId == l.IdReviewId && r.ClosedAt != null)
        && db.Accounts.Any(a => a.AccountKey == l.AccountKey && a.State != AccountState.Revoked && a.State != AccountState.Returned
            && !a.Changes.Any(c => c.State == AccountChangeState.Applied && c.DecidedAt >= l.DecidedAt)));
}
