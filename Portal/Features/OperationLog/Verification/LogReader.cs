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
    private const int BatchSize = 1_000;

    /// <summary>What was written while the rows before were read is read after them; somebody who writes faster than this reads ends it.</summary>
    private const int MostRounds = 100;

    /// <param name="progress">Rows read so far.</param>
    /// <param name="cancellationToken">Between batches.</param>
    public Task<LogVerdict> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            var head = await HeadAsync(db, cancellationToken);
            var verifier = new LogVerifier(head.LogId, checkpoints.Read(head.LogId), id => keys.Find(KeyUse.OperationLog, id));
            long before;
            var round = 0;
            do
            {
                before = head.Sequence;
                await ReadAsync(db, verifier, round == 0 ? null : verifier.LastSequence, progress, cancellationToken);
                head = await HeadAsync(db, cancellationToken);
            }
            while (head.Sequence != before && ++round < MostRounds);

            return verifier.Finish(head);
        },
        cancellationToken);

    /// <summary>The rows in order. Read by one thread and checked by another, a batch at a time.</summary>
    private static async Task ReadAsync(PortalDb db, LogVerifier verifier, long? after, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var batches = Channel.CreateBounded<List<OperationLogEntry>>(4);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => FillAsync(db, after, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            var rows = 0L;
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken))
            {
                batch.ForEach(verifier.Read);
                progress?.Report(rows += batch.Count);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task FillAsync(PortalDb db, long? after, ChannelWriter<List<OperationLogEntry>> batches, CancellationToken cancellationToken)
    {
        try
        {
            var rows = after is { } last ? db.OperationLog.Where(e => e.Sequence > last) : db.OperationLog;
            var batch = new List<OperationLogEntry>(BatchSize);
            await foreach (var row in rows.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                batch.Add(row);
                if (batch.Count == BatchSize)
                {
                    await batches.WriteAsync(batch, cancellationToken);
                    batch = new(BatchSize);
                }
            }

            await batches.WriteAsync(batch, cancellationToken);
            batches.Complete();
        }
        catch (Exception exception)
        {
            // Told to whoever reads the other end.
            batches.Complete(exception);
        }
    }

    private static async Task<LogHead> HeadAsync(PortalDb db, CancellationToken cancellationToken) =>
        await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(h => h.LogHeadId == LogHead.OnlyId, cancellationToken) ?? LogHead.Unbegun;
}
