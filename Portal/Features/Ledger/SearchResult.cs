using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>What a search gives back: what was understood, one page of people, and when it was.</summary>
/// <param name="Terms">With problems or a possible My Number nothing has been looked up.</param>
/// <param name="Rows">At most <see cref="LedgerSearch.PageSize"/>.</param>
/// <param name="Page">From 1.</param>
/// <param name="HasMore">There are people after this page.</param>
/// <param name="At">UTC.</param>
/// <param name="Elapsed">From the question to the answer, the log entry included.</param>
public sealed record SearchResult(SearchTerms Terms, IReadOnlyList<SearchRow> Rows, int Page, bool HasMore, DateTime At, TimeSpan Elapsed)
{
    public override string ToString() => $"{nameof(SearchResult)} {Rows.Count}";
}
