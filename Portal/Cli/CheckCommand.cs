using System.CommandLine;
using System.Globalization;
using Portal.Domain.DataQuality;
using Portal.Features.DataQuality;

namespace Portal.Cli;

/// <summary>check — checks the whole ledger and prints what is left, by rule. Findings are the ledger's state, not a failure: it ends with 0.</summary>
public static class CheckCommand
{
    public static Command Create(CliHost host)
    {
        var command = new Command("check", "台帳全体を点検し、残っている所見を規則ごとに表示します。");
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, session => CheckAsync(session, cancellationToken), cancellationToken));
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
