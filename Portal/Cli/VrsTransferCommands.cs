using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Features.Exchange.Vrs.Transfers;

namespace Portal.Cli;

/// <summary>
/// exchange vrs transfers — 転入者の照会: the list, the people of a run, the result. A 一括照合 is made and its file written on the screen only: the
/// command line is one account for whoever sits there, so nobody could tell that maker and approver are two people, and the file carries My Numbers.
/// </summary>
internal static class VrsTransferCommands
{
    private const string OnScreen =
        "この操作はコマンドではできません。作成した職員と承認した職員が別の人であることを確かめるため、画面の「転入者の照会」で「一括照合を作る」を押してください。個人番号が載る照会ファイルは、承認のあと、個人番号取扱の職員がLGWAN端末の画面で再確認をして書き出します。";

    public static Command Create(CliHost host) => new("transfers", "転入者の照会(一括照合)。作成と照会ファイルの書出しは画面で行います。")
    {
        List(host), Show(host), Take(host), Make(host),
    };

    private static Command List(CliHost host)
    {
        var over = new Option<bool>("--over") { Description = "終わった照会を表示します。" };
        var command = new Command("list", "照会する人を表示します。付けないと、終わっていない照会です。") { over };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            async session => await WriteAsync(session, await session.Services.GetRequiredService<TransferListDesk>().ListAsync(session.By, parsed.GetValue(over), cancellationToken)),
            cancellationToken));
        return command;
    }

    private static Command Show(CliHost host)
    {
        var run = Run();
        var command = new Command("show", "一回の一括照合の人と、結果を表示します。") { run };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            async session =>
            {
                var found = await FindAsync(session, parsed.GetRequiredValue(run), cancellationToken);
                var rows = await session.Services.GetRequiredService<TransferListDesk>().OfRunAsync(session.By, found.ExchangeRunId, cancellationToken);
                await session.Output.WriteLineAsync($"連携 第{found.Number}号 {found.State.Label()} {found.Lines:N0}行 = 結果あり {found.Accepted:N0} + 照会できず {found.Rejected:N0} + 結果待ち {found.Waiting:N0}");
                return await WriteAsync(session, rows);
            },
            cancellationToken));
        return command;
    }

    private static Command Take(CliHost host)
    {
        var (run, file) = (Run(), new Option<FileInfo>("--file") { Description = "VRS から受け取った一括照合 結果ファイル。", Required = true, HelpName = "FILE" });
        var command = new Command("take", "一括照合の結果を取り込みます。全部取り込むか、何も取り込まないかのどちらかです。台帳は、候補を画面で採用するまで変わりません。") { run, file };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            async session =>
            {
                var found = await FindAsync(session, parsed.GetRequiredValue(run), cancellationToken);
                await using var upload = parsed.GetRequiredValue(file).OpenRead();
                var answers = await session.Services.GetRequiredService<TransferAnswers>().TakeAsync(session.By, found.ExchangeRunId, found.Version, upload, cancellationToken);
                var (with, none) = (answers.Count(a => a.Code == TransferCode.Found), answers.Count(a => a.Code == TransferCode.None));
                await session.Output.WriteLineAsync($"連携 第{found.Number}号: {answers.Count:N0}人 = 候補あり {with:N0} + 該当なし {none:N0} + 照会できず {answers.Count - with - none:N0}");
                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    private static Command Make(CliHost host)
    {
        var command = new Command("make", "一括照合の作成は画面で行います。");
        command.SetAction((_, _) => host.RunPlainAsync(() => throw new RuleException(OnScreen)));
        return command;
    }

    private static Option<int> Run() => new("--run") { Description = "一括照合の連携番号。", Required = true, HelpName = "N" };

    private static async Task<ExchangeRun> FindAsync(CliSession session, int number, CancellationToken cancellationToken)
    {
        await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
        return await db.ExchangeRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number && r.Kind == ExchangeKind.VrsTransferInquiry, cancellationToken)
            ?? throw new RuleException($"連携 第{number}号の一括照合はありません。exchange runs で番号を確かめてください。");
    }

    private static async Task<int> WriteAsync(CliSession session, IReadOnlyList<TransferRow> rows)
    {
        await TextTable.WriteAsync(session.Output, ["行", "宛名番号", "氏名", "受付番号", "追加", "連携", "未処理の候補", "状態"], rows.Select(row => new[]
        {
            Words(row.Inquiry.LineNumber), row.ResidentNumber ?? "", row.IsProtected ? $"{row.PersonName} [支援措置]" : row.PersonName, row.Inquiry.CaseNumber,
            Moments.Show(row.Inquiry.CollectedAt), Words(row.RunNumber), Words(row.Open), row.State,
        }));
        return ExitCode.Done;
    }

    private static string Words(int? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
}
