using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;

namespace Portal.Features.Corrections;

/// <summary>
/// Keeps what somebody asked for its owner, encrypted, so that the address needs only an id: Back, reload and bookmarks bring it again
/// without a name or number of a person in the address line.
/// </summary>
/// <param name="form">Goes before the id in the draft's name.</param>
/// <param name="keptFor">How long.</param>
/// <param name="drafts">Where it is kept.</param>
/// <param name="dbFactory">To sweep out what is too old.</param>
/// <param name="time">Now.</param>
public abstract class KeptForOwner<T>(string form, TimeSpan keptFor, Drafts drafts, IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
    where T : class
{
    private DateTime Oldest => time.GetUtcNow().UtcDateTime - keptFor;

    public virtual async Task<Guid> KeepAsync(Staff by, T asked)
    {
        await SweepAsync();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await drafts.SaveAsync(by, $"{form}{id:N}", asked);
        return id;
    }

    /// <summary>Null when it is someone else's, too old or unknown.</summary>
    public async Task<T?> FindAsync(Staff by, Guid id) =>
        await drafts.LoadAsync<T>(by, $"{form}{id:N}") is { } kept && kept.UpdatedAt > Oldest ? kept.Content : null;

    private async Task SweepAsync()
    {
        var oldest = Oldest;
        await using var db = await dbFactory.CreateDbContextAsync();
        await db.Drafts.Where(d => d.UpdatedAt < oldest && EF.Functions.Like(d.Form, $"{form}%")).ExecuteDeleteAsync();
    }
}
