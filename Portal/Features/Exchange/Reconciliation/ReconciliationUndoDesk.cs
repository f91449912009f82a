using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>What an undo of a whole run would do.</summary>
/// <param name="Values">Items that get their value of before.</param>
/// <param name="Doses">Doses registered from the file that would be cancelled.</param>
/// <param name="Kept">How many rows stay, by the words for it.</param>
public sealed record ReconciliationUndoPreview(int Values, int Doses, IReadOnlyDictionary<string, int> Kept)
{
    public int Rows => Values + Doses;
}

/// <summary>
/// 突合で反映したものをまとめて元に戻す — each acceptance of a run is taken back by value, as it could be alone: with a revision and an entry in the log,
/// some at a time. What was changed since stays and is told. Stopped, it has done what it has done; pressed again, it goes on with the rest.
/// </summary>
public sealed class ReconciliationUndoDesk(IDbContextFactory<PortalDb> dbFactory, RevisionSaving saving, TimeProvider time)
{
    private const int RowsAtOnce = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Counts what would be taken back and what would stay. Changes nothing.</summary>
    public async Task<ReconciliationUndoPreview> LookAsync(Staff by, Guid runId, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandForAsync(by, Permission.RecordCorrect, Operation.VrsAcceptancesUndone, Now, subjectId: runId, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (values, doses) = (0, 0);
        Dictionary<string, int> kept = [];
        await foreach (var rows in RowsAsync(db, runId, cancellationToken))
        {
            values += rows.Count(r => r.WhyNot is null && !r.IsRegistration);
            doses += rows.Count(r => r.WhyNot is null && r.IsRegistration);
            foreach (var stays in rows.Where(r => r.WhyNot is not null).GroupBy(r => r.WhyNot!))
            {
                kept[stays.Key] = kept.GetValueOrDefault(stays.Key) + stays.Count();
            }
        }

        return new(values, doses, kept);
    }

    /// <param name="by">Who.</param>
    /// <param name="runId">Of which run.</param>
    /// <param name="count">How many the look named: if there are others now, nothing is done.</param>
    /// <param name="reason">Why.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellationToken">Looked at between transactions: what is done by then stays done.</param>
    /// <exception cref="RuleException">No reason, or not as many as the look named.</exception>
    public async Task<ReconciliationOutcome> UndoAsync(
        Staff by, Guid runId, int count, string? reason, IProgress<ReconciliationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandForAsync(by, Permission.RecordCorrect, Operation.VrsAcceptancesUndone, Now, subjectId: runId, cancellationToken: cancellationToken);
        var stated = StatedPurpose.Demand("元に戻す理由", reason);
        var there = (await LookAsync(by, runId, cancellationToken)).Rows;
        if (there != count)
        {
            throw new RuleException($"確認した{count:N0}件が、いまは{there:N0}件です。もう一度件数を確かめてください。");
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var run = await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == runId, cancellationToken);
        var outcome = ReconciliationOutcome.None;
        await foreach (var rows in RowsAsync(db, runId, cancellationToken))
        {
            foreach (var chunk in rows.Where(r => r.WhyNot is null).GroupBy(r => r.DoseId).Chunk(ReconciliationAcceptDesk.AtOnce))
            {
                cancellationToken.ThrowIfCancellationRequested();
                outcome = outcome.With(await UndoAsync(by, run, chunk, stated));
                progress?.Report(new(outcome.Done + outcome.Refused.Count, count, "件"));
            }
        }

        return outcome;
    }

    private async Task<ReconciliationOutcome> UndoAsync(Staff by, ExchangeRun run, IReadOnlyList<IGrouping<Guid, ReconciliationUndoRow>> doses, string stated)
    {
        var now = Now;
        var grounds = new Grounds(ReasonKind.Other, $"{run.Kind.Label()} 第{run.Number}号の反映の取消し: {stated}");
        var asked = doses.Select(dose => (Rows: dose.ToList(), Ask: ReconciliationUndoRow.Ask(dose, Guid.CreateVersion7(now), grounds))).ToList();
        List<ReconciliationDifference> back = [];
        var outcomes = await saving.SaveTogetherAsync(by, [.. asked.Select(a => a.Ask)], async db =>
        {
            // A cancellation or an item that needs a second person waits: its row stays accepted until then.
            var applied = db.Revisions.Local.Where(r => r.State == RevisionState.Applied).Select(r => r.RevisionId).ToHashSet();
            var seen = asked.Where(a => applied.Contains(a.Ask.RevisionId)).SelectMany(a => a.Rows).ToDictionary(r => r.Difference.ReconciliationDifferenceId, r => r.Difference.Version);
            var ids = seen.Keys.ToList();
            back = await db.ReconciliationDifferences.Where(d => EF.Parameter(ids).Contains(d.ReconciliationDifferenceId)).ToListAsync();
            back.ForEach(row => row.TakeBack(seen[row.ReconciliationDifferenceId]));
            db.Add(OperationLogEntry.For(
                by, now, Operation.VrsAcceptancesUndone, subjectId: run.ExchangeRunId, detail: $"連携 {run.Number} 戻した{back.Count}件 承認待ち{asked.Sum(a => a.Rows.Count) - back.Count}件", purpose: stated));
        });
        var all = asked.Sum(a => a.Rows.Count);
        return outcomes.Any(o => o is CorrectionOutcome.Conflict or CorrectionOutcome.AlreadyPending)
            ? new(0, 0, [.. asked.SelectMany(a => a.Rows).Select(r => r.Difference.Refuse(ReconciliationUndoRow.Changed))])
            : new(all, all - back.Count, []);
    }

    /// <summary>The accepted rows in their order, some hundreds at a time, each beside the ledger of this moment.</summary>
    private static async IAsyncEnumerable<IReadOnlyList<ReconciliationUndoRow>> RowsAsync(
        PortalDb db, Guid runId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0; ;)
        {
            var accepted = await Accepted(db, runId, after).ToListAsync(cancellationToken);
            if (accepted.Count == 0)
            {
                yield break;
            }

            after = accepted[^1].Difference.Ordinal;
            var ids = accepted.Select(a => a.Revision.RecordId).Distinct().ToList();
            var doses = await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.DoseId)).ToDictionaryAsync(d => d.DoseId, cancellationToken);
            var pending = (await ReconciliationPending.Of(db, ids).ToListAsync(cancellationToken)).ToLookup(p => p.RecordId, p => p.Field);
            yield return [.. accepted.Select(a => ReconciliationUndoRow.Of(a, doses.GetValueOrDefault(a.Revision.RecordId), pending[a.Revision.RecordId]))];
        }
    }

    /// <summary>With the revision that accepting wrote.</summary>
    internal static IQueryable<ReconciliationAccepted> Accepted(PortalDb db, Guid runId, int after) => (
        from d in db.ReconciliationDifferences.AsNoTracking()
        join r in db.Revisions.AsNoTracking() on d.RevisionId equals r.RevisionId
        where d.ExchangeRunId == runId && d.State == ReconciliationDifferenceState.Accepted && d.Ordinal > after
        orderby d.Ordinal
        select new ReconciliationAccepted(d, r)).Take(RowsAtOnce);
}
