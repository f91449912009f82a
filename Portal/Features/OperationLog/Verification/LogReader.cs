using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Keys;

namespace Portal.Features.OperationLog.Verification;

/// <summary>Hands the whole log to the verifier, while others go on writing it. Changes nothing.</summary>
public sealed class LogReader(IDbContextFactory<PortalDb> dbFactory, LogCheckpoints checkpoints, KeyRing keys)
{
    private const int ChunkSize = 500;

    /// <summary>Chunks read at once, ahead of the one being checked. Reading a row takes longer than checking it.</summary>
    private const int Ahead = 3;

    /// <summary>What was written while the rows before were read is read after them; somebody who writes faster than this reads ends it.</summary>
    private const int MostRounds = 100;

    /// <param name="progress">Rows read so far.</param>
    /// <param name="cancellationToken">Between chunks.</param>
    public Task<LogVerdict> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            var head = await HeadAsync(db, cancellationToken);
            var verifier = new LogVerifier(head.LogId, [.. checkpoints.Read(head.LogId), .. checkpoints.ReadOthers(head.LogId)], id => keys.Find(KeyUse.OperationLog, id));
            long before;
            var round = 0;
            do
            {
                before = head.Sequence;
                await ReadAsync(verifier, round == 0 ? null : verifier.LastSequence, progress, cancellationToken);
                head = await HeadAsync(db, cancellationToken);
            }
            while (head.Sequence != before && ++round < MostRounds);

            return verifier.Finish(head);
        },
        cancellationToken);

    /// <summary>The rows in order: chunks of them read side by side, checked one after the other.</summary>
    private async Task ReadAsync(LogVerifier verifier, long? after, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var chunks = Channel.CreateBounded<Task<List<StoredLogRow>>>(Ahead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var cutting = Task.Run(() => CutAsync(after, chunks.Writer, stop.Token), CancellationToken.None);
        try
        {
            var rows = 0L;
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                var read = await chunk;
                read.ForEach(row => verifier.Read(row.Sequence, row.Seal, row.Entry));
                progress?.Report(rows += read.Count);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await cutting;
        }
    }

    /// <summary>Where chunks begin is asked of the rows themselves: the numbers are what is in doubt.</summary>
    private async Task CutAsync(long? after, ChannelWriter<Task<List<StoredLogRow>>> chunks, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            for (long? from = after, to = 0; to is not null; from = to)
            {
                to = await After(db, from).Select(e => (long?)e.Sequence).Skip(ChunkSize - 1).FirstOrDefaultAsync(cancellationToken);
                var (first, last) = (from, to);
                await chunks.WriteAsync(Task.Run(() => ReadAsync(first, last, cancellationToken), cancellationToken), cancellationToken);
            }

            chunks.Complete();
        }
        catch (Exception exception)
        {
            // Told to whoever reads the other end.
            chunks.Complete(exception);
        }
    }

    private async Task<List<StoredLogRow>> ReadAsync(long? from, long? to, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = After(db, from).AsNoTracking();
        return await LogRowReader.ReadAsync(db, to is { } last ? rows.Where(e => e.Sequence <= last) : rows, cancellationToken);
    }

    private static IQueryable<OperationLogEntry> After(PortalDb db, long? from) =>
        (from is { } first ? db.OperationLog.Where(e => e.Sequence > first) : db.OperationLog).OrderBy(e => e.Sequence);

    private static async Task<LogHead> HeadAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(h => h.LogHeadId == LogHead.OnlyId, cancellationToken) ?? LogHead.Unbegun;
}
