using System.CommandLine;
using Portal.Features.OperationLog.Verification;

namespace Portal.Cli;

/// <summary>log — verifies the operation log from a schedule or by hand, and writes down a restore.</summary>
public static class LogCommand
{
    public static Command Create(CliHost host) => new("log", "操作ログを検証し、復元を記録します。") { Verify(host), Restored(host) };

    private static Command Verify(CliHost host)
    {
        var verify = new Command("verify", "操作ログの連番・封印・末尾・控えを検証します。異常があれば、最初の行を示して終了コード 1 で終わります。");
        verify.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, session => VerifyAsync(session, cancellationToken), cancellationToken));
        return verify;
    }

    private static Command Restored(CliHost host)
    {
        var reason = new Option<string>("--reason") { Description = "復元した理由と、使ったバックアップ。", HelpName = "TEXT", Required = true };
        var restored = new Command("restored", "バックアップからデータベースを戻したことを記録します。ポータルを止めてから実行してください。") { reason };
        restored.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => RestoredAsync(session, parsed.GetRequiredValue(reason), cancellationToken), cancellationToken));
        return restored;
    }

    private static async Task<int> VerifyAsync(CliSession session, CancellationToken cancellationToken)
    {
        var (verdict, _, isLogged) = await session.Services.GetRequiredService<LogVerifyDesk>().VerifyAsync(session.By, null, cancellationToken);
        await session.Output.WriteLineAsync($"操作ログの検証: {verdict.Words}");
        foreach (var fault in verdict.Faults)
        {
            await session.Output.WriteLineAsync($"  {fault.Words}");
        }

        foreach (var restore in verdict.Restores)
        {
            await session.Output.WriteLineAsync($"  復元の記録: {restore.At:yyyy-MM-dd HH:mm} (UTC)、{restore.Sequence:N0}番まで");
        }

        if (verdict.Unsealed > 0)
        {
            await session.Output.WriteLineAsync($"  封印を始める前の行 {verdict.Unsealed:N0}件は検証の対象外です。");
        }

        if (!isLogged)
        {
            await session.Error.WriteLineAsync("検証の結果を操作ログに記録できませんでした。操作ログに書き込めない間、台帳の表示と変更は止まります。");
        }

        return verdict.IsWhole ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> RestoredAsync(CliSession session, string reason, CancellationToken cancellationToken)
    {
        var restored = await session.Services.GetRequiredService<LogRestoreDesk>().RecordAsync(session.By, reason, cancellationToken);
        await session.Output.WriteLineAsync($"復元を記録しました。{restored.Words}");
        return ExitCode.Done;
    }
}
