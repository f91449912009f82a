using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;

namespace Portal.Features.OperationLog.Screens;

/// <summary>Keeps a search of the log for its owner, encrypted: the address names it by an id, so that reload and Back bring it again.</summary>
public sealed class KeptLogQuestions(Drafts drafts, IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    private const string Form = "log:search:";

    private DateTime Oldest => time.GetUtcNow().UtcDateTime - KeptFor;

    /// <param name="by">The owner.</param>
    /// <param name="question">Folded and found right.</param>
    public async Task<Guid> KeepAsync(Staff by, LogQuestion question)
    {
        await SweepAsync();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        await drafts.SaveAsync(by, $"{Form}{id:N}", question);
        return id;
    }

    /// <summary>Null when it is someone else's, too old or unknown.</summary>
    public async Task<LogQuestion?> FindAsync(Staff by, Guid id) =>
        await drafts.LoadAsync<LogQuestion>(by, $"{Form}{id:N}") is { } kept && kept.UpdatedAt > Oldest ? kept.Content : null;

    private async Task SweepAsync()
    {
        var oldest = Oldest;
        await using var db = await dbFactory.CreateDbContextAsync();
        await db.Drafts.Where(d => d.UpdatedAt < oldest && EF.Functions.Like(d.Form, $"{Form}%")).ExecuteDeleteAsync();
    }
}
