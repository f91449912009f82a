using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.OperationLog;

namespace Portal.Features.Maintenance.Status;

/// <summary>バックアップ: when the last one was made, and whether that is too long ago.</summary>
internal static class BackupStatus
{
    /// <summary>Seconds since the log was last backed up, by the server's own clock; nothing where it never was.</summary>
    internal const string LogBackupQuery = "SELECT DATEDIFF_BIG(second, NULLIF([log_backup_time], '19000101'), SYSDATETIME()) AS [Value] FROM [sys].[dm_db_log_stats](DB_ID())";

    private const string Subject = "バックアップ";
    private const string Item = "最後";

    /// <summary>Every five minutes one is due (db/maintenance/backup.sql); three left out are no accident.</summary>
    private static readonly TimeSpan LogIsLate = TimeSpan.FromMinutes(15);

    public static Task<StatusLine> LineAsync(PortalDb db, DateTime now, CancellationToken ct) => db.Database.IsSqlite() ? OfFileAsync(db, now, ct) : OfServerAsync(db, now, ct);

    internal static IQueryable<OperationLogEntry> Backups(PortalDb db) => db.OperationLog.AsNoTracking()
        .Where(e => e.Operation == Operation.BackupMade && e.Result != OperationResult.Denied).OrderByDescending(e => e.At).ThenByDescending(e => e.Sequence);

    internal static StatusLine OfLog(long? secondsAgo, DateTime now) => secondsAgo switch
    {
        null => new(Subject, Item, "トランザクションログのバックアップがありません。db/maintenance/backup.sql を定期実行に入れてください。", TagKind.Warn),
        { } ago when TimeSpan.FromSeconds(ago) > LogIsLate => new(Subject, Item, $"トランザクションログは {Moments.Show(now.AddSeconds(-ago))} が最後です。5分ごとの定期実行を確かめてください。", TagKind.Warn),
        { } ago => new(Subject, Item, $"トランザクションログ {Moments.Show(now.AddSeconds(-ago))}", TagKind.Ok),
    };

    private static async Task<StatusLine> OfFileAsync(PortalDb db, DateTime now, CancellationToken ct) => await Backups(db).FirstOrDefaultAsync(ct) switch
    {
        null => new(Subject, Item, "まだ取っていません。backup コマンドを定期実行に入れてください。", TagKind.Warn),
        { Result: OperationResult.Failed } failed => new(Subject, Item, $"{Moments.Show(failed.At)} に失敗しました。{failed.Detail}", TagKind.Error),
        var made when now - made.At > SystemStatusDesk.Daily => new(Subject, Item, $"{Moments.Show(made.At)}。1日以上取っていません。定期実行を確かめてください。", TagKind.Warn),
        var made => new(Subject, Item, $"{Moments.Show(made.At)}、{made.Detail?.Split('、')[0]}", TagKind.Ok),
    };

    private static async Task<StatusLine> OfServerAsync(PortalDb db, DateTime now, CancellationToken ct)
    {
        try
        {
            return OfLog(await db.Database.SqlQueryRaw<long?>(LogBackupQuery).SingleAsync(ct), now);
        }
        catch (DbException)
        {
            return new(Subject, Item, "見る権限がありません（VIEW DATABASE STATE）。db/security.sql をデータベース管理者が実行してください。", TagKind.Warn);
        }
    }
}
