using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Verification;

/// <summary>What a restore that was written down could be compared with.</summary>
/// <param name="From">The row after which everything is new.</param>
/// <param name="Agreed">The last row the second place has too; null where there is none.</param>
/// <param name="Checkpoints">How many the second place knew of this log.</param>
public sealed record LogRestored(LogHead From, LogHead? Agreed, int Checkpoints)
{
    public string Words => this switch
    {
        { Agreed: { } agreed } => $"{agreed.Sequence:N0}番までは控えと一致しています。",
        { Checkpoints: 0 } => "この台帳の操作ログの控えが1件もないため、照合できませんでした。戻す前の末尾は、ほかの記録で確かめてください。",
        _ => "控えと一致する行はありません。",
    };
}

/// <summary>
/// 復元の記録 — after the database was put back from a backup, says so in the second place and in the log. From then on the rows that
/// went with the old database, or with another log in its place, are no alarm, but the restore itself shows in every verification. On the command line only.
/// </summary>
public sealed class LogRestoreDesk(IDbContextFactory<PortalDb> dbFactory, LogReader reader, LogCheckpoints checkpoints, TimeProvider time)
{
    /// <returns>How far both agree.</returns>
    /// <exception cref="RuleException">The log has not gone back, or is touched in another way, which a restore does not explain.</exception>
    /// <param name="by">Who.</param>
    /// <param name="reason">Why, and from which backup.</param>
    /// <param name="cancellationToken">While the log is read.</param>
    /// <param name="evenIfWhole">Where the caller has put a backup back itself: it may have held every row there was, and the second place may be lost with the machine.</param>
    public async Task<LogRestored> RecordAsync(Staff by, string? reason, CancellationToken cancellationToken, bool evenIfWhole = false)
    {
        var purpose = StatedPurpose.Demand("復元の理由", reason);
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LogReview, Operation.LogRestored, now, cancellationToken: cancellationToken);
        var verdict = await reader.VerifyAsync(null, cancellationToken);
        if (verdict.IsWhole && !evenIfWhole)
        {
            throw new RuleException("操作ログは控えと一致しています。古いデータベースに戻された跡はないので、復元の記録は要りません。");
        }

        if (verdict.Faults.FirstOrDefault(f => f.Kind is not (LogFaultKind.CutOff or LogFaultKind.Rewritten or LogFaultKind.OtherLog) && !(evenIfWhole && f.Kind is LogFaultKind.NoCheckpoint)) is { } other)
        {
            throw new RuleException($"復元では説明できない異常があります。{other.Words} 先に原因を調べてください。");
        }

        var agreed = verdict.IsWhole ? verdict.Last : verdict.Agreed ?? LogHead.Begin(verdict.Last.LogId);
        var restored = new LogRestored(agreed, verdict.Agreed, verdict.Checkpoints);
        if (agreed.LogId != Guid.Empty)
        {
            checkpoints.MarkRestored(agreed, now);
        }

        checkpoints.PutAwayOthers(agreed.LogId);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.LogRestored, purpose: purpose, detail: $"{restored.Words}{agreed.Sequence:N0}番より後は復元後の行。"));
        await db.SaveChangesAsync(cancellationToken);
        return restored;
    }
}
