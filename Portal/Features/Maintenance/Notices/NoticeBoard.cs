using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Maintenance;

namespace Portal.Features.Maintenance.Notices;

/// <summary>
/// 掲示板 — the notices that stand now, for every open page. Looked up every few seconds, so that a notice posted at one node stands at the
/// other too; while the database is away the last ones stay.
/// </summary>
public sealed partial class NoticeBoard(IDbContextFactory<PortalDb> dbFactory, TimeProvider time, ILogger<NoticeBoard> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private IReadOnlyList<PostedNotice> _standing = [];

    /// <summary>The soonest to end first.</summary>
    public IReadOnlyList<PostedNotice> Standing => _standing;

    public event Action? Changed;

    public async Task LookAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var standing = await StandingAt(db, time.GetUtcNow().UtcDateTime).ToListAsync(cancellationToken);
        if (!standing.Select(n => n.PostedNoticeId).SequenceEqual(_standing.Select(n => n.PostedNoticeId)))
        {
            _standing = standing;
            Changed?.Invoke();
        }
    }

    internal static IQueryable<PostedNotice> StandingAt(PortalDb db, DateTime now) => db.PostedNotices.AsNoTracking()
        .Where(n => n.WithdrawnAt == null && n.Until > now).OrderBy(n => n.Until).ThenBy(n => n.PostedNoticeId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Interval);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (Components.Unreachable.Is(failure))
            {
                LogFailed(failure);
            }
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Notices could not be looked up.")]
    private partial void LogFailed(Exception failure);
}
