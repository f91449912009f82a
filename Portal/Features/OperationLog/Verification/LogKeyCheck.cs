using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Keys;

namespace Portal.Features.OperationLog.Verification;

/// <summary>
/// 鍵の取り違え — another ledger's key file has keys of the same numbers. Rows sealed with them would stand wrong in the log for ever, so nobody
/// writes a row before the last ones have been looked at. One row that was tampered with is no reason to stop: none may fit.
/// </summary>
internal static class LogKeyCheck
{
    private const int Rows = 20;

    /// <exception cref="RuleException">The keys are another ledger's.</exception>
    public static async Task DemandAsync(PortalDb db, KeyRing keys, CancellationToken cancellationToken)
    {
        if (!await FitAsync(db, keys, cancellationToken))
        {
            throw new RuleException("鍵ファイルが、この台帳のものではありません（操作ログの終わりの行の封印が一つも合いません）。設定 Keys:File に、この台帳の鍵ファイルを指定してください。台帳には何も書いていません。");
        }
    }

    /// <summary>Also where there is nothing to compare: a log not begun, or keys that are missing.</summary>
    public static async Task<bool> FitAsync(PortalDb db, KeyRing keys, CancellationToken cancellationToken)
    {
        var head = await db.LogHeads.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (head is null || head.LogId == Guid.Empty)
        {
            return true;
        }

        var last = await db.OperationLog.AsNoTracking().OrderByDescending(e => e.Sequence).Take(Rows + 1).ToListAsync(cancellationToken);
        var previous = LogHead.Begin(head.LogId);
        List<bool> fit = [];
        foreach (var row in Enumerable.Reverse(last))
        {
            if (row.Sequence == previous.Sequence + 1 && keys.Find(KeyUse.OperationLog, row.KeyId) is { } key)
            {
                fit.Add(LogSeal.Fits(row, previous.Seal, key));
            }

            previous = new LogHead { LogId = head.LogId, Sequence = row.Sequence, Seal = row.Seal };
        }

        return fit.Count == 0 || fit.Contains(true);
    }
}
