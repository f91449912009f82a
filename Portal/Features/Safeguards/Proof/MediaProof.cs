using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Safeguards;
using Portal.Features.Exchange.Media;

namespace Portal.Features.Safeguards.Proof;

/// <summary>媒体の証拠 — what is carried out, on what, with whose approval, and whether it was erased: from the register.</summary>
public sealed class MediaProof(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<TodaysEvidence> DedicatedAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.MonthStart();
        var states = (await db.Media.GroupBy(m => m.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => g.State, g => g.Count);
        var unsettled = await MediaSearch.LostUnsettled(db).CountAsync(cancellationToken);
        var files = await db.MediumFiles.CountAsync(f => f.WrittenAt >= since && f.State == MediumFileState.Written, cancellationToken);
        var kept = Count(MediumState.Stored) + Count(MediumState.Out);
        return TodaysEvidence.Of(
            unsettled > 0, kept == 0 || Count(MediumState.Lost) > 0,
            $"登録した媒体 {kept:N0}個（うち持出し中 {Count(MediumState.Out):N0}個）、紛失 {Count(MediumState.Lost):N0}個（対応の記録なし {unsettled:N0}個）。今月の書出し {files:N0}ファイル");

        int Count(MediumState state) => states.GetValueOrDefault(state);
    }

    public async Task<TodaysEvidence> ApprovedAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.MonthStart();
        var unapproved = await Unapproved(db).CountAsync(cancellationToken);
        var waiting = await db.MediumUses.CountAsync(u => u.State == MediumUseState.Waiting, cancellationToken);
        var approved = await db.MediumUses.CountAsync(u => u.DecidedAt >= since && u.State != MediumUseState.Returned, cancellationToken);
        return TodaysEvidence.Of(unapproved > 0, false, $"承認のない使用への書出し {unapproved:N0}ファイル。今月の承認 {approved:N0}件、承認を待っている申請 {waiting:N0}件");
    }

    public async Task<TodaysEvidence> EncryptedAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var open = db.Media.Where(m => m.Encryption == MediumEncryption.None && m.State != MediumState.Discarded);
        var plain = await open.CountAsync(cancellationToken);
        var written = await db.MediumFiles.CountAsync(f => db.MediumUses.Any(u => u.MediumUseId == f.MediumUseId && open.Any(m => m.MediumId == u.MediumId)), cancellationToken);
        return TodaysEvidence.Of(
            written > 0, plain > 0, $"書き出すファイルは、すべてパスフレーズ付きのZIP（AES-256）です。暗号化されない媒体 {plain:N0}個（書出し不可）、そこへの書出し {written:N0}ファイル");
    }

    public async Task<TodaysEvidence> ErasedAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.MonthStart();
        var today = JapanTime.DayOf(time.Utc());
        var open = await db.MediumUses.CountAsync(u => u.State == MediumUseState.Approved, cancellationToken);
        var overdue = await db.MediumUses.CountAsync(u => u.State == MediumUseState.Approved && u.EraseBy < today, cancellationToken);
        var erased = await db.MediumUses.CountAsync(u => u.ErasedAt >= since, cancellationToken);
        var alone = await db.MediumUses.CountAsync(u => u.State == MediumUseState.Erased && (u.WitnessId == null || u.ErasureMethod == null), cancellationToken);
        return TodaysEvidence.Of(
            overdue > 0 || alone > 0, false, $"消去を待っている使用 {open:N0}件、期限を過ぎたもの {overdue:N0}件。今月の消去 {erased:N0}件、立会人か方法の記録がない消去 {alone:N0}件");
    }

    /// <summary>Files on a use nobody else approved. There is no way to make one; that there is none is counted all the same.</summary>
    public static IQueryable<MediumFile> Unapproved(PortalDb db) => db.MediumFiles.AsNoTracking()
        .Where(f => db.MediumUses.Any(u => u.MediumUseId == f.MediumUseId && (u.DecidedByKey == null || u.DecidedByKey == u.ApplicantKey || u.State == MediumUseState.Returned)));
}
