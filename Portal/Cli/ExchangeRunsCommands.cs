using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.Runs;

namespace Portal.Cli;

/// <summary>
/// exchange runs, look, answer — what can be done with files of changes without a person at a screen. A file is sent from the screen only: it
/// goes onto a medium somebody carries, and its passphrase is shown to them once.
/// </summary>
internal static class ExchangeRunsCommands
{
    private static readonly Dictionary<string, ExchangeKind> Kinds = new()
    {
        ["vrs-records"] = ExchangeKind.VrsRecords,
        ["vrs-flags"] = ExchangeKind.VrsFlagsOut,
        ["replica-changes"] = ExchangeKind.ReplicaChanges,
        ["replica-full"] = ExchangeKind.ReplicaFull,
        ["health-records-changes"] = ExchangeKind.HealthRecordsChanges,
        ["health-records-full"] = ExchangeKind.HealthRecordsFull,
        ["health-coupons-changes"] = ExchangeKind.HealthCouponsChanges,
        ["health-coupons-full"] = ExchangeKind.HealthCouponsFull,
    };

    public static Command Runs(CliHost host)
    {
        var command = new Command("runs", "連携の記録を、新しいものから表示します。");
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, session => ListAsync(session, cancellationToken), cancellationToken));
        return command;
    }

    public static Command Look(CliHost host)
    {
        var kind = new Option<string>("--as") { Description = $"ファイルの種類: {string.Join('、', Kinds.Select(k => $"{k.Key}({k.Value.Label()})"))}。", Required = true, HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var command = new Command("look", "いま作成すると送る件数と、形式チェックで除く件数を表示します。何も送りません。") { kind };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, session => LookAsync(session, Kinds[parsed.GetRequiredValue(kind)], cancellationToken), cancellationToken));
        return command;
    }

    public static Command Answer(CliHost host)
    {
        var run = new Option<int>("--run") { Description = "連携番号。", Required = true, HelpName = "N" };
        var file = new Option<FileInfo>("--file") { Description = "相手から受け取った結果ファイル。", Required = true, HelpName = "FILE" };
        var command = new Command("answer", "相手の結果ファイルを取り込みます。全部取り込むか、何も取り込まないかのどちらかです。") { run, file };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => AnswerAsync(session, parsed.GetRequiredValue(run), parsed.GetRequiredValue(file), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(CliSession session, CancellationToken cancellationToken)
    {
        var runs = await session.Services.GetRequiredService<ExchangeDesk>().ListAsync(session.By, ct: cancellationToken);
        await TextTable.WriteAsync(session.Output, ["連携", "種類", "状態", "行", "受理", "不受理", "結果待ち", "作成"], runs.Select(run => new[]
        {
            Words(run.Number), run.Kind.Label(), run.State.Label(), Words(run.Lines), Words(run.Accepted), Words(run.Rejected), Words(run.Waiting), Moments.Show(run.MadeAt),
        }));
        return ExitCode.Done;
    }

    private static async Task<int> LookAsync(CliSession session, ExchangeKind kind, CancellationToken cancellationToken)
    {
        var counts = await session.Services.GetRequiredService<OutgoingDesk>().LookAsync(session.By, kind, ct: cancellationToken);
        await session.Output.WriteLineAsync($"{kind.Label()}: {OutgoingDesk.Words(counts)}");
        foreach (var (fault, count) in counts.Faults.OrderByDescending(f => f.Value))
        {
            await session.Output.WriteLineAsync($"  {fault} {count:N0}件");
        }

        return ExitCode.Done;
    }

    private static async Task<int> AnswerAsync(CliSession session, int number, FileInfo file, CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        var run = await db.ExchangeRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken)
            ?? throw new RuleException($"連携 第{number}号はありません。");
        if (run.Kind == ExchangeKind.VrsTransferInquiry)
        {
            throw new RuleException($"連携 第{number}号は一括照合です。結果は exchange vrs transfers take --run {number} で取り込んでください。");
        }

        await using var upload = file.OpenRead();
        var answer = await session.Services.GetRequiredService<OutgoingAnswers>().TakeAsync(session.By, run.ExchangeRunId, run.Version, upload, cancellationToken);
        await session.Output.WriteLineAsync($"連携 第{number}号 {run.Kind.Label()}: 受理 {answer.Accepted:N0}行、不受理 {answer.Rejected:N0}行、結果待ち {answer.Waiting:N0}行");
        return ExitCode.Done;
    }

    private static string Words(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
