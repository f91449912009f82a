using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Portal.Features.OperationLog.Verification;

namespace Portal.Features.Safeguards.Proof;

/// <summary>操作ログの証拠 — that it is whole, and that somebody looks at it.</summary>
public sealed class LogProof(IDbContextFactory<PortalDb> dbFactory, LogCheckpoints checkpoints, LogVerifyDesk verifications, LogReviewSearch reviews, TimeProvider time)
{
    private const int VerifiedWithinDays = 1;

    public async Task<TodaysEvidence> KeptAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (rows, last) = (await Sealed(db).LongCountAsync(cancellationToken), await Sealed(db).MaxAsync(e => (long?)e.Sequence, cancellationToken) ?? 0);
        var verified = await verifications.LastAsync(cancellationToken);
        var hasFailed = verified is { Result: OperationResult.Failed };
        var isLate = verified is null || time.Today().DayNumber - Domain.JapanTime.DayOf(verified.At).DayNumber > VerifiedWithinDays;
        return TodaysEvidence.Of(
            rows != last || checkpoints.FailingSince is not null || hasFailed, isLate,
            $"操作ログ {rows:N0}件、{(rows == last ? "連番に欠けなし" : $"連番に欠け {last - rows:N0}件")}・{(checkpoints.FailingSince is { } since ? $"控えは{Moments.Show(since)}から書き込めていません" : "控え書込み正常")}・最終検証 {(verified is null ? "なし" : $"{time.Ago(verified.At)}{(hasFailed ? "（異常あり）" : "（正常）")}")}");
    }

    public async Task<TodaysEvidence> ReviewedAsync(CancellationToken cancellationToken)
    {
        var (state, today) = (await reviews.StateAsync(cancellationToken), time.Today());
        var late = state.Owed.Where(o => o.IsOverdueOn(today)).ToList();
        var next = state.Owed.FirstOrDefault(o => !o.IsOverdueOn(today));
        var done = state.Last is { } last ? $"{LogReviewCalendar.MonthName(last.From)}まで点検済み" : "点検を終えた月はまだありません";
        var words = late.Count > 0 ? $"ログ点検 期限超過 {late.Count:N0}か月分（{string.Join("、", late.Take(3).Select(o => LogReviewCalendar.MonthName(o.Month)))}{(late.Count > 3 ? " ほか" : "")}）" : "ログ点検 期限内";
        return TodaysEvidence.Of(
            late.Count > 0, false,
            $"{words}。{done}{(next is null ? "" : $"。{LogReviewCalendar.MonthName(next.Month)}の期限 {JapaneseDate.Format(next.DueOn)}")}{(state.OpenLines > 0 ? $"。判定待ち {state.OpenLines:N0}件" : "")}");
    }

    private static IQueryable<OperationLogEntry> Sealed(PortalDb db) => db.OperationLog.AsNoTracking().Where(e => e.Sequence >= 1);
}
