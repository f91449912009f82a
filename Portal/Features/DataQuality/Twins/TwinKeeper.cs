using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Maintenance.Nodes;

namespace Portal.Features.DataQuality.Twins;

/// <summary>
/// Compares everybody in the background after acts that may have made twins: within a minute after an import, its undo, a full check or a
/// switch of the rules, whoever did it and on whichever node, and at most once an hour for single people registered or changed. It goes by
/// the operation log, so nothing has to tell it.
/// </summary>
internal sealed partial class TwinKeeper(IDbContextFactory<PortalDb> dbFactory, TwinDesk desk, NodeDuty duty, TimeProvider time, ILogger<TwinKeeper> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan BetweenSingle = TimeSpan.FromHours(1);

    internal static readonly Operation[] OfMany =
        [Operation.ImportApplied, Operation.ImportUndone, Operation.LedgerChecked, Operation.FindingRuleSwitched];

    internal static readonly Operation[] OfOne =
    [
        Operation.PersonRegistered, Operation.CorrectionMade, Operation.CorrectionApproved, Operation.HeldLineMatched,
        Operation.PeopleMerged, Operation.PeopleUnmerged, Operation.MyNumberRegistered, Operation.MyNumberRemoved,
    ];

    private static readonly Staff Self = Staff.System("サーバー") with { Name = "システム(自動)" };

    /// <summary>How far the log was looked through.</summary>
    private long? _looked;
    private DateTime _sought;
    private bool _isDue;
    private bool _isDueLater;

    /// <returns>Whether there was anything to compare.</returns>
    internal async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await LookAsync(cancellationToken);
        if ((!_isDue && !(_isDueLater && _sought + BetweenSingle <= now)) || await IsOffAsync(cancellationToken))
        {
            return false;
        }

        await desk.SeekAsync(Self, cancellationToken);
        (_isDue, _isDueLater, _sought) = (false, false, now);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                if (await duty.IsMineAsync(stoppingToken))
                {
                    await Task.Run(() => CatchUpAsync(stoppingToken), stoppingToken);
                }
                else
                {
                    // Another node looks through the log; where it came to stands there.
                    _looked = null;
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The pairs changed under it again and again, or the database is away: the next minute tries once more. Never the portal's end.
                LogNotCompared(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Done acts of a kind between two rows of the log. A full check that has only begun has brought nothing yet.</summary>
    internal static IQueryable<OperationLogEntry> Rows(PortalDb db, Operation[] operations, long after, long upTo) => db.OperationLog.Where(e =>
        e.Sequence > after && e.Sequence <= upTo && EF.Parameter(operations).Contains(e.Operation) && e.Result == OperationResult.Done
        && (e.Operation != Operation.LedgerChecked || !e.Detail!.StartsWith(LedgerCheck.Began)));

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (_looked is null)
        {
            var last = await db.OperationLog.Where(e => e.Operation == Operation.TwinsSought && e.Result == OperationResult.Done)
                .OrderByDescending(e => e.At).Select(e => new { e.Sequence, e.At }).FirstOrDefaultAsync(cancellationToken);
            (_looked, _sought) = (last?.Sequence ?? 0, last?.At ?? DateTime.MinValue);
        }

        var (from, newest) = (_looked.Value, await db.OperationLog.MaxAsync(e => (long?)e.Sequence, cancellationToken) ?? 0);
        _isDue = _isDue || await Rows(db, OfMany, from, newest).AnyAsync(cancellationToken);
        _isDueLater = _isDueLater || await Rows(db, OfOne, from, newest).AnyAsync(cancellationToken);
        _looked = newest;
    }

    private async Task<bool> IsOffAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await TwinRows.OffAsync(db, cancellationToken) is not null;
    }

    [LoggerMessage(LogLevel.Warning, "The people of the ledger could not be compared in the background")]
    private partial void LogNotCompared(Exception failure);
}
