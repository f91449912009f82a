using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.DataQuality.Twins;

/// <summary>
/// Compares everybody in the background after what may have brought many twins at once: an import or its undo, whoever made it and on
/// whichever node, a full check, a rule switched on again. It goes by the operation log, so nothing has to tell it.
/// </summary>
internal sealed partial class TwinKeeper(IDbContextFactory<PortalDb> dbFactory, TwinDesk desk, TimeProvider time, ILogger<TwinKeeper> logger) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    internal static readonly Operation[] Bringing =
        [Operation.ImportApplied, Operation.ImportUndone, Operation.HeldLineMatched, Operation.LedgerChecked, Operation.FindingRuleSwitched];

    private static readonly Staff Self = Staff.System("サーバー") with { Name = "システム(自動)" };

    /// <summary>Of the last row of the log whose act was compared after.</summary>
    private long? _compared;

    /// <returns>Whether there was anything to compare.</returns>
    internal async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        _compared ??= await LastAsync(db, [Operation.TwinsSought], cancellationToken);
        var last = await LastAsync(db, Bringing, cancellationToken);
        if (last <= _compared || await TwinRows.OffAsync(db, cancellationToken) is not null)
        {
            return false;
        }

        await desk.SeekAsync(Self, cancellationToken);
        _compared = last;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await Task.Run(() => CatchUpAsync(stoppingToken), stoppingToken);
            }
            catch (Exception failure) when (failure is Domain.RuleException || Unreachable.Is(failure))
            {
                // The pairs changed under it again and again, or the database is away: the next minute tries once more.
                LogNotCompared(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task<long> LastAsync(PortalDb db, Operation[] operations, CancellationToken cancellationToken) =>
        await Rows(db, operations).MaxAsync(e => (long?)e.Sequence, cancellationToken) ?? 0;

    /// <summary>A full check that has only begun has brought nothing yet.</summary>
    internal static IQueryable<OperationLogEntry> Rows(PortalDb db, Operation[] operations) => db.OperationLog.Where(e =>
        EF.Parameter(operations).Contains(e.Operation) && e.Result == OperationResult.Done
        && (e.Operation != Operation.LedgerChecked || !e.Detail!.StartsWith(LedgerCheck.Began)));

    [LoggerMessage(LogLevel.Information, "The people of the ledger could not be compared in the background")]
    private partial void LogNotCompared(Exception failure);
}
