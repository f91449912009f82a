using System.CommandLine;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.Reconciliation;

namespace Portal.Cli;

/// <summary>exchange — what is done with the systems around the ledger: the runs and their answers, and the comparison of a partner's file with the ledger.</summary>
public static class ExchangeCommand
{
    public static Command Create(CliHost host)
    {
        var command = Own(host);
        foreach (var part in IntermediateServerCommands.All(host))
        {
            command.Add(part);
        }

        return command;
    }

    private static Command Own(CliHost host) => new("exchange", "他のシステムとの連携(VRS、健康管理システム、中間サーバー)。")
    {
        ExchangeRunsCommands.Runs(host), ExchangeRunsCommands.Look(host), ExchangeRunsCommands.Answer(host),
        new Command("vrs", "VRS(ワクチン接種記録システム)との連携。")
        {
            Reconcile(host, ExchangeKind.VrsReconciliation), VrsTransferCommands.Create(host), VrsRequestCommands.Create(host),
        },
        new Command("health", "健康管理システムとの連携。") { Reconcile(host, ExchangeKind.HealthReconciliation) },
    };

    private static Command Reconcile(CliHost host, ExchangeKind kind)
    {
        var file = new Option<FileInfo>("--file") { Description = $"{kind.Input().Label()}のCSVファイル。", Required = true, HelpName = "FILE" };
        var onlyFile = new Option<bool>("--file-scope") { Description = "ファイルにいる人だけを比べます。付けないと、台帳の全件と比べます。" };
        var lines = new Option<int?>("--lines") { Description = "相手の画面に出た件数。ファイルの行数と違えば、突合しません。", HelpName = "N" };
        var command = new Command("reconcile", "ファイルと台帳を突合し、違いを一覧に残します。台帳は変わりません。") { file, onlyFile, lines };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => ReconcileAsync(
                session, parsed.GetRequiredValue(file),
                new ReconciliationOrder(parsed.GetRequiredValue(file).Name, parsed.GetValue(onlyFile) ? ReconciliationScope.File : ReconciliationScope.Ledger, parsed.GetValue(lines), kind), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ReconcileAsync(CliSession session, FileInfo file, ReconciliationOrder order, CancellationToken cancellationToken)
    {
        await using var upload = file.OpenRead();
        var made = await session.Services.GetRequiredService<ReconcileDesk>().ReconcileAsync(
            upload, order, session.By, new ShellProgress(session), cancellationToken);
        var totals = made.Reconciliation.Totals;
        await session.Output.WriteLineAsync($"突合 連携{made.Run.Number} {file.Name}: {totals.FileLines:N0}行・{made.Reconciliation.Encoding}・{order.Scope.Label()}");
        await session.Output.WriteLineAsync(
            $"ファイル {totals.FileDoses:N0} = 同じ {totals.Same:N0} + 違う {totals.Differs:N0} + 相手のみ {totals.OnlyThere:N0} + 照合できない {totals.Unmatched:N0}");
        await session.Output.WriteLineAsync($"台帳 {totals.LedgerDoses:N0} = 同じ {totals.Same:N0} + 違う {totals.Differs:N0} + 台帳のみ {totals.OnlyHere:N0}");
        await session.Output.WriteLineAsync($"番号 {made.Run.ExchangeRunId} SHA-256 {made.Run.Sha256}");
        return ExitCode.Done;
    }

    private sealed class ShellProgress(CliSession session) : IProgress<ReconciliationProgress>
    {
        public void Report(ReconciliationProgress value) => session.ShowProgress("突合", value.Done, value.Total, value.Unit);
    }
}
