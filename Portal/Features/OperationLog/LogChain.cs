using System.Collections.Concurrent;
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
    private const int BatchSize = 200;

    /// <summary>Each failed attempt is another writer's success, so this is a bound for what cannot be, not for load.</summary>
    private const int Attempts = 200;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly KeyRing? _keys;
    private readonly LogCheckpoints? _checkpoints;
    private LogHead? _head;

    public LogChain(KeyRing keys, LogCheckpoints checkpoints) => (_keys, _checkpoints) = (keys, checkpoints);

    private LogChain()
    {
    }

    /// <summary>For contexts that only translate queries or write schemas: it saves no row of the log.</summary>
    public static LogChain None { get; } = new();

    /// <summary>Saves the changes of a context that holds new rows of the log, sealed.</summary>
    /// <param name="db">Whose changes.</param>
    /// <param name="entries">The new rows among them.</param>
    /// <param name="save">EF's own saving.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public Task<int> SaveAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken) =>
        db.Database.CurrentTransaction is not null ? TryUntilFirstAsync(db, entries, null, save, cancellationToken)
        : HoldsOnlyRowsOfTheLog(db) ? SaveTogetherAsync(db, entries, save)
        : SaveWithChangesAsync(db, entries, save, cancellationToken);

    private static bool HoldsOnlyRowsOfTheLog(PortalDb db) =>
        db.ChangeTracker.Entries().All(e => e.State is EntityState.Unchanged || e.Entity is OperationLogEntry);

    private async Task<int> SaveWithChangesAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SaveInTurnAsync(db, entries, save, cancellationToken).ConfigureAwait(false);
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
    private async Task<int> SaveTogetherAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, Func<CancellationToken, Task<int>> save)
    {
        foreach (var entry in entries)
        {
            db.Entry(entry).State = EntityState.Detached;
        }

        var own = new Waiting(entries);
        _waiting.Enqueue(own);
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            while (!own.Saved.Task.IsCompleted)
            {
                await SaveWaitingAsync(db, save).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }

        return await own.Saved.Task.ConfigureAwait(false);
    }

    private async Task SaveWaitingAsync(PortalDb db, Func<CancellationToken, Task<int>> save)
    {
        var batch = TakeBatch();
        var entries = batch.SelectMany(w => w.Entries).ToList();
        try
        {
            db.AddRange(entries);
            await SaveInTurnAsync(db, entries, save, CancellationToken.None).ConfigureAwait(false);
            batch.ForEach(w => w.Saved.SetResult(w.Entries.Count));
        }
        catch (Exception exception)
        {
            // No log, no view: each of them is told that nothing was written.
            batch.ForEach(w => w.Saved.SetException(exception));
        }
        finally
        {
            entries.ForEach(e => db.Entry(e).State = EntityState.Detached);
        }
    }

    private List<Waiting> TakeBatch()
    {
        var batch = new List<Waiting>();
        for (var rows = 0; rows < BatchSize && _waiting.TryDequeue(out var next); rows += next.Entries.Count)
        {
            batch.Add(next);
        }

        return batch;
    }

    private async Task<int> SaveInTurnAsync(PortalDb db, IReadOnlyList<OperationLogEntry> entries, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        var count = await TryUntilFirstAsync(db, entries, _head, save, cancellationToken).ConfigureAwait(false);
        var last = entries[^1];
        _head = new LogHead { LogId = db.LogHeads.Local.Single().LogId, Sequence = last.Sequence, Seal = last.Seal };
        _checkpoints?.Follow(_head);
        return count;
    }

    private async Task<int> TryUntilFirstAsync(
        PortalDb db, IReadOnlyList<OperationLogEntry> entries, LogHead? head, Func<CancellationToken, Task<int>> save, CancellationToken cancellationToken)
    {
        var key = (_keys ?? throw new InvalidOperationException("A context without keys saves no row of the operation log.")).Current(KeyUse.OperationLog);
        for (var attempt = 1; ; attempt++)
        {
            head ??= await ReadHeadAsync(db, cancellationToken).ConfigureAwait(false);
            Seal(db, entries, head, key);
            try
            {
                return await save(cancellationToken).ConfigureAwait(false);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // A head that has moved explains whatever failed: a row counted twice, a number taken, a deadlock lost. Another fault is the caller's.
                var now = await ReadHeadAsync(db, cancellationToken).ConfigureAwait(false);
                if (now.Sequence == head.Sequence && now.LogId == head.LogId)
                {
                    throw;
                }

                head = now;
            }
        }
    }

    private static async Task<LogHead> ReadHeadAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.LogHeads.AsNoTracking().SingleAsync(h => h.LogHeadId == LogHead.OnlyId, cancellationToken).ConfigureAwait(false);

    private static void Seal(PortalDb db, IReadOnlyList<OperationLogEntry> entries, LogHead from, SecretKey key)
    {
        foreach (var stale in db.LogHeads.Local.ToList())
        {
            db.Entry(stale).State = EntityState.Detached;
        }

        var row = new LogHead { LogId = from.LogId, Sequence = from.Sequence, Seal = from.Seal };
        db.Attach(row);
        var head = from.LogId == Guid.Empty ? LogHead.Begin(Guid.NewGuid()) : from;
        foreach (var entry in entries)
        {
            head = entry.SealBehind(head, key);
        }

        (row.LogId, row.Sequence, row.Seal) = (head.LogId, head.Sequence, head.Seal);
    }

    private sealed record Waiting(IReadOnlyList<OperationLogEntry> Entries)
    {
        public TaskCompletionSource<int> Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
