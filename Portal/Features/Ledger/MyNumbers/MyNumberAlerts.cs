using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>Tells those who review the log, for a week, that somebody wanted to go on beyond the day's quota.</summary>
public sealed class MyNumberAlerts(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int Days = 7;

    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.LogReview))
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (people, times) = await CountAsync(db, time.GetUtcNow().UtcDateTime, cancellationToken);
        return times == 0 ? [] : [new HomeItem("個人番号の1日の上限を超えた使用の拒否", $"{people}人 {times}回（{Days}日以内）", Addresses.LogActs(null, LogSpan.Week, result: OperationResult.Failed), TagKind.Error)];
    }

    internal static async Task<(int People, int Times)> CountAsync(PortalDb db, DateTime now, CancellationToken cancellationToken)
    {
        var counts = await Refused(db, now).GroupBy(e => e.StaffMemberId).Select(g => g.Count()).ToListAsync(cancellationToken);
        return (counts.Count, counts.Sum());
    }

    internal static IQueryable<OperationLogEntry> Refused(PortalDb db, DateTime now)
    {
        var (since, why) = (MyNumberQuota.DayBegan(now).AddDays(1 - Days), MyNumberRefusal.OverQuota.Detail());
        return db.OperationLog.Where(e => (e.Operation == Operation.MyNumberShown || e.Operation == Operation.MyNumberSearched)
            && e.At >= since && e.Result == OperationResult.Failed && e.Detail == why);
    }
}
