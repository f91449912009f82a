using System.CommandLine;
using System.Globalization;
using Portal.Domain;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Features.DataQuality;

namespace Portal.Cli;

/// <summary>
/// check — checks the whole ledger and prints what is left, by rule. Findings are the ledger's state, not a failure: it ends with 0.
/// With --fix it proposes corrections for one rule instead, and asks for them.
/// </summary>
public static class CheckCommand
{
    public static Command Create(CliHost host)
    {
        var fix = new Option<string?>("--fix") { Description = $"規則 {string.Join("・", FixRules.All.Select(t => t.Rule))} の所見をまとめて訂正する申請を作ります。承認は画面で行います。", HelpName = "RULE" };
        fix.AcceptOnlyFromAmong([.. FixRules.All.Select(t => t.Rule.ToString())]);
        var preview = new Option<bool>("--preview") { Description = "--fix の案を表示するだけで、申請しません。" };
        var reason = new Option<string?>("--reason") { Description = "--fix の訂正の理由。", HelpName = "TEXT" };
        var command = new Command("check", "台帳全体を点検し、残っている所見を規則ごとに表示します。") { fix, preview, reason };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => parsed.GetValue(fix) is { } rule ? BulkFixCommand.RunAsync(session, Enum.Parse<FindingRule>(rule), parsed.GetValue(preview), parsed.GetValue(reason), cancellationToken)
                : parsed.GetValue(preview) || parsed.GetValue(reason) is not null ? throw new RuleException("--preview と --reason は、--fix と一緒に指定してください。")
                : CheckAsync(session, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> CheckAsync(CliSession session, CancellationToken cancellationToken)
    {
        try
        {
            var result = await session.Services.GetRequiredService<LedgerCheck>().RunAsync(session.By, new Shown(session), cancellationToken);
            await TextTable.WriteAsync(
                session.Output, ["規則", "残り"],
                FindingRules.All.Where(r => result.Left.ContainsKey(r.Rule)).Select(r => new[] { r.Rule.Label(), result.Left[r.Rule].ToString("N0", CultureInfo.InvariantCulture) }));
            await session.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{result.People:N0}人を点検しました。残り {result.Total:N0}件。"));
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            await session.Error.WriteLineAsync("点検を中止しました。そこまでの結果は一覧に入っています。");
            return ExitCode.Cancelled;
        }
    }

    private sealed class Shown(CliSession session) : IProgress<CheckProgress>
    {
        public void Report(CheckProgress value) => session.ShowProgress("点検", value.Done, value.Total, "人");
    }
}
