using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Reviews;

/// <summary>One review with what it is read beside.</summary>
public sealed record OpenedReview
{
    public required IdReview Review { get; init; }

    /// <summary>The closed one before it; null for the first.</summary>
    public required IdReview? Previous { get; init; }

    /// <summary>前回との差分.</summary>
    public required IReadOnlyList<ReviewDifference> Differences { get; init; }

    /// <summary>Lines decided 変更 that nobody has made yet.</summary>
    public required IReadOnlySet<Guid> OpenChanges { get; init; }

    /// <summary>Members of shared IDs and holders, so that one's own lines are known.</summary>
    public required ILookup<Guid, Guid> PeopleOf { get; init; }

    public int Decided => Review.Lines.Count(l => l.Decision is not null);

    public bool IsOwn(Staff by, IdReviewLine line) => by.StaffMemberId is { } person && PeopleOf[line.AccountKey].Contains(person);

    internal static async Task<OpenedReview?> LoadAsync(PortalDb db, Guid idReviewId, CancellationToken cancellationToken = default)
    {
        if (await db.IdReviews.AsNoTracking().Include(r => r.Lines).SingleOrDefaultAsync(r => r.IdReviewId == idReviewId, cancellationToken) is not { } review)
        {
            return null;
        }

        review.Lines.Sort((a, b) => string.CompareOrdinal(a.AccountId, b.AccountId));
        var previous = await db.IdReviews.AsNoTracking().Include(r => r.Lines).Where(r => r.Number == review.Number - 1).SingleOrDefaultAsync(cancellationToken);
        var keys = review.Lines.Select(l => l.AccountKey).ToList();
        var accounts = await db.Accounts.AsNoTracking().Include(a => a.Members).Include(a => a.Changes).AsSplitQuery()
            .Where(a => keys.Contains(a.AccountKey)).OrderBy(a => a.AccountKey).ToDictionaryAsync(a => a.AccountKey, cancellationToken);
        return new OpenedReview
        {
            Review = review,
            Previous = previous,
            Differences = previous is null ? [] : ReviewDifferences.Between(previous.Lines, review.Lines),
            OpenChanges = review.IsOpen ? new HashSet<Guid>() : review.Lines.Where(l => l.IsChangeOpen(accounts[l.AccountKey])).Select(l => l.IdReviewLineId).ToHashSet(),
            PeopleOf = accounts.Values
                .SelectMany(a => a.Members.Where(m => m.Until is null).Select(m => m.StaffMemberId).Concat(a.StaffMemberId is { } holder ? [holder] : []).Select(person => (a.AccountKey, person)))
                .ToLookup(pair => pair.AccountKey, pair => pair.person),
        };
    }
}
