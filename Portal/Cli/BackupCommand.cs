using System.CommandLine;
using Microsoft.Data.Sqlite;
using Portal.Domain;
using Portal.Features.Maintenance.Backups;
using Portal.Features.OperationLog.Verification;

namespace Portal.Cli;

/// <summary>backup, restore — of an embedded ledger. The keys are not in a backup; they have a place and a copy of their own.</summary>
public static class BackupCommand
{
    public static Command Create(CliHost host)
    {
        var folder = new Option<DirectoryInfo>("--to") { Description = "バックアップを置くフォルダ。台帳とは別のディスクにしてください。", Required = true, HelpName = "FOLDER" };
        var keep = new Option<int?>("--keep") { Description = "残す数。超えた古いものを消します。省略すると消しません。", HelpName = "N" };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--keep は1以上で指定してください。");
            }
        });
        var command = new Command("backup", "台帳(SQLite)のバックアップを取ります。ポータルは動いたままで構いません。鍵は含みません。") { folder, keep };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => BackUpAsync(session, parsed.GetRequiredValue(folder), parsed.GetValue(keep), cancellationToken), cancellationToken));
        return command;
    }

    public static Command CreateRestore(CliHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "バックアップのファイル。同じ名前の .json と一緒に置いてください。" };
        var verify = new Option<bool>("--verify") { Description = "戻さずに、最後まで読めて壊れていないかだけを確かめます。" };
        var reason = new Option<string?>("--reason") { Description = "復元する理由。操作ログに残ります。", HelpName = "TEXT" };
        var command = new Command("restore", "バックアップから台帳を戻します。ポータルを止めてから実行してください。いまの台帳は別の名前で残します。") { file, verify, reason };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(verify)
            ? host.RunUnopenedAsync(parsed, (session, _) => VerifyAsync(session, parsed.GetRequiredValue(file), cancellationToken))
            : RestoreAsync(host, parsed, parsed.GetRequiredValue(file), parsed.GetValue(reason), cancellationToken));
        return command;
    }

    private static async Task<int> BackUpAsync(CliSession session, DirectoryInfo folder, int? keep, CancellationToken cancellationToken)
    {
        CliHost.DemandOutsideProgram("--to", folder.FullName);
        var made = await session.Services.GetRequiredService<BackupDesk>().MakeAsync(session.By, folder.FullName, keep, cancellationToken);
        await session.Output.WriteLineAsync(
            $"{made.File} を作りました。{made.Manifest.Bytes / 1_000_000.0:N1}MB、操作ログ {made.Manifest.LogSequence:N0}番まで、{made.Took.TotalSeconds:0.0}秒。");
        return ExitCode.Done;
    }

    private static async Task<int> VerifyAsync(CliSession session, FileInfo file, CancellationToken cancellationToken)
    {
        var (manifest, faults) = await session.Services.GetRequiredService<BackupVerifier>().VerifyAsync(file.FullName, cancellationToken);
        foreach (var fault in faults)
        {
            await session.Output.WriteLineAsync($"  {fault}");
        }

        await session.Output.WriteLineAsync(faults.Count == 0
            ? $"{file.FullName} は使えます。{manifest.MadeAt:yyyy-MM-dd HH:mm:ss} (UTC)、{manifest.Rows.Count}表 {manifest.Rows.Values.Sum():N0}行、操作ログ {manifest.LogSequence:N0}番まで。"
            : $"{file.FullName} は使えません。ひとつ前のバックアップを試してください。");
        return faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> RestoreAsync(CliHost host, ParseResult parsed, FileInfo file, string? reason, CancellationToken cancellationToken)
    {
        var put = await host.RunUnopenedAsync(parsed, async (session, ledger) =>
        {
            if (string.IsNullOrWhiteSpace(reason))
            {
                throw new RuleException("復元する理由を --reason で書いてください。操作ログに残ります。");
            }

            CliHost.DemandOutsideProgram("--database", ledger);
            var before = await session.Services.GetRequiredService<BackupRestorer>().RestoreAsync(file.FullName, ledger, cancellationToken);
            await session.Output.WriteLineAsync(before is null ? $"{ledger} に戻しました。" : $"{ledger} に戻しました。前の台帳は {before} に残してあります。");
            return ExitCode.Done;
        });
        return put != ExitCode.Done ? put : await host.RunAsync(parsed, async session =>
        {
            var restored = await session.Services.GetRequiredService<LogRestoreDesk>().RecordAsync(
                session.By, $"{reason}（{file.Name}）", CancellationToken.None, evenIfWhole: true);
            await session.Output.WriteLineAsync($"復元を操作ログに記録しました。{restored.Words}");
            SqliteConnection.ClearAllPools();
            return ExitCode.Done;
        }, cancellationToken);
    }
}
