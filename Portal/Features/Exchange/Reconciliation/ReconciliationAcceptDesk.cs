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

/// <summary>
/// 相手の値の採用と見送り. Accepting is a correction like any other: by value against the ledger of this moment, with a revision, a reason, an
/// entry in the log and the findings brought up; what waits for a second person by the city's rules waits.
/// </summary>
public sealed class ReconciliationAcceptDesk(IDbContextFactory<PortalDb> dbFactory, RevisionSaving saving, TimeProvider time)
{
    /// <summary>Rows written in one transaction.</summary>
    internal const int AtOnce = 50;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>採用 of values of doses both have.</summary>
    /// <param name="by">Who.</param>
    /// <param name="seen">The rows with the version that was on the screen.</param>
    /// <param name="reason">Why VRS is right.</param>
    /// <param name="cancellationToken">Looked at between transactions: what is done by then stays done.</param>
    /// <returns>How many, and what was refused in words: a row whose ledger value changed since the run is not accepted.</returns>
    public async Task<ReconciliationOutcome> AcceptAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, string? reason, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.VrsDifferencesAccepted, Now, cancellationToken: cancellationToken);
        var stated = StatedPurpose.Demand("採用の理由", reason);
        var outcome = ReconciliationOutcome.None;
        foreach (var chunk in seen.Chunk(AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcome = outcome.With(await AcceptChunkAsync(by, chunk.ToDictionary(), stated, cancellationToken));
        }

        return outcome;
    }

    /// <summary>見送り: both sides stay; later runs do not ask again while neither changes.</summary>
    public Task<ReconciliationOutcome> SetAsideAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, string? reason, CancellationToken cancellationToken = default) =>
        DecideAsync(by, Operation.VrsDifferencesSetAside, seen, "見送りの理由", reason, (row, version, stated, now) => row.SetAside(version, by, stated, now), cancellationToken);

    /// <summary>見送りをやめる.</summary>
    public Task<ReconciliationOutcome> ReopenAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, string? reason, CancellationToken cancellationToken = default) =>
        DecideAsync(by, Operation.VrsDifferencesReopened, seen, "未処理に戻す理由", reason, (row, version, _, _) => row.Reopen(version), cancellationToken);

    private async Task<ReconciliationOutcome> DecideAsync(
        Staff by, Operation operation, IReadOnlyDictionary<Guid, Guid> seen, string label, string? reason,
        Action<ReconciliationDifference, Guid, string, DateTime> decide, CancellationToken cancellationToken)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, operation, now, cancellationToken: cancellationToken);
        var stated = StatedPurpose.Demand(label, reason);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var ids = seen.Keys.ToList();
        var rows = await db.ReconciliationDifferences.Where(d => EF.Parameter(ids).Contains(d.ReconciliationDifferenceId)).ToListAsync(cancellationToken);
        rows.ForEach(row => decide(row, seen[row.ReconciliationDifferenceId], stated, now));
        foreach (var run in rows.GroupBy(r => r.ExchangeRunId))
        {
            db.Add(OperationLogEntry.For(by, now, operation, subjectId: run.Key, detail: $"{run.Count()}件", purpose: stated));
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException(ReconciliationWords.Decided);
        }

        return new(rows.Count, 0, []);
    }

    private async Task<ReconciliationOutcome> AcceptChunkAsync(Staff by, Dictionary<Guid, Guid> seen, string stated, CancellationToken cancellationToken)
    {
        var (fit, refused, run) = await LookAsync(seen, cancellationToken);
        if (fit.Count == 0)
        {
            return new(0, 0, refused);
        }

        // Several items of one dose are one correction.
        var doses = fit.GroupBy(r => r.DoseId!.Value).Select(rows => (DoseId: rows.Key, RevisionId: Guid.CreateVersion7(Now), Rows: rows.ToList())).ToList();
        var grounds = new Grounds(ReasonKind.Other, $"{run!.Kind.Label()} 第{run.Number}号: {stated}");
        var outcomes = await saving.SaveTogetherAsync(
            by, [.. doses.Select(dose => new RevisionAsk(RecordKind.Dose, dose.DoseId, dose.RevisionId, (record, _) => Ask(record, dose.Rows, dose.RevisionId, grounds)))],
            db => DecideAsync(db, by, doses, seen, run, stated));
        return outcomes.Any(o => o is CorrectionOutcome.Conflict or CorrectionOutcome.AlreadyPending)
            ? new(0, 0, [.. refused, .. fit.Select(row => row.Refuse(ReconciliationWords.Changed))])
            : new(fit.Count, outcomes.Count(o => o is CorrectionOutcome.Pending), refused);
    }

    private static CorrectionRequest Ask(LedgerRecord record, List<ReconciliationDifference> rows, Guid revisionId, Grounds grounds) =>
        rows.Exists(r => r.LedgerPersonId != record.LedgerPersonId)
            ? throw new RuleException(ReconciliationWords.Gone)
            : new()
            {
                RevisionId = revisionId,
                Act = RevisionAct.Correct,
                Seen = rows.ToDictionary(r => r.Field!, r => r.Ours),
                Wanted = rows.ToDictionary(r => r.Field!, r => r.Theirs),
                Grounds = grounds,
            };

    /// <summary>In the transaction of the corrections: a row and its correction are written together or not at all.</summary>
    private async Task DecideAsync(
        PortalDb db, Staff by, List<(Guid DoseId, Guid RevisionId, List<ReconciliationDifference> Rows)> doses, Dictionary<Guid, Guid> seen, ExchangeRun run, string stated)
    {
        var now = Now;
        var revisions = doses.SelectMany(d => d.Rows.Select(r => (r.ReconciliationDifferenceId, d.RevisionId))).ToDictionary(p => p.ReconciliationDifferenceId, p => p.RevisionId);
        var ids = revisions.Keys.ToList();
        foreach (var row in await db.ReconciliationDifferences.Where(d => EF.Parameter(ids).Contains(d.ReconciliationDifferenceId)).ToListAsync())
        {
            row.Accept(seen[row.ReconciliationDifferenceId], revisions[row.ReconciliationDifferenceId], by, stated, now);
        }

        db.Add(OperationLogEntry.For(by, now, Operation.VrsDifferencesAccepted, subjectId: run.ExchangeRunId, detail: $"連携 {run.Number} {ids.Count}項目", purpose: stated));
    }

    /// <summary>Which of the rows are still as the run saw them. Looked at once more by value while they are written.</summary>
    private async Task<(List<ReconciliationDifference> Fit, List<ReconciliationRefusal> Refused, ExchangeRun? Run)> LookAsync(Dictionary<Guid, Guid> seen, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var ids = seen.Keys.ToList();
        var rows = await db.ReconciliationDifferences.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.ReconciliationDifferenceId)).OrderBy(d => d.Ordinal).ToListAsync(cancellationToken);
        var doseIds = rows.Select(r => r.DoseId).OfType<Guid>().Distinct().ToList();
        var doses = await db.Doses.AsNoTracking().Where(d => EF.Parameter(doseIds).Contains(d.DoseId)).ToDictionaryAsync(d => d.DoseId, cancellationToken);
        var pending = (await db.Revisions.AsNoTracking().Where(r => r.State == RevisionState.Pending && EF.Parameter(doseIds).Contains(r.RecordId))
            .SelectMany(r => r.Changes, (r, c) => new { r.RecordId, c.Field }).ToListAsync(cancellationToken)).ToHashSet();
        List<ReconciliationDifference> fit = [];
        List<ReconciliationRefusal> refused = [];
        foreach (var row in rows)
        {
            var why = WhyNot(row, seen[row.ReconciliationDifferenceId], row.DoseId is { } id ? doses.GetValueOrDefault(id) : null);
            why ??= pending.Contains(new { RecordId = row.DoseId!.Value, Field = row.Field! }) ? ReconciliationWords.Pending : null;
            if (why is null)
            {
                fit.Add(row);
            }
            else
            {
                refused.Add(row.Refuse(why));
            }
        }

        var runId = fit.FirstOrDefault()?.ExchangeRunId;
        return (fit, refused, runId is null ? null : await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == runId, cancellationToken));
    }

    private static string? WhyNot(ReconciliationDifference row, Guid seen, Dose? dose) => row switch
    {
        { Kind: not ReconciliationDifferenceKind.Differs } => ReconciliationWords.NotTheirs,
        _ when row.State != ReconciliationDifferenceState.Open || row.Version != seen => ReconciliationWords.Decided,
        _ when dose is null || dose.Status == RecordStatus.Cancelled || dose.LedgerPersonId != row.LedgerPersonId => ReconciliationWords.Gone,
        _ => DoseFields.Find(row.Field!).Get(dose) is var now && now == row.Ours ? null : now == row.Theirs ? ReconciliationWords.AlreadySame : ReconciliationWords.Changed,
    };
}
