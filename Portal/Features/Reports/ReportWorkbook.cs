using System.Globalization;
using ClosedXML.Excel;
using Portal.Components;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>月次報告 in Excel: a cover, a sheet of charts, a sheet for each table, the sums checked, what differs from the run before.</summary>
internal static class ReportWorkbook
{
    public const string Cover = "表紙";
    public const string Charts = "グラフ";
    public const string Checks = "検算";
    public const string Differences = "前回との差";

    private const string Count = "#,##0";

    // A merged height is not computed by whoever opens the file: 28 full-width characters fit a line of the cover.
    private const int NoteLength = 28;
    private const double LineHeight = 15;
    private const string Change = "+#,##0;-#,##0;0";

    public static byte[] Make(KeptReport report, IReadOnlyList<ExplainedDifference> differences, ReportSettings settings)
    {
        var tables = settings.Choose(report.Content.Tables);
        var draws = settings.WithCharts && tables.Any(t => t.Key is "day" or "age" or "product");
        var book = Sheets.Make(book =>
        {
            PutCover(book.Worksheets.Add(Cover), report, differences.Count, [.. report.Content.Tables.Except(tables).Select(SheetName)]);
            if (draws)
            {
                PutCharts(book.Worksheets.Add(Charts), tables);
            }

            foreach (var table in tables)
            {
                PutTable(book.Worksheets.Add(SheetName(table)), table);
            }

            PutChecks(book.Worksheets.Add(Checks), report.Content);
            PutDifferences(book.Worksheets.Add(Differences), report, differences);
        });
        return draws ? ReportCharts.Add(book, Charts, tables) : book;
    }

    public static string FileName(ReportRun run) => $"月次報告_{run.Period}_第{run.Number}号.xlsx";

    /// <summary>Short, and without what Excel forbids in a name.</summary>
    public static string SheetName(ReportTable table) => DoseTable.All.FirstOrDefault(t => t.Key == table.Key)?.Title ?? table.Key switch
    {
        "compared" => "前月・前年との比較",
        "rates" => "累計と率",
        "moves" => "転出・死亡",
        "acts" => "登録・訂正・取消",
        "findings" => "所見",
        _ => table.Key,
    };

    private static void PutCover(IXLWorksheet sheet, KeptReport report, int differences, IReadOnlyList<string> without)
    {
        var (run, period) = (report.Run, ReportPeriod.Parse(report.Run.Period));
        var row = sheet.PutCover($"新型コロナウイルスワクチン接種 月次報告 {period.Label}",
        [
            ("自治体", "小樽市（012033）"),
            ("期間", $"{JapaneseDate.Format(period.From)}から{JapaneseDate.Format(period.To)}まで（{period.From:yyyy-MM-dd}～{period.To:yyyy-MM-dd}）"),
            ("時点", $"{Moments.ShowExact(run.AsOf)} の台帳"),
            ("報告番号", $"第{run.Number}号{(run.ScheduledPeriod is null ? "" : "（定期）")}"),
            ("作成", Moments.ShowExact(run.MadeAt)),
            ("作成した職員", $"{run.MadeByName}（端末 {run.Terminal}）"),
            ("期間の接種", $"{run.Doses:N0}回"),
            ("検算", report.Content.Checks.All(c => c.Agrees) ? "すべて一致" : "一致しないものがあります（検算のシート）"),
            ("前回の報告", report.Previous is { } before ? $"第{before.Number}号（{Moments.Show(before.AsOf)} 時点）から {differences:N0}か所の差" : "なし（この期間の最初の報告）"),
            ("このファイルの表", without.Count == 0 ? "すべて" : $"入れていない表: {string.Join("、", without)}"),
            ("数値の印", run.Digest),
        ]);
        sheet.Cell(row, 1).PutHeading("注記");
        foreach (var (note, at) in ReportNotes.All.Select((note, at) => (note, at)))
        {
            sheet.Cell(row + 1 + at, 1).Put($"{at + 1}");
            sheet.Cell(row + 1 + at, 2).Put(note);
            sheet.Row(row + 1 + at).Height = LineHeight * ((note.Length / NoteLength) + 1);
        }

        sheet.Range(1, 2, row + ReportNotes.All.Count, 2).Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        sheet.Column(1).Style.Alignment.SetVertical(XLAlignmentVerticalValues.Top);
    }

    private static void PutCharts(IXLWorksheet sheet, IReadOnlyList<ReportTable> tables)
    {
        if (tables.FirstOrDefault(t => t.Key == "age") is { } ages)
        {
            ReportCharts.PutAges(sheet, ages);
        }

        Sheets.SetPage(sheet, XLPageOrientation.Portrait);
    }

