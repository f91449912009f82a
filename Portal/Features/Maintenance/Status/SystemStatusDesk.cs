using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;

namespace Portal.Features.Maintenance.Status;

/// <summary>システムの状態 — what an administrator looks at each morning, and when somebody calls.</summary>
public sealed class SystemStatusDesk(
    IDbContextFactory<PortalDb> dbFactory, KeyRing keys, LogCheckpoints checkpoints, Certificates certificates, OpenCircuits circuits, IHostEnvironment environment, TimeProvider time)
{
    /// <summary>Of what a schedule does each night: with two hours to spare.</summary>
    internal static readonly TimeSpan Daily = TimeSpan.FromHours(26);

    /// <exception cref="Domain.PermissionDeniedException">Written to the log.</exception>
    public async Task<SystemStatus> ShowAsync(Staff by, CancellationToken ct = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.SystemView, Operation.SystemShown, now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        IReadOnlyList<StatusLine> lines =
        [
            new("プログラム", "版", ThisBuild.Version),
            new("プログラム", "動いている場所", $"{Environment.MachineName}、{RuntimeInformation.OSDescription}、{RuntimeInformation.FrameworkDescription}、{environment.EnvironmentName}"),
            new("プログラム", "起動", $"{Moments.Show(Started())} から"),
            .. await DatabaseStatus.LinesAsync(db, ct),
            await BackupStatus.LineAsync(db, now, ct),
            await VerificationAsync(db, now, ct),
            checkpoints.FailingSince is { } since
                ? new("操作ログ", "控え", $"{Moments.Show(since)} から {checkpoints.Folder} に書き込めません。置き場所を確かめてください。", TagKind.Error)
                : new("操作ログ", "控え", $"{checkpoints.Folder} に書き込めています", TagKind.Ok),
            .. Enum.GetValues<KeyUse>().Where(keys.Has).Select(use => new StatusLine("鍵", use.Label(), $"第{keys.Current(use).Id}号、{Moments.Show(keys.Current(use).MadeAt)} に作成")),
            .. certificates.Lines(now),
            new("利用", "サインイン中", $"{await db.Sessions.CountAsync(s => s.EndedAt == null, ct):N0}件、このサーバーで開いている画面 {circuits.Count:N0}"),
            new("利用", "結果を待つ連携", $"{await db.ExchangeRuns.CountAsync(r => r.State == ExchangeState.Sent || r.State == ExchangeState.Answered, ct):N0}件"),
        ];
        db.Add(OperationLogEntry.For(by, now, Operation.SystemShown, detail: $"注意{lines.Count(l => l.Kind is TagKind.Warn)} 異常{lines.Count(l => l.Kind is TagKind.Error)}"));
        await db.SaveChangesAsync(ct);
        return new(now, lines);
    }

    /// <summary>UTC; of the process, not of whatever in it was asked first.</summary>
    private static DateTime Started()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime();
    }

    private static async Task<StatusLine> VerificationAsync(PortalDb db, DateTime now, CancellationToken ct) => await LogVerifyDesk.Verifications(db).FirstOrDefaultAsync(ct) switch
    {
        null => new("操作ログ", "検証", "まだ検証していません。log verify を毎晩実行してください。", TagKind.Warn),
        { Result: OperationResult.Failed } failed => new("操作ログ", "検証", $"{Moments.Show(failed.At)} に異常が見つかりました。「検証」の画面を開いてください。", TagKind.Error),
        var last when now - last.At > Daily => new("操作ログ", "検証", $"最後は {Moments.Show(last.At)}。log verify を毎晩実行してください。", TagKind.Warn),
        var last => new("操作ログ", "検証", $"{Moments.Show(last.At)} 異常なし", TagKind.Ok),
    };
}
