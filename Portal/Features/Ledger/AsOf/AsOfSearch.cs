using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger.AsOf;

/// <summary>
/// 時点の検索 — people by what they were at an earlier moment. Whoever matched then either matches today or has had the matching value
/// changed since; both are looked up by an index, and each is then held against the text as they were. For reading only.
/// </summary>
public sealed class AsOfSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>A page; who wants more adds a condition.</summary>
    public const int Most = LedgerSearch.PageSize;

    /// <param name="by">Needs <see cref="Permission.LedgerView"/>.</param>
    /// <param name="text">As typed.</param>
    /// <param name="moment">UTC; when.</param>
    /// <param name="cancellationToken">The page left.</param>
    /// <returns>As of the moment, which is also its <see cref="SearchResult.At"/>.</returns>
    /// <exception cref="Domain.PermissionDeniedException">The denial is in the log.</exception>
    /// <exception cref="Domain.RuleException">A moment to come.</exception>
    public async Task<SearchResult> FindAsync(Staff by, string text, DateTime moment, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.LedgerSearched, now, cancellationToken: cancellationToken);
        AsOfDesk.DemandPast(moment, now);
        var terms = SearchTerms.Understand(text);
        if (!terms.CanSearch)
        {
            return new(terms, [], 1, HasMore: false, moment, time.GetElapsedTime(started));
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        Dictionary<Guid, SearchRow> found = [];
        var isCut = false;
        foreach (var readings in terms.Combinations)
        {
            var (ids, more) = await CandidatesAsync(db, readings, moment, cancellationToken);
            isCut |= more;
            var matching = (await AsOfPeople.ReadAsync(db, [.. ids.Except(found.Keys)], moment, readings.Any(r => r is CouponReading), cancellationToken)).FindAll(p => p.Matches(readings));
            foreach (var person in matching.Where(p => p.MergedIntoId is null))
            {
                found.Add(person.PersonId, SearchMatch.Explain(person.Found(), readings, throughMerged: false));
            }

            // As in the ledger of today, somebody merged is found by their numbers only, which lead to the keeper.
            var keepers = readings.Any(r => r is NumberReading or CouponReading) ? matching.Select(p => p.MergedIntoId).OfType<Guid>().Distinct().Except(found.Keys).ToList() : [];
            foreach (var keeper in await AsOfPeople.ReadAsync(db, keepers, moment, withCoupons: false, cancellationToken))
            {
                found.Add(keeper.PersonId, SearchMatch.Explain(keeper.Found(), readings, throughMerged: true));
            }
        }

        List<SearchRow> rows = [.. found.Values.OrderBy(r => r.Kana, StringComparer.Ordinal).ThenBy(r => r.BirthDate).ThenBy(r => r.LedgerPersonId).Take(Most)];
        var hasMore = isCut || found.Count > rows.Count;
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerSearched, detail: $"時点 {Moments.ShowExact(moment)}、{LedgerSearch.Describe(terms, rows.Count, 1, hasMore)}"));
        await db.SaveChangesAsync(cancellationToken);
        return new(terms, rows, 1, hasMore, moment, time.GetElapsedTime(started));
    }

    private static async Task<(HashSet<Guid> People, bool HasMore)> CandidatesAsync(
        PortalDb db, IReadOnlyList<SearchReading> readings, DateTime moment, CancellationToken cancellationToken)
    {
        HashSet<Guid> people = [];
        var hasMore = false;
        foreach (var query in SearchBranches.OfEverybody(db, readings).Select(p => p.Select(x => x.LedgerPersonId)).Concat(FormerValues.Candidates(db, readings, moment)))
        {
            var ids = await query.Take(Most + 1).ToListAsync(cancellationToken);
            hasMore |= ids.Count > Most;
            people.UnionWith(ids);
        }

        return (people, hasMore);
    }
}
