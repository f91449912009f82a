using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Keys;

namespace Portal.Features.OperationLog;

/// <summary>
/// Seals the rows of the operation log while they are saved. The number and the seal of a row follow from the head, and the head moves in
/// the same transaction: of two writers who started from one head the second fails whole (the head has moved, the number is taken) and
/// starts again from the new one. A lock only keeps the writers of this process from failing for nothing; no other process needs to know it.
/// Nothing here goes on on a page's own thread (ConfigureAwait): whose turn it is must not wait for a browser.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore hands out no wait handle, so it holds nothing; a row saved while the host stops still needs it.")]
public sealed class LogChain
{
    /// <summary>Each failed attempt is another writer's success, so this is a bound for what cannot be, not for load.</summary>
    private const int Attempts = 200;

    /// <summary>How much longer each time a save waits after its line broke.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a save waits for the server to come back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LogQueue _queue = new();
    private readonly KeyRing? _keys;
    private readonly LogCheckpoints? _checkpoints;
    private readonly IHttpContextAccessor? _requests;
    private LogHead? _head;

    public LogChain(KeyRing keys, LogCheckpoints checkpoints, IHttpContextAccessor? requests = null) =>
        (_keys, _checkpoints, _requests) = (keys, checkpoints, requests);

    private LogChain()
    {
    }

    /// <summary>For contexts that only translate queries or write schemas: it saves no row of the log.</summary>
    public static LogChain None { get; } = new();

    /// <summary>Saves the changes of a context that holds new rows of the log, sealed.</summary>
    /// <param name="db">Whose changes.</param>
    /// <param name="entries">The new rows among them.</param>
    /// <param name="onlyLog">Whether there is nothing beside them.</param>
    /// <param name="save">EF's own saving.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public Task<int> SaveAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, bool onlyLog, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        var request = _requests?.HttpContext?.TraceIdentifier;
        foreach (var entry in entries)
        {
            entry.CameThrough(request);
        }

        return db.Database.CurrentTransaction is not null ? SaveWithinAsync(db, entries, save, cancellationToken)
            : onlyLog ? SaveTogetherAsync(db, entries)
            : SaveWithChangesAsync(db, entries, save, cancellationToken);
    }

    /// <summary>Within a transaction of the caller's, which may still be rolled back: the next writer reads the head again.</summary>
    private async Task<int> SaveWithinAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        var count = 0;
        var head = await UntilFirstAsync(db, entries, null, async (from, to) => count = await LogHeadWrites.SaveAsync(db, from, to, save, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        db.SealedWithin = (db.Database.CurrentTransaction!.TransactionId, head);
        return count;
    }

    /// <summary>A transaction of a caller's that holds sealed rows is committed. Others may have written behind it by now.</summary>
    public void Committed(LogHead head) => _checkpoints?.FollowUnlessLater(head);

    private async Task<int> SaveWithChangesAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var count = 0;
            Follow(await UntilFirstAsync(db, entries, _head, async (from, to) => count = await LogHeadWrites.SaveAsync(db, from, to, save, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false));
            return count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Rows without another change, of views and searches, are saved with those of everybody who waits: one transaction for all, by
    /// whoever's turn it is. Once handed in, a row is written even if its page is closed meanwhile.
    /// </summary>
    private async Task<int> SaveTogetherAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries)
    {
        foreach (var entry in entries)
        {
            db.Entry(entry).State = EntityState.Detached;
        }

        if (await _queue.HandInAsync(entries).ConfigureAwait(false))
        {
            await SaveWaitingAsync(db).ConfigureAwait(false);
        }

        return entries.Count;
    }

    /// <summary>Called by the first of those who wait: writes theirs and those behind, then hands the turn on.</summary>
    private async Task SaveWaitingAsync(PortalDb db)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        var batch = _queue.TakeBatch();
        try
        {
            List<OperationLogEntry> entries = [.. batch.SelectMany(w => w.Entries)];
            Follow(await UntilFirstAsync(db, entries, _head, (from, to) => LogHeadWrites.AppendAsync(db, entries, from, to), CancellationToken.None).ConfigureAwait(false));
            batch.ForEach(w => w.Turn.TrySetResult(false));
        }
        catch (Exception exception)
        {
            // No log, no view: each of them is told that nothing was written, the others through their own task.
            batch.ForEach(w => w.Turn.TrySetException(exception));
            throw;
        }
        finally
        {
            _turn.Release();
            _queue.HandOn();
        }
    }

    private void Follow(LogHead head)
    {
        _head = head;
        _checkpoints?.Follow(head);
    }

    /// <summary>
    /// Seals the rows behind the head and writes them with it; from the new head when another writer was faster. Where the line broke and nobody knows
    /// whether that was before the commit or after it, the rows are looked for: they went in the same transaction as everything else, so they are its receipt.
    /// </summary>
    private async Task<LogHead> UntilFirstAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, LogHead? from, Func<LogHead, LogHead, Task> write, CancellationToken cancellationToken)
    {
        var key = (_keys ?? throw new InvalidOperationException("A context without keys saves no row of the operation log.")).Current(KeyUse.OperationLog);
        var (breaks, since) = (0, Stopwatch.StartNew());
        for (var attempt = 1; ; attempt++)
        {
            from ??= await LogHeadWrites.ReadAsync(db, breaks == 0 ? cancellationToken : CancellationToken.None).ConfigureAwait(false);
            var to = entries.Aggregate(from.LogId == Guid.Empty ? LogHead.Begin(Guid.NewGuid()) : from, (head, entry) => entry.SealBehind(head, key));
            try
            {
                await write(from, to).ConfigureAwait(false);
                return to;
            }
            catch (Exception exception) when (since.Elapsed < Patience && LogReceipt.IsInDoubt(db, exception))
            {
                // Not the caller's token: once it is in doubt, somebody has to find out.
                await Task.Delay(Breath * breaks++, CancellationToken.None).ConfigureAwait(false);
                if (await FindAsync(db, entries[0], since).ConfigureAwait(false) is { } found)
                {
                    return found;
                }

                from = null;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // The commit in doubt may have been under way still when it was looked for.
                if (breaks > 0 && await FindAsync(db, entries[0], since).ConfigureAwait(false) is { } found)
                {
                    return found;
                }

                // A head that has moved explains whatever failed: a row counted twice, a number taken, a deadlock lost. Another fault is the caller's.
                var now = await LogHeadWrites.ReadAsync(db, cancellationToken).ConfigureAwait(false);
                if (now.Sequence == from.Sequence && now.LogId == from.LogId)
                {
                    throw;
                }

                from = now;
            }
        }
    }

    /// <summary>Looks for the rows of a save in doubt until the server says whether they are there; null: they are not. The head as it stands then.</summary>
    private static async Task<LogHead?> FindAsync(PortalDb db, OperationLogEntry entry, Stopwatch since)
    {
        while (true)
        {
            try
            {
                return await LogReceipt.IsThereAsync(db, entry).ConfigureAwait(false) ? await LogHeadWrites.ReadAsync(db, CancellationToken.None).ConfigureAwait(false) : null;
            }
            catch (Exception away) when (since.Elapsed < Patience && LogReceipt.IsInDoubt(db, away))
            {
                await Task.Delay(Breath, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
