using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>
/// Writes what differs a thousand rows at a time, each batch for good: nobody waits long for the ledger. Until the run is 済 nobody sees them, and
/// whatever stops it before drops them again, the sweep after a killed process too.
/// </summary>
internal sealed class ComparisonWriter(IDbContextFactory<PortalDb> dbFactory, Guid exchangeRunId, TimeProvider time)
{
    public const int RowsAtOnce = 1_000;

    /// <summary>A comparison nobody wrote to for so long has nobody any more.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <exception cref="RuleException">Given up meanwhile.</exception>
    public async Task WriteAsync(IReadOnlyList<ReplicaDifference> rows, CancellationToken ct)
    {
        // Also without rows: the sign that somebody is at it.
        foreach (var some in rows.Count == 0 ? [[]] : rows.Chunk(RowsAtOnce))
        {
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = Now;
            if (await Reading(db, exchangeRunId).ExecuteUpdateAsync(u => u.SetProperty(c => c.WrittenAt, now), ct) == 0)
            {
                throw new RuleException("この照合は取りやめられました。もう一度照合してください。");
            }

            await BulkWriter.For(db).WriteAsync(some, ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>失敗 first, so that nothing is added any more; then what was written, batch by batch, and the totals with the last. One that is 済 stays.</summary>
    public async Task DropAsync(string why)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.ExchangeRuns.SingleOrDefaultAsync(r => r.ExchangeRunId == exchangeRunId && r.State == ExchangeState.Reading) is { } run)
        {
            run.Fail(why, Now);
            await ExchangeDesk.SaveAsync(db);
        }

        if (!await db.ExchangeRuns.AnyAsync(r => r.ExchangeRunId == exchangeRunId && r.State == ExchangeState.Failed))
        {
            return;
        }

        var last = await db.ReplicaDifferences.Where(d => d.ExchangeRunId == exchangeRunId).MaxAsync(d => (int?)d.Ordinal) ?? 0;
        for (var from = 0; from < last; from += RowsAtOnce)
        {
            var (after, to) = (from, from + RowsAtOnce);
            await db.ReplicaDifferences.Where(d => d.ExchangeRunId == exchangeRunId && d.Ordinal > after && d.Ordinal <= to).ExecuteDeleteAsync();
        }

        await db.ReplicaComparisons.Where(c => c.ExchangeRunId == exchangeRunId).ExecuteDeleteAsync();
    }

    internal static IQueryable<ReplicaComparison> Reading(PortalDb db, Guid exchangeRunId) => db.ReplicaComparisons
        .Where(c => c.ExchangeRunId == exchangeRunId && db.ExchangeRuns.Any(r => r.ExchangeRunId == exchangeRunId && r.State == ExchangeState.Reading));

    /// <summary>Those a stopped process left, and those given up whose rows are not gone yet.</summary>
    internal static IQueryable<Guid> Left(PortalDb db, DateTime before) =>
        from c in db.ReplicaComparisons
        join r in db.ExchangeRuns on c.ExchangeRunId equals r.ExchangeRunId
        where (r.State == ExchangeState.Reading || r.State == ExchangeState.Failed) && (c.WrittenAt == null || c.WrittenAt < before)
        orderby r.Number
        select c.ExchangeRunId;
}
