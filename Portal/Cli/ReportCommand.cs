using System.CommandLine;
using Portal.Components;
using Portal.Domain.Reports;
using Portal.Features.Reports;

namespace Portal.Cli;

/// <summary>report monthly — makes the report of a month or a fiscal year and writes its workbook.</summary>
public static class ReportCommand
{
    public static Command Create(CliHost host)
    {
        var month = new Option<string?>("--month") { Description = "月。例 2024-03", HelpName = "YYYY-MM" };
        var year = new Option<int?>("--fiscal-year") { Description = "年度。例 2023", HelpName = "YYYY" };
        var file = new Option<string>("--out") { Description = "書き出すExcelファイル。", HelpName = "FILE", Required = true };
        var at = CliMoment.Option("--as-of", "時点（日本時間）。例 2026-11-20 または 2026-11-20T09:30。省略するといまです。", required: false);
        var monthly = new Command("monthly", "月次報告を作成し、Excelファイルに書き出します。報告は番号を付けて残ります。") { month, year, file, at };
        monthly.Validators.Add(result =>
        {
            if (Code(result.GetValue(month), result.GetValue(year)) is not { } code || !ReportPeriod.TryParse(code, out _))
            {
                result.AddError("--month 2024-03 か --fiscal-year 2023 のどちらか一つを指定してください。");
            }
        });
        monthly.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => MakeAsync(session, ReportPeriod.Parse(Code(parsed.GetValue(month), parsed.GetValue(year))), parsed.GetRequiredValue(file), CliMoment.Parse(parsed.GetValue(at)), cancellationToken),
            cancellationToken));
        return new Command("report", "帳票を作成します。") { monthly };
    }

    private static string? Code(string? month, int? year) => (month, year) switch
    {
        ({ } code, null) when !code.StartsWith("FY", StringComparison.Ordinal) => code,
        (null, { } of) => $"FY{of:0000}",
        _ => null,
    };

    private static async Task<int> MakeAsync(CliSession session, ReportPeriod period, string file, DateTime? asOf, CancellationToken cancellationToken)
    {
        var run = await session.Services.GetRequiredService<ReportDesk>().MakeAsync(session.By, period, asOf, null, cancellationToken);
        var (content, _) = (await session.Services.GetRequiredService<ReportFiles>().WorkbookAsync(session.By, run.ReportRunId, cancellationToken))!.Value;
        await File.WriteAllBytesAsync(file, content, cancellationToken);
        await session.Output.WriteLineAsync($"月次報告 {period.Label} 第{run.Number}号（{Moments.ShowExact(run.AsOf)} 時点、接種 {run.Doses:N0}回）を {file} に書き出しました。");
        return ExitCode.Done;
    }
}
