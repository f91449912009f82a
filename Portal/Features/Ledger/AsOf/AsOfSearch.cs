using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
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
            var people = await AsOfPeople.ReadAsync(db, [.. ids.Except(found.Keys)], moment, cancellationToken);
            foreach (var person in people.Where(p => p.Matches(readings)))
            {
                found.Add(person.PersonId, SearchMatch.Explain(person.Found(), readings, throughMerged: false));
            }
        }

        List<SearchRow> rows = [.. found.Values.OrderBy(r => r.Kana, StringComparer.Ordinal).ThenBy(r => r.BirthDate).ThenBy(r => r.LedgerPersonId).Take(Most)];
        var hasMore = isCut || found.Count > rows.Count;
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerSearched, detail: $"時点 {Moments.Show(moment)}、{LedgerSearch.Describe(terms, rows.Count, 1, hasMore)}"));
        await db.SaveChangesAsync(cancellationToken);
        return new(terms, rows, 1, hasMore, moment, time.GetElapsedTime(started));
    }

    private static async Task<(HashSet<Guid> People, bool HasMore)> CandidatesAsync(
        PortalDb db, IReadOnlyList<SearchReading> readings, DateTime moment, CancellationToken cancellationToken)
    {
        HashSet<Guid> people = [];
        var hasMore = false;
        foreach (var query in SearchBranches.OfEverybody(db, readings).Select(p => p.Select(x => x.LedgerPersonId)).Concat(readings.SelectMany(r => FormerValues.Of(db, r, moment))))
        {
            var ids = await query.Take(Most + 1).ToListAsync(cancellationToken);
            hasMore |= ids.Count > Most;
            people.UnionWith(ids);
        }

        return (people, hasMore);
    }
}
