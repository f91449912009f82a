namespace Portal.Features.Ledger;

/// <summary>Addresses of the ledger's pages. They carry ids and never what was typed.</summary>
public static class LedgerUrls
{
    public const string Search = "/ledger";
    public const string NewPerson = "/ledger/people/new";

    /// <param name="searchId">Of <see cref="KeptSearches"/>; null for the empty page.</param>
    /// <param name="page">From 1.</param>
    /// <param name="personId">The person to stand on, when coming back from their sheet.</param>
    public static string Results(Guid? searchId, int page = 1, Guid? personId = null) => Search + Query(searchId, page, personId);

    /// <param name="personId">Whose sheet.</param>
    /// <param name="searchId">The search to come back to.</param>
    /// <param name="page">Its page.</param>
    public static string Person(Guid personId, Guid? searchId = null, int page = 1) => $"/ledger/people/{personId}{Query(searchId, page, null)}";

    public static string NewDose(Guid personId) => $"/ledger/people/{personId}/doses/new";

    public static string CorrectDose(Guid doseId) => $"/corrections/doses/{doseId}";

    public static string CorrectPerson(Guid personId) => $"/corrections/people/{personId}";

    public static string Residence(Guid personId) => $"/corrections/people/{personId}/residence";

    public static string Restore(Guid revisionId) => $"/corrections/revisions/{revisionId}/restore";

    public static string Approval(Guid revisionId) => $"/corrections/approvals/{revisionId}";

    private static string Query(Guid? searchId, int page, Guid? personId)
    {
        if (searchId is null)
        {
            return "";
        }

        var query = $"?s={searchId:N}";
        query += page > 1 ? $"&page={page}" : "";
        return query + (personId is { } at ? $"&at={at:N}" : "");
    }
}
