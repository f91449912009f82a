using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Features.Ledger;

/// <summary>
/// Keeps the text of a search for its owner, encrypted, so that the address needs only an id: Back, reload and bookmarks restore the
/// search without a name or number of a person in the address line.
/// </summary>
public sealed class KeptSearches(Drafts drafts, IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    private const string Form = "ledger:search:";

    /// <exception cref="InvalidOperationException">The text may hold a My Number, which is never kept.</exception>
    public async Task<Guid> KeepAsync(Staff by, string text)
    {
        if (SearchTerms.Understand(text).MayHoldMyNumber)
        {
            throw new InvalidOperationException("A possible My Number is not kept.");
        }

        await SweepAsync();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await drafts.SaveAsync(by, $"{Form}{id:N}", text);
        return id;
    }

    /// <summary>The text, or null when it is someone else's, too old or unknown.</summary>
    public async Task<string?> FindAsync(Staff by, Guid id) =>
        await drafts.LoadAsync<string>(by, $"{Form}{id:N}") is { } kept && kept.UpdatedAt > Oldest ? kept.Content : null;

    private DateTime Oldest => time.GetUtcNow().UtcDateTime - KeptFor;

    private async Task SweepAsync()
    {
        var oldest = Oldest;
        await using var db = await dbFactory.CreateDbContextAsync();
        await db.Drafts.Where(d => d.UpdatedAt < oldest && EF.Functions.Like(d.Form, $"{Form}%")).ExecuteDeleteAsync();
    }
}
