using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>What is decided for all rows that differ alike.</summary>
public enum ReconciliationDecisionKind
{
    /// <summary>VRS の値を採用</summary>
    Accept,

    /// <summary>見送り</summary>
    SetAside,
}

/// <summary>型ごとの処理 — decides all open rows that differ alike, some at a time; each row by its own value, as if it had been decided alone.</summary>
public sealed class ReconciliationPatternDesk(IDbContextFactory<PortalDb> dbFactory, ReconciliationAcceptDesk accepting, ReconciliationRegisterDesk registering, TimeProvider time)
{
    private const int RowsAtOnce = 500;

    /// <summary>採用 or 見送り of a pattern. Registering what only VRS has needs the right to register, all else that to correct.</summary>
    /// <param name="by">Who.</param>
    /// <param name="runId">Of which run.</param>
    /// <param name="pattern">Which rows.</param>
    /// <param name="decision">What.</param>
    /// <param name="count">How many the screen named: if there are others now, nothing is done.</param>
    /// <param name="reason">Why.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellationToken">Looked at between transactions: what is done by then stays done.</param>
    public async Task<ReconciliationOutcome> DecideAsync(
        Staff by, Guid runId, ReconciliationPattern pattern, ReconciliationDecisionKind decision, int count, string? reason, IProgress<ReconciliationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var registers = (decision, pattern.Kind) is (ReconciliationDecisionKind.Accept, ReconciliationDifferenceKind.OnlyThere);
        await dbFactory.DemandForAsync(
            by, registers ? Permission.RecordRegister : Permission.RecordCorrect, registers ? Operation.VrsDosesRegistered : Operation.VrsDifferencesAccepted, now, subjectId: runId, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var open = ReconciliationSearch.Part(db, runId, ReconciliationQuestion.Of(pattern));
        var there = await open.CountAsync(cancellationToken);
        if (there != count)
        {
            throw new RuleException($"確認した{count:N0}件が、いまは{there:N0}件です。もう一度件数を確かめてください。");
        }

        var (outcome, after) = (ReconciliationOutcome.None, 0);
        while (true)
        {
            var last = after;
            var rows = await open.Where(d => d.Ordinal > last).OrderBy(d => d.Ordinal).Take(RowsAtOnce).Select(d => new { d.ReconciliationDifferenceId, d.Version, d.Ordinal }).ToListAsync(cancellationToken);
            if (rows.Count == 0)
            {
                return outcome;
            }

            var seen = rows.ToDictionary(r => r.ReconciliationDifferenceId, r => r.Version);
            outcome = outcome.With(await ((decision, pattern.Kind) switch
            {
                (ReconciliationDecisionKind.Accept, ReconciliationDifferenceKind.OnlyThere) => registering.RegisterAsync(by, seen, reason, cancellationToken),
                (ReconciliationDecisionKind.Accept, ReconciliationDifferenceKind.Differs) => accepting.AcceptAsync(by, seen, reason, cancellationToken),
                (ReconciliationDecisionKind.SetAside, _) => accepting.SetAsideAsync(by, seen, reason, cancellationToken),
                _ => throw new RuleException(ReconciliationWords.NotTheirs),
            }));
            after = rows[^1].Ordinal;
            progress?.Report(new(outcome.Done + outcome.Refused.Count, count, "件"));
        }
    }
}
