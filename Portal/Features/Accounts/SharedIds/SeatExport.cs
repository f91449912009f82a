using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>共用IDの利用記録の出力 — who sat behind which shared ID, when and at which terminal; logged before it is handed out.</summary>
public sealed class SeatExport(IDbContextFactory<PortalDb> dbFactory, SeatSearch seats, TimeProvider time)
{
    public const int MaxRows = 50_000;

    /// <exception cref="RuleException">Too much for one file.</exception>
    public async Task<(byte[] Content, string FileName)> MakeAsync(Staff by, SeatSpan span, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.SeatsExported, now, cancellationToken: cancellationToken);
        var (first, last) = span.DaysOf(now);
        var used = await seats.SpanAsync(first, last, MaxRows + 1, cancellationToken);
        if (used.Count > MaxRows)
        {
            throw new RuleException($"{MaxRows:N0}件を超えるため出力できません。短い期間を選んでください。");
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.SeatsExported, detail: $"Excel {used.Count}件、{first:yyyy-MM-dd}から{last:yyyy-MM-dd}"));
        await db.SaveChangesAsync(cancellationToken);
        return (SeatWorkbook.Make(used, first, last, by, now), $"共用IDの利用記録_{first:yyyyMMdd}-{last:yyyyMMdd}.xlsx");
    }
}
