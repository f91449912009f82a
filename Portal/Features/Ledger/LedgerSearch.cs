using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger;

/// <summary>台帳の検索 — from one line of text to a page of people. The search is in the operation log before anyone sees a row.</summary>
public sealed class LedgerSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int PageSize = 100;

    /// <summary>Nobody leafs through more; narrowing is quicker.</summary>
    public const int MaxPage = 20;

    /// <param name="text">As typed or scanned.</param>
    /// <param name="by">Needs <see cref="Permission.LedgerView"/>.</param>
    /// <param name="page">From 1 to <see cref="MaxPage"/>; anything else is brought within.</param>
    /// <param name="notMyNumber">The clerk has said that twelve digits are a 宛名番号.</param>
    /// <param name="cancellationToken">Set when a newer search takes this one's place.</param>
    /// <exception cref="Domain.PermissionDeniedException">The account may not search; the denial is in the log.</exception>
    public async Task<SearchResult> FindAsync(string text, Staff by, int page = 1, bool notMyNumber = false, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.LedgerSearched, now, cancellationToken: cancellationToken);

        var terms = SearchTerms.Understand(text, notMyNumber);
        page = Math.Clamp(page, 1, MaxPage);
        if (!terms.CanSearch)
        {
            return new(terms, [], page, HasMore: false, now, time.GetElapsedTime(started));
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var hits = await HitsAsync(db, terms, page * PageSize + 1, cancellationToken);
        var rows = await RowsAsync(db, [.. hits.Skip((page - 1) * PageSize).Take(PageSize)], cancellationToken);
        var hasMore = hits.Count > page * PageSize;
        db.Add(OperationLogEntry.For(by, now, Operation.LedgerSearched, detail: Describe(terms, rows.Count, page, hasMore)));
        await db.SaveChangesAsync(cancellationToken);
        return new(terms, rows, page, hasMore, now, time.GetElapsedTime(started));
    }

    /// <summary>Has every kind of query translated once, so that the first clerk of the day does not wait for it. Shows nobody anything.</summary>
    internal async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        foreach (var text in (string[])["1", "0000000001", "S25.3.4", "S25", "サトウ", "佐藤", "花園四丁目"])
        {
            var hits = await HitsAsync(db, SearchTerms.Understand(text), wanted: 1, cancellationToken);
            await RowsAsync(db, hits, cancellationToken);
        }
    }

    /// <summary>Walks the branches in order until enough people are found; each person counts where they are met first.</summary>
    private static async Task<List<Hit>> HitsAsync(PortalDb db, SearchTerms terms, int wanted, CancellationToken cancellationToken)
    {
        List<Hit> hits = [];
        HashSet<Guid> met = [];
        foreach (var branch in SearchBranches.Of(db, terms))
        {
            // As many as wanted in all: those met before cannot be more than the ones already counted.
            var found = await branch.People.Take(wanted).Select(p => new { p.LedgerPersonId, p.MergedIntoId }).ToListAsync(cancellationToken);
            hits.AddRange(found
                .Select(p => new Hit(p.MergedIntoId ?? p.LedgerPersonId, p.MergedIntoId is not null, branch.Readings))
                .Where(hit => met.Add(hit.PersonId)));
            if (hits.Count >= wanted)
            {
                break;
            }
        }

        return hits;
    }

    private static async Task<List<SearchRow>> RowsAsync(PortalDb db, List<Hit> hits, CancellationToken cancellationToken)
    {
        if (hits.Count == 0)
        {
            return [];
        }

        var people = await FoundPerson.From(db, [.. hits.Select(hit => hit.PersonId)])
            .ToDictionaryAsync(person => person.Row.LedgerPersonId, cancellationToken);
        return
        [
            .. from hit in hits
               where people.ContainsKey(hit.PersonId)
               select SearchMatch.Explain(people[hit.PersonId], hit.Readings, hit.ThroughMerged),
        ];
    }

    internal static string Describe(SearchTerms terms, int count, int page, bool hasMore)
    {
        var kinds = terms.Terms.Select(term => string.Join('/', term.Readings.Select(reading => reading.Kind.Label())));
        return $"条件 {string.Join('・', kinds)}、{count}件{(hasMore ? "（続きあり）" : "")}{(page > 1 ? $"、{page}ページ目" : "")}";
    }

    private sealed record Hit(Guid PersonId, bool ThroughMerged, IReadOnlyList<SearchReading> Readings);
}
