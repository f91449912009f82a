using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>One line of the list of reviews.</summary>
public sealed record LogReviewSummary
{
    public required Guid LogReviewId { get; init; }
    public required int Number { get; init; }
    public required LogReviewKind Kind { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required DateOnly DueOn { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required DateTime? SignedOffAt { get; init; }
    public required string? SignedOffByName { get; init; }
    public required long RowCount { get; init; }
    public required int Lines { get; init; }
    public required int Judged { get; init; }
    public required int Unclear { get; init; }
    public required int Improper { get; init; }
}

/// <summary>A month that is over and not signed off.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="DueOn">Until when it is to be.</param>
/// <param name="LogReviewId">Its review; null while none was opened.</param>
public sealed record OwedMonth(DateOnly Month, DateOnly DueOn, Guid? LogReviewId)
{
    public bool IsOverdueOn(DateOnly today) => DueOn < today;
}

/// <summary>Where the reviews stand today.</summary>
/// <param name="Owed">Months to be reviewed, oldest first.</param>
/// <param name="Open">Reviews that are not signed off, oldest first.</param>
/// <param name="Last">The scheduled review signed off last, by its month.</param>
public sealed record LogReviewState(IReadOnlyList<OwedMonth> Owed, IReadOnlyList<LogReviewSummary> Open, LogReviewSummary? Last)
{
    public int OpenLines => Open.Sum(r => r.Lines - r.Judged + r.Unclear);
}

/// <summary>The reviews, and what they owe.</summary>
public sealed class LogReviewSearch(IDbContextFactory<PortalDb> dbFactory, LogReviewCalendar calendar, TimeProvider time)
{
    private const int PageSize = 100;

    public async Task<IReadOnlyList<LogReviewSummary>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogView, Operation.LogReviewShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(db).Take(PageSize).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.LogReviewShown, detail: $"一覧 {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return rows;
    }

    /// <summary>Dates and counts, for the list, the home page and the board; no look at anything.</summary>
    public async Task<LogReviewState> StateAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        var open = await Rows(db).Where(r => r.SignedOffAt == null).OrderBy(r => r.Number).ToListAsync(cancellationToken);
        var months = await Months(db).ToListAsync(cancellationToken);
        var signedOff = months.Where(m => m.IsSignedOff).Select(m => m.From).ToHashSet();
        var last = signedOff.Count == 0 ? null : await Rows(db).FirstOrDefaultAsync(r => r.Kind == LogReviewKind.Scheduled && r.From == signedOff.Max(), cancellationToken);
        var first = await db.OperationLog.MinAsync(e => (DateTime?)e.At, cancellationToken);
        var owed = first is not { } begun ? [] : LogReviewCalendar.Owed(JapanTime.DayOf(begun), signedOff, today)
            .Select(month => new OwedMonth(month, calendar.DueOn(month), months.Find(m => m.From == month)?.LogReviewId));
        return new LogReviewState([.. owed], open, last);
    }

    /// <summary>The number in the menu: lines without a last word, and months nobody has begun; 0 for those who review nothing.</summary>
    public async Task<int> CountAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.LogReview))
        {
            return 0;
        }

        var state = await StateAsync(cancellationToken);
        return state.OpenLines + state.Owed.Count(o => o.LogReviewId is null);
    }

    public static IQueryable<LogReviewSummary> Rows(PortalDb db) => db.LogReviews.AsNoTracking().OrderByDescending(r => r.Number).Select(r => new LogReviewSummary
    {
        LogReviewId = r.LogReviewId,
        Number = r.Number,
        Kind = r.Kind,
        From = r.From,
        Until = r.Until,
        DueOn = r.DueOn,
        OpenedAt = r.OpenedAt,
        SignedOffAt = r.SignedOffAt,
        SignedOffByName = r.SignedOffByName,
        RowCount = r.RowCount,
        Lines = r.Lines.Count,
        Judged = r.Lines.Count(l => l.Verdict != null),
        Unclear = r.Lines.Count(l => l.Verdict == LogVerdictKind.Unclear),
        Improper = r.Lines.Count(l => l.Verdict == LogVerdictKind.Improper),
    });

    /// <summary>The months that have a review.</summary>
    public static IQueryable<ReviewedMonth> Months(PortalDb db) => db.LogReviews.AsNoTracking()
        .Where(r => r.Kind == LogReviewKind.Scheduled).OrderBy(r => r.Number).Select(r => new ReviewedMonth(r.From, r.LogReviewId, r.SignedOffAt != null));
}

/// <summary>One month and its review.</summary>
public sealed record ReviewedMonth(DateOnly From, Guid LogReviewId, bool IsSignedOff);
