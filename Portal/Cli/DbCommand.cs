using System.CommandLine;
using Portal.Features.Maintenance.Databases;

namespace Portal.Cli;

/// <summary>db — looks whether a database is as this build wants it, and moves a ledger from one engine to the other.</summary>
public static class DbCommand
{
    private static readonly string[] Engines = ["sqlite", "sqlserver"];

    public static Command Create(CliHost host) => new("db", "データベースの形を点検し、台帳を別のデータベースに移します。") { Check(host), Copy(host) };

    private static Command Check(CliHost host)
    {
        var command = new Command("check", "データベースの表・列・索引・権限を、この版のポータルが要る形と比べます。何も変えません。違いがあれば終了コード 1 で終わります。");
        command.SetAction((parsed, cancellationToken) => host.RunAsItStandsAsync(parsed, session => CheckAsync(session, cancellationToken)));
        return command;
    }

    private static Command Copy(CliHost host)
    {
        var (from, to) = (Engine("--from", "元のデータベースの種類。"), Engine("--to", "写し先のデータベースの種類。"));
        var file = new Option<string?>("--to-file") { Description = "写し先のファイル(SQLite)。元のファイルは --database で指定します。", HelpName = "FILE" };
        var command = new Command(
            "copy", "台帳を、スキーマだけを作った別のデータベースに移し、表ごとに件数と照合値を比べます。ポータルを止めてから実行してください。途中で止まったら、同じコマンドで続きから行います。鍵は写りません。") { from, to, file };
        command.SetAction((parsed, cancellationToken) => host.RunBetweenAsync(
            settings => LedgerPlace.Of(settings, parsed.GetRequiredValue(from), parsed.GetValue(host.Database), "CopyFrom", isOwn: true),
            settings => LedgerPlace.Of(settings, parsed.GetRequiredValue(to), parsed.GetValue(file), "CopyTo", isOwn: false),
            (source, target) => CopyAsync(source, target, cancellationToken)));
        return command;
    }

    private static async Task<int> CheckAsync(CliSession session, CancellationToken cancellationToken)
    {
        var findings = await session.Services.GetRequiredService<SchemaCheck>().FindingsAsync(cancellationToken);
        foreach (var finding in findings)
        {
            await session.Output.WriteLineAsync(finding);
        }

        await session.Error.WriteLineAsync(findings.Count == 0 ? "データベースは、この版のポータルが要る形です。" : $"{findings.Count:N0}件の違いがあります。");
        return findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> CopyAsync(CliSession source, CliSession target, CancellationToken cancellationToken)
    {
        var copied = await source.Services.GetRequiredService<LedgerCopyDesk>().CopyAsync(
            source.By, target.Services.GetRequiredService<CopyTarget>(), new Shown(source), cancellationToken);
        await TextTable.WriteAsync(source.Output, ["表", "行", "照合値"], copied.Tables.Select(t => new[] { t.Table, $"{t.Rows:N0}", t.Digest[..16] }));
        await source.Output.WriteLineAsync($"{copied.Tables.Count}表 {copied.Rows:N0}行を写し、元と一致しました。操作ログは {copied.LogSequence:N0}番まで検証し、異常はありません。全体の照合値 {copied.Digest}");
        await source.Error.WriteLineAsync("鍵は写っていません。写し先のポータルにも同じ鍵（Keys:File）を設定してください。元の台帳は使わず、しまってください。");
        return ExitCode.Done;
    }

    private static Option<string> Engine(string name, string description)
    {
        var option = new Option<string>(name) { Description = $"{description}{string.Join(" か ", Engines)}。", Required = true, HelpName = "ENGINE" };
        option.AcceptOnlyFromAmong(Engines);
        return option;
    }

    private sealed class Shown(CliSession session) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => session.ShowProgress(value.Words, value.Done, value.Total, "行");
    }
}
