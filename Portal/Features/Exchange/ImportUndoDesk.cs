using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange;

/// <summary>A record an undo left as it is, because somebody changed it after the import or relies on it.</summary>
public sealed record KeptRecord(RecordKind Kind, Guid RecordId, Guid LedgerPersonId, string Why);

/// <summary>What undoing an import did.</summary>
public sealed record UndoResult(int Cancelled, int Restored, int HeldClosed, IReadOnlyList<KeptRecord> Kept);

/// <summary>取込の取消 — takes a whole import back: what it brought is cancelled, what it changed is restored, what staff changed since stays.</summary>
public sealed class ImportUndoDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <exception cref="RuleException">No reason given, or the import is undone already.</exception>
    public async Task<UndoResult> UndoAsync(Guid runId, string reason, Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.ImportUndo, Operation.ImportUndone, now, cancellationToken: cancellationToken);
        reason = StatedPurpose.Demand("取り消す理由", reason);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.BeginTransactionAsync(cancellationToken);
        var run = await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.ImportRunId == runId, cancellationToken)
            ?? throw new RuleException("この取込はありません。一覧から選び直してください。");
        if (run.State == ImportState.Undone)
        {
            throw new RuleException($"取込 {run.Number} は {run.UndoneByName} が取り消し済みです。");
        }

        var result = await new ImportReversal(db, run, by, now, reason).RunAsync(cancellationToken);

        db.Attach(run);
        (run.State, run.UndoneBy, run.UndoneByName, run.UndoneAt, run.Version) = (ImportState.Undone, by.PersonKey, by.Name, now, Guid.CreateVersion7(now));
        db.Add(OperationLogEntry.For(by, now, Operation.ImportUndone, subjectId: runId, purpose: reason,
            detail: $"取込 {run.Number}: 取消{result.Cancelled} 復元{result.Restored} 保留終了{result.HeldClosed} 残した記録{result.Kept.Count}"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException("他の職員が同じ取込を操作しました。画面を読み込み直してください。");
        }

        await db.Database.CommitTransactionAsync(cancellationToken);
        return result;
    }
}
