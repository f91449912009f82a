using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Accounts.SharedIds;

namespace Portal.Features.Safeguards.Proof;

/// <summary>共用IDの証拠 — whether its people and terminals are known, and kept up.</summary>
public sealed class SharedIdProof(IDbContextFactory<PortalDb> dbFactory, SharedIdSearch shared, PersonnelWork personnel, TimeProvider time)
{
    public async Task<TodaysEvidence> NamedAsync(CancellationToken cancellationToken)
    {
        var rows = (await shared.StandingAsync(cancellationToken)).Where(r => r.Account.State == AccountState.Active).ToList();
        if (rows.Count == 0)
        {
            return TodaysEvidence.Kept("共用IDはありません");
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var checkedAt = await Checked(db).MaxAsync(l => l.DecidedAt, cancellationToken);
        var since = time.MonthStart();
        var unnamed = rows.Count(r => r.Flags.Contains(SharedIdFlag.NoMember) || r.Flags.Contains(SharedIdFlag.NoTerminal));
        var seats = await db.OperationLog.CountAsync(e => e.Operation == Operation.SeatTaken && e.Result == OperationResult.Done && e.At >= since, cancellationToken);
        return TodaysEvidence.Of(
            unnamed > 0, checkedAt is null,
            $"共用ID {rows.Count:N0}件{(unnamed == 0 ? "すべてに職員・端末の登録あり" : $"のうち{unnamed:N0}件に職員か端末の登録なし")}。{(checkedAt is { } at ? $"前回確認 {time.Ago(at)}" : "棚卸での確認はまだありません")}。今月の着席 {seats:N0}回");
    }

    public async Task<TodaysEvidence> EventsAsync(CancellationToken cancellationToken)
    {
        var open = (await personnel.OpenAsync(cancellationToken)).Where(l => l.Account!.Kind == AccountKind.Shared).ToList();
        return AccountProof.OfOpen("共用IDにかかわる未確認の異動", open);
    }

    /// <summary>Judgements of shared IDs in ID reviews.</summary>
    public static IQueryable<IdReviewLine> Checked(PortalDb db) => db.IdReviewLines.AsNoTracking().Where(l => l.Kind == AccountKind.Shared && l.DecidedAt != null);
}
