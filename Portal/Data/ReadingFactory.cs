using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.OperationLog;

namespace Portal.Data;

/// <summary>
/// 参照用の複製 — where much is read and nothing written: the read-only replica of <c>ConnectionStrings:PortalReports</c>, once it has
/// everything the primary has at this moment; the primary where there is none, it lags, or it does not answer. A figure or a file never says
/// less than the ledger did.
/// </summary>
public sealed partial class ReadingFactory(IDbContextFactory<PortalDb> primary, IDbContextFactory<PortalDb>? replica, ILogger<ReadingFactory> logger) : IDbContextFactory<PortalDb>
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a replica is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of the primary: whether the replica has caught up is asked with <see cref="CreateDbContextAsync"/> only.</summary>
    public PortalDb CreateDbContext() => primary.CreateDbContext();

    public async Task<PortalDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        replica is not null && await CaughtUpAsync(replica, cancellationToken) is { } reading ? reading : await primary.CreateDbContextAsync(cancellationToken);

    private async Task<PortalDb?> CaughtUpAsync(IDbContextFactory<PortalDb> from, CancellationToken cancellationToken)
    {
        // Every change moves the head of the log in its own transaction, and a replica carries transactions out in their order.
        LogHead head;
        await using (var db = await primary.CreateDbContextAsync(cancellationToken))
        {
            head = await HeadAsync(db, cancellationToken);
        }

        var reading = await from.CreateDbContextAsync(cancellationToken);
        try
        {
            for (var waited = TimeSpan.Zero; ; waited += Grain)
            {
                var there = await HeadAsync(reading, cancellationToken);
                if (there.LogId == head.LogId && there.Sequence >= head.Sequence)
                {
                    return reading;
                }

                if (waited >= Patience)
                {
                    LogLags(head.Sequence - there.Sequence);
                    break;
                }

                await Task.Delay(Grain, cancellationToken);
            }
        }
        catch (DbException failure)
        {
            LogAway(failure);
        }
        catch
        {
            await reading.DisposeAsync();
            throw;
        }

        await reading.DisposeAsync();
        return null;
    }

    private static Task<LogHead> HeadAsync(PortalDb db, CancellationToken cancellationToken) => db.LogHeads.AsNoTracking().SingleAsync(cancellationToken);

    [LoggerMessage(LogLevel.Warning, "The replica of PortalReports lacks {Rows} rows of the log; the primary is read")]
    private partial void LogLags(long rows);

    [LoggerMessage(LogLevel.Warning, "The replica of PortalReports does not answer; the primary is read")]
    private partial void LogAway(Exception failure);
}
