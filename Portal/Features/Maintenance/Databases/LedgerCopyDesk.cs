using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;

namespace Portal.Features.Maintenance.Databases;

/// <summary>The database a ledger goes to, with the services of the portal that will work on it.</summary>
public sealed record CopyTarget(IDbContextFactory<PortalDb> DbFactory, LogReader Log);

/// <summary>A ledger that is whole in its new place.</summary>
/// <param name="Tables">In the order they were copied.</param>
/// <param name="LogSequence">Last row of the operation log that came along.</param>
public sealed record CopiedLedger(IReadOnlyList<TableDigest> Tables, long LogSequence)
{
    public long Rows => Tables.Sum(t => t.Rows);

    /// <summary>Of all tables.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Tables.OrderBy(t => t.Table, StringComparer.Ordinal).Select(t => $"{t.Table} {t.Rows} {t.Digest}")))));
}

/// <summary>
/// 台帳のデータベースの移動 — takes a ledger to another database, of either engine, every row as it is. What is encrypted stays so: the keys travel
/// on their own way. The head of the log goes last, after every row has been compared: before that no portal takes the copy for a ledger.
/// </summary>
public sealed class LedgerCopyDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="by">Who.</param>
    /// <param name="target">Migrated and empty, or what a stopped copy of this ledger has left.</param>
    /// <param name="progress">In rows.</param>
    /// <param name="ct">Between batches; the next call goes on.</param>
    /// <exception cref="RuleException">Either is in use, the target is no place for this ledger, or in the end the two are not alike.</exception>
    public async Task<CopiedLedger> CopyAsync(Staff by, CopyTarget target, IProgress<CopyProgress>? progress = null, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.SystemMaintain, Operation.LedgerCopied, Now, cancellationToken: ct);
        await using var from = await dbFactory.CreateDbContextAsync(ct);
        await using var to = await target.DbFactory.CreateDbContextAsync(ct);
        await DemandReadyAsync(from, "元の台帳", ct);
        await DemandReadyAsync(to, "写し先", ct);
        var tables = CopyTable.All(from.GetService<IDesignTimeModel>().Model.GetRelationalModel());
        var writer = new CopyWriter(from, to, progress);
        DemandPlace(await HeadAsync(to, ct), await HeadAsync(from, ct));
        if (await writer.IsEmptyAsync(tables, ct))
        {
            await LogAsync(dbFactory, by, OperationResult.Done, "開始", ct);
        }

        var head = await HeadAsync(from, ct);
        await writer.CopyAsync(tables, ct);
        var compared = await writer.CompareAsync(tables, ct);
        await DemandAlikeAsync(by, compared, (head, await HeadAsync(from, ct)));
        await SetHeadAsync(to, head, ct);
        await DemandWholeLogAsync(target, ct);
        var copied = new CopiedLedger([.. compared.Select(c => c.Target)], head.Sequence);
        await LogAsync(target.DbFactory, by, OperationResult.Done, $"{copied.Tables.Count}表 {copied.Rows:N0}行、操作ログ{copied.LogSequence:N0}番まで、照合値 {copied.Digest}", ct);
        return copied;
    }

    private static async Task DemandReadyAsync(PortalDb db, string which, CancellationToken ct)
    {
        var applied = await db.Database.GetAppliedMigrationsAsync(ct);
        if (!db.Database.GetMigrations().ToHashSet().SetEquals(applied))
        {
            throw new RuleException($"{which}のスキーマが、この版のポータルのものではありません。migrate（SQL Server は db/schema.sql）を済ませてから、もう一度実行してください。");
        }

        if (await db.JobLeases.AnyAsync(l => l.Until > DateTime.UtcNow, ct))
        {
            throw new RuleException($"{which}のデータベースでポータルが動いています。すべてのポータルを止めてから、もう一度実行してください。止めた直後なら、20秒待ってください。");
        }
    }

    private static Task<LogHead> HeadAsync(PortalDb db, CancellationToken ct) => db.LogHeads.AsNoTracking().SingleAsync(ct);

    private static void DemandPlace(LogHead there, LogHead source)
    {
        if (there.LogId == Guid.Empty || (there.LogId == source.LogId && there.Sequence == source.Sequence))
        {
            return;
        }

        throw new RuleException(there.LogId == source.LogId && there.Sequence > source.Sequence
            ? "この台帳は、写し先にもう移し終わっています。写し先のポータルを使ってください。"
            : "写し先は、もう使われている台帳です。空のデータベース（db/schema.sql、または migrate だけを済ませたもの）を指定してください。");
    }

    private async Task DemandAlikeAsync(Staff by, List<(TableDigest Source, TableDigest Target)> compared, (LogHead Before, LogHead After) head)
    {
        var unlike = compared.Where(c => c.Source != c.Target).Select(c => $"{c.Source.Table}（元 {c.Source.Rows:N0}行、写し先 {c.Target.Rows:N0}行）").ToList();
        var written = head.Before.Sequence != head.After.Sequence;
        if (unlike.Count == 0 && !written)
        {
            return;
        }

        var words = written
            ? $"写している間に、元の台帳が使われました（操作ログ {head.Before.Sequence:N0}番 → {head.After.Sequence:N0}番）。"
            : $"写した行が元と一致しません: {string.Join("、", unlike)}。";
        await LogAsync(dbFactory, by, OperationResult.Failed, words, CancellationToken.None);
        throw new RuleException($"{words}写し先は使えません。ポータルをすべて止め、写し先を空のデータベースにしてから、もう一度実行してください。元の台帳はそのまま使えます。");
    }

    private static async Task SetHeadAsync(PortalDb to, LogHead head, CancellationToken ct) => await to.LogHeads
        .Where(h => h.LogId == Guid.Empty)
        .ExecuteUpdateAsync(set => set.SetProperty(h => h.LogId, head.LogId).SetProperty(h => h.Sequence, head.Sequence).SetProperty(h => h.Seal, head.Seal), ct);

    /// <summary>The second place of the new database knows nothing of the log yet.</summary>
    private static async Task DemandWholeLogAsync(CopyTarget target, CancellationToken ct)
    {
        var verdict = await target.Log.VerifyAsync(null, ct);
        if (verdict.Faults.FirstOrDefault(f => f.Kind is not LogFaultKind.NoCheckpoint) is { } fault)
        {
            throw new RuleException($"行はすべて写り、元と一致しましたが、操作ログの検証で異常が見つかりました。{fault.Words} 元の台帳で log verify を実行して確かめてください。");
        }
    }

    private async Task LogAsync(IDbContextFactory<PortalDb> ledger, Staff by, OperationResult result, string detail, CancellationToken ct)
    {
        await using var db = await ledger.CreateDbContextAsync(ct);
        db.Add(OperationLogEntry.For(by, Now, Operation.LedgerCopied, detail: detail, result: result));
        await db.SaveChangesAsync(ct);
    }
}
