using System.CommandLine;
using Portal.Domain.Exchange;
using Portal.Features.Exchange;

namespace Portal.Cli;

/// <summary>import — shows what a file would do, then takes it in whole, as the screen does.</summary>
public static class ImportCommand
{
    private const int FaultsShown = 20;

    private static readonly Dictionary<string, ImportKind> Kinds = new()
    {
        ["vrs"] = ImportKind.Vrs,
        ["residents"] = ImportKind.Residents,
        ["coupons"] = ImportKind.Coupons,
        ["health"] = ImportKind.HealthRecords,
    };

    public static Command Create(CliHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "取り込むCSVファイル(UTF-8 または Shift_JIS)。" };
        var kind = new Option<string>("--as") { Description = "ファイルの種類: vrs(VRS 予防接種台帳向け出力)、residents(宛名)、coupons(接種券発行情報)、health(健康管理システムの接種記録)。", Required = true, HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var repair = new Option<bool>("--repair-zeros") { Description = "失われた先頭の0を戻して取り込みます。付けないと、戻せば読める行も拒否になります。" };
        var dryRun = new Option<bool>("--dry-run") { Description = "事前確認だけを行い、台帳を変えません。" };
        var strict = new Option<bool>("--strict") { Description = "拒否になる行が1行でもあれば、何も取り込まずに終了コード1で終わります。" };
        var command = new Command("import", "ファイルを台帳に取り込みます。全部取り込むか、何も取り込まないかのどちらかです。") { file, kind, repair, dryRun, strict };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => ImportAsync(
                session, parsed.GetRequiredValue(file), Kinds[parsed.GetRequiredValue(kind)],
                parsed.GetValue(repair) ? ImportChoices.RepairEverything : ImportChoices.RepairNothing,
                parsed.GetValue(dryRun), parsed.GetValue(strict), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ImportAsync(
        CliSession session, FileInfo file, ImportKind kind, ImportChoices choices, bool dryRun, bool strict, CancellationToken cancellationToken)
    {
        var desk = session.Services.GetRequiredService<ImportDesk>();
        await using var upload = file.OpenRead();
        var preview = await desk.PreviewAsync(upload, file.Name, kind, session.By, choices, cancellationToken: cancellationToken);
        try
        {
            await ShowAsync(session.Output, preview, choices);
            if (strict && preview.Totals.Refused > 0)
            {
                await session.Error.WriteLineAsync("拒否になる行があるため、取り込みませんでした。台帳は変わっていません。");
                return ExitCode.Failed;
            }

            if (dryRun)
            {
                await session.Output.WriteLineAsync("事前確認だけを行いました。台帳は変わっていません。");
                return ExitCode.Done;
            }

            var run = await desk.ApplyAsync(preview.ImportPreviewId, choices, session.By, new ShellProgress(session.Error), cancellationToken);
            await session.Output.WriteLineAsync($"取込 {run.Number} を終えました。{Words(ImportTotals.Of(run))}");
            return ExitCode.Done;
        }
        finally
        {
            desk.Discard(preview.ImportPreviewId);
        }
    }

    private static async Task ShowAsync(TextWriter output, ImportPreview preview, ImportChoices choices)
    {
        await output.WriteLineAsync($"{preview.FileName}: {preview.Kind.Label()}・{preview.EncodingName}・{preview.Layout.Words}");
        if (preview.SameFileAs is { } number)
        {
            await output.WriteLineAsync($"同じファイルを取込 {number} で取り込んでいます。");
        }

        foreach (var fault in preview.Faults.Take(FaultsShown))
        {
            await output.WriteLineAsync($"  {fault.LineNumber}行目 {fault.Column}: {fault.Reason}");
        }

        if (preview.FaultCount > FaultsShown)
        {
            await output.WriteLineAsync($"  ほかに {preview.FaultCount - FaultsShown:N0} 件の誤りがあります。");
        }

        foreach (var column in preview.Zeros.Found.Keys.Order())
        {
            await output.WriteLineAsync(choices.Repairs.Contains(column)
                ? $"  {preview.Zeros.Offer(column)}"
                : $"  先頭の0が失われた{ZeroRepair.Label(column)}が{preview.Zeros.Found[column]:N0}件あります。戻して取り込むには --repair-zeros を付けてください。");
        }

        foreach (var (reason, lines) in preview.HeldReasons)
        {
            await output.WriteLineAsync($"  保留 {lines:N0}行: {reason}");
        }

        await output.WriteLineAsync(Words(preview.Totals));
    }

    private static string Words(ImportTotals t) =>
        $"{t.Lines:N0}行 = 新規 {t.New:N0} + 変更 {t.Changed:N0} + 同じ {t.Same:N0} + 保留 {t.Held:N0} + 拒否 {t.Refused:N0}";

    /// <summary>A line on the error stream every tenth of the way, so that output can be kept in a file.</summary>
    private sealed class ShellProgress(TextWriter error) : IProgress<ImportProgress>
    {
        private int _said;

        public void Report(ImportProgress value)
        {
            var tenth = value.Total == 0 ? 0 : value.Done * 10 / value.Total;
            if (tenth > _said)
            {
                _said = tenth;
                error.WriteLine($"{value.Done:N0} / {value.Total:N0}行");
            }
        }
    }
}