    private static void PutTable(IXLWorksheet sheet, ReportTable table)
    {
        sheet.Cell(1, 1).Put(table.Title);
        sheet.Cell(1, 1).Style.Font.SetBold().Font.SetFontSize(12);
        var heads = table.Columns.Select(c => c.Label).Concat(table.Adds ? ["計"] : table.Key == "rates" ? ["率"] : Enumerable.Empty<string>()).ToList();
        Head(sheet, [(table.RowTitle, 44), .. heads.Select(h => (h, 14.0))]);
        var row = 2;
        foreach (var line in table.Rows)
        {
            Put(sheet, ++row, line.Label, line.Values, table.Adds ? line.Total : null);
            if (table.Key == "rates" && line.Values[1] > 0)
            {
                sheet.Cell(row, 4).SetValue((double)line.Values[0] / line.Values[1]).Style.NumberFormat.SetFormat("0.0%");
            }
        }

        if (table.Key == "compared")
        {
            foreach (var other in table.Rows.Skip(1))
            {
                Put(sheet, ++row, $"{other.Label}からの増減", [.. table.Rows[0].Values.Zip(other.Values, (now, then) => now - then)], null, Change);
            }
        }

        if (table.Adds)
        {
            Put(sheet, ++row, "計", table.Totals, table.Total);
            sheet.Range(row, 1, row, heads.Count + 1).Style.Font.SetBold().Border.SetTopBorder(XLBorderStyleValues.Thin);
        }

        Finish(sheet, row, heads.Count + 1);
    }

    private static void Put(IXLWorksheet sheet, int row, string label, IReadOnlyList<long> values, long? total, string format = Count)
    {
        sheet.Cell(row, 1).Put(label);
        foreach (var (value, at) in values.Concat(total is { } sum ? [sum] : []).Select((value, at) => (value, at)))
        {
            sheet.Cell(row, at + 2).SetValue(value).Style.NumberFormat.SetFormat(format);
        }
    }

    private static void PutChecks(IXLWorksheet sheet, ReportContent content)
    {
        sheet.Cell(1, 1).Put("検算 — 表の合計と、台帳を別の方法で数えた件数");
        Head(sheet, [("表", 36), ("報告の合計", 16), ("台帳の件数", 16), ("結果", 12)]);
        foreach (var (check, at) in content.Checks.Select((check, at) => (check, at)))
        {
            Put(sheet, at + 3, check.Label, [check.Reported, check.Counted], null);
            sheet.Cell(at + 3, 4).Put(check.Agrees ? "一致" : "不一致");
        }

        Finish(sheet, content.Checks.Count + 2, 4);
    }

    private static void PutDifferences(IXLWorksheet sheet, KeptReport report, IReadOnlyList<ExplainedDifference> differences)
    {
        sheet.Cell(1, 1).Put(report.Previous is not { } before ? "この期間の最初の報告のため、前回はありません。"
            : differences.Count == 0 ? $"第{before.Number}号（{Moments.ShowExact(before.AsOf)} 時点）と同じ数値です。"
            : $"第{before.Number}号（{Moments.ShowExact(before.AsOf)} 時点）からの差");
        Head(sheet, [("表", 30), ("行", 36), ("列", 14), ("前回", 12), ("今回", 12), ("差", 12), ("差の理由", 60)]);
        var row = 2;
        foreach (var (difference, causes) in differences.Select(d => (d.Difference, d)))
        {
            row++;
            sheet.Cell(row, 1).Put(difference.Title);
            sheet.Cell(row, 2).Put(difference.RowLabel);
            sheet.Cell(row, 3).Put(difference.ColumnLabel);
            sheet.Cell(row, 4).SetValue(difference.Before).Style.NumberFormat.SetFormat(Count);
            sheet.Cell(row, 5).SetValue(difference.After).Style.NumberFormat.SetFormat(Count);
            sheet.Cell(row, 6).SetValue(difference.Change).Style.NumberFormat.SetFormat(Change);
            sheet.Cell(row, 7).Put(Reasons(causes));
        }

        Finish(sheet, row, 7);
    }

    /// <summary>All the causes of one difference.</summary>
    public static string Reasons(ExplainedDifference difference) => difference switch
    {
        { Causes.Count: 0 } when !ReportExplainer.IsOfDoses(difference.Difference) => "前回の時点より後の点検・却下による。",
        _ when !ReportExplainer.IsOfDoses(difference.Difference) => $"前回から今回までの操作: {string.Join("、", difference.Causes.Select(c => $"{c.Words} {c.Change:N0}件"))}",
        { IsExplained: true } => string.Join("、", difference.Causes.Select(c => $"{c.Words} {c.Change.ToString("+#,0;-#,0", CultureInfo.InvariantCulture)}")),
        _ => "説明できない差です。システム担当に知らせてください。",
    };

    private static void Head(IXLWorksheet sheet, IReadOnlyList<(string Title, double Width)> columns)
    {
        foreach (var ((title, width), at) in columns.Select((column, at) => (column, at)))
        {
            sheet.Column(at + 1).Width = width;
            sheet.Cell(2, at + 1).PutHeading(title);
            sheet.Cell(2, at + 1).Style.Alignment.SetWrapText();
        }
    }

    private static void Finish(IXLWorksheet sheet, int rows, int columns)
    {
        var used = sheet.Range(2, 1, Math.Max(2, rows), columns);
        used.Style.Border.SetInsideBorder(XLBorderStyleValues.Hair).Border.SetOutsideBorder(XLBorderStyleValues.Thin).Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        sheet.Column(columns).Style.Alignment.SetWrapText();
        sheet.SheetView.Freeze(2, 1);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, 2);
        Sheets.SetPage(sheet, columns > 5 ? XLPageOrientation.Landscape : XLPageOrientation.Portrait);
    }
}
