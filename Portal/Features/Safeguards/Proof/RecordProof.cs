using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;

namespace Portal.Features.Safeguards.Proof;

/// <summary>台帳の証拠 — what comes in and goes out, who must not be answered for, what waits to be corrected.</summary>
public sealed class RecordProof(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int WaitingDays = 14;

    public async Task<TodaysEvidence> CsvAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.MonthStart();
        var imports = await db.ImportRuns.CountAsync(r => r.AppliedAt >= since, cancellationToken);
        var refused = await db.OperationLog.CountAsync(e => e.Operation == Operation.ImportPreviewed && e.Result == OperationResult.Failed && e.At >= since, cancellationToken);
        return TodaysEvidence.Kept($"個人番号の列があるファイルは取り込めません。今月の取込 {imports:N0}件、受け付けなかったファイル {refused:N0}件");
    }

    public async Task<TodaysEvidence> AutoReplyAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var flagged = await People(db).CountAsync(p => p.NoAutoReply, cancellationToken);
        var open = await OpenToAutoReply(db).CountAsync(cancellationToken);
        return TodaysEvidence.Of(false, open > 0, $"自動応答不可 {flagged:N0}人。支援措置の対象で自動応答不可でない人 {open:N0}人");
    }

    public async Task<TodaysEvidence> CorrectionsAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Revisions.CountAsync(r => r.State == RevisionState.Pending, cancellationToken);
        var oldest = await db.Revisions.Where(r => r.State == RevisionState.Pending).MinAsync(r => (DateTime?)r.RequestedAt, cancellationToken);
        var since = time.MonthStart();
        var done = db.OperationLog.Where(e => e.Result == OperationResult.Done && e.At >= since);
        var viewers = await done.CountAsync(e => e.Operation == Operation.LogViewersShown, cancellationToken);
        var packs = await done.CountAsync(e => e.Operation == Operation.EvidencePackMade, cancellationToken);
        return TodaysEvidence.Of(
            false, oldest < time.Utc().AddDays(-WaitingDays),
            $"承認を待っている訂正 {waiting:N0}件{(oldest is { } at ? $"（最も古い申請は{time.Ago(at)}）" : "")}。今月の「この記録を見た人」の表示 {viewers:N0}件、証跡ファイル {packs:N0}件");
    }

    /// <summary>Protected, and nothing stops the answer.</summary>
    public static IQueryable<LedgerPerson> OpenToAutoReply(PortalDb db) => People(db).Where(p => p.IsProtected && !p.NoAutoReply);

    private static IQueryable<LedgerPerson> People(PortalDb db) => db.People.AsNoTracking().Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null);
}
