using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality.Twins;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality;

/// <summary>残りの推移 — what was left of each rule at the end of each day that was counted.</summary>
public sealed class FindingChart(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int Days = 90;

    /// <summary>The days of the last three months, oldest first; a rule that is off is in the days before it was switched off.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<IReadOnlyList<FindingDay>> ShowAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.FindingChartShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var points = await Points(db, JapanTime.DayOf(now).AddDays(-Days)).ToListAsync(cancellationToken);
        var off = await db.SwitchedOffRules.AsNoTracking().ToDictionaryAsync(r => r.Rule, r => JapanTime.DayOf(r.At), cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.FindingChartShown));
        await db.SaveChangesAsync(cancellationToken);
        return [.. points.Where(p => !off.TryGetValue(p.Rule, out var since) || p.Day < since).GroupBy(p => p.Day).Select(day => new FindingDay(day.Key, day.ToDictionary(p => p.Rule, p => p.Left)))];
    }

    /// <summary>Counts what is left now as the day's point; a later count of the same day takes its place.</summary>
    /// <returns>What is left by rule; rules switched off are missing.</returns>
    internal static async Task<Dictionary<FindingRule, int>> CountAsync(PortalDb db, DateOnly day, CancellationToken cancellationToken)
    {
        var off = await CheckGrounds.OffAsync(db, cancellationToken);
        var left = (await FindingSearch.Counts(FindingSearch.Left(db)).ToListAsync(cancellationToken)).ToDictionary(c => c.Rule, c => c.Count);
        if (await TwinRows.Pairs(db, TwinView.Open).CountAsync(cancellationToken) is > 0 and var pairs)
        {
            left[FindingRule.Twins] = pairs;
        }

        var points = await db.FindingCounts.Where(c => c.Day == day).ToDictionaryAsync(c => c.Rule, cancellationToken);
        foreach (var rule in Enum.GetValues<FindingRule>().Where(rule => !off.Contains(rule)))
        {
            if (points.TryGetValue(rule, out var point))
            {
                point.Left = left.GetValueOrDefault(rule);
            }
            else
            {
                db.Add(new FindingCount { Day = day, Rule = rule, Left = left.GetValueOrDefault(rule) });
            }
        }

        return left;
    }

    internal static IQueryable<FindingCount> Points(PortalDb db, DateOnly from) =>
        db.FindingCounts.AsNoTracking().Where(c => c.Day >= from).OrderBy(c => c.Day).ThenBy(c => c.Rule);
}

/// <summary>One day of the chart.</summary>
public sealed record FindingDay(DateOnly Day, IReadOnlyDictionary<FindingRule, int> Left)
{
    public int Total => Left.Values.Sum();
}
