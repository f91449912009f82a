using ClosedXML.Excel;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.Reviews;

/// <summary>棚卸の記録 as an Excel workbook: 表紙 to be signed, 一覧, 前回との差分. Every text is a text, whatever it begins with.</summary>
public static class ReviewWorkbook
{
    public const string Cover = "表紙";
    public const string List = "一覧";
    public const string Differences = "前回との差分";

    private const string Font = "BIZ UDPゴシック";

    private static readonly (string Title, double Width, Func<OpenedReview, IdReviewLine, string?> Text)[] Columns =
    [
        ("ID", 18, (_, l) => l.AccountId),
        ("種類", 9, (_, l) => l.Kind.Label()),
        ("職員・責任者", 16, (_, l) => l.HolderName),
        ("所属", 18, (_, l) => l.Department),
        ("状態", 12, (_, l) => l.State.Label()),
        ("役割", 24, (_, l) => l.Roles),
        ("追加・制限", 28, (_, l) => l.Adjustments),
        ("利用職員", 32, (_, l) => l.Members),
        ("利用端末", 20, (_, l) => l.Terminals),
        ("最終利用", 18, (_, l) => l.LastSignInAt is { } at ? Moments.Show(at) : "なし"),
        ("期限", 16, (_, l) => JapaneseDate.Format(l.ValidUntil)),
        ("注意", 36, (_, l) => l.Flags),
        ("判定", 8, (_, l) => l.Decision?.Label() ?? "未判定"),
        ("説明", 32, (_, l) => l.DecisionNote),
        ("判定者", 14, (_, l) => l.DecidedByName),
        ("判定日時", 22, (_, l) => l.DecidedAt is { } at ? Moments.Show(at) : null),
        ("実行", 22, Settled),
    ];

    public static byte[] Make(OpenedReview opened, string madeBy, DateTime now)
    {
        using var book = new XLWorkbook();
        book.Style.Font.FontName = Font;
        book.Style.Font.FontSize = 10.5;
        WriteCover(book.Worksheets.Add(Cover), opened, madeBy, now);
        WriteList(book.Worksheets.Add(List), opened);
        WriteDifferences(book.Worksheets.Add(Differences), opened);
        using var file = new MemoryStream();
        book.SaveAs(file);
        return file.ToArray();
    }

    private static void WriteCover(IXLWorksheet sheet, OpenedReview opened, string madeBy, DateTime now)
    {
        var review = opened.Review;
        sheet.Column(1).Width = 22;
        sheet.Column(2).Width = 60;
        Put(sheet.Cell(1, 1), $"利用者ID 棚卸 第{review.Number}回");
        sheet.Cell(1, 1).Style.Font.SetBold().Font.SetFontSize(16);
        (string Label, string? Text)[] facts =
        [
            ("一覧の時点", Moments.Show(review.OpenedAt)),
            ("開始した職員", review.OpenedByName),
            ("回答期限", JapaneseDate.Format(review.DueOn)),
            ("締め", review.ClosedAt is { } closed ? Moments.Show(closed) : "締めていません（途中の記録です）"),
            ("締めた職員", review.ClosedByName),
            ("前回", opened.Previous is { } previous ? $"第{previous.Number}回 {Moments.Show(previous.OpenedAt)}" : "なし"),
            ("出力", $"{madeBy} {Moments.Show(now)}"),
        ];
        var row = 3;
        foreach (var (label, text) in facts)
        {
            PutRow(sheet, row++, label, text);
        }

        Heading(sheet.Cell(++row, 1), "集計");
        (string Label, int Count)[] counts =
        [
            ("対象", review.Lines.Count),
            .. Enum.GetValues<ReviewDecision>().Select(d => (d.Label(), review.Lines.Count(l => l.Decision == d))),
            ("未判定", review.Lines.Count(l => l.Decision is null)),
            ("注意のあるID", review.Lines.Count(l => l.Flags is not null)),
            ("共用ID", review.Lines.Count(l => l.Kind == AccountKind.Shared)),
            ("前回との差分", opened.Differences.Count),
        ];
        foreach (var (label, count) in counts)
        {
            Put(sheet.Cell(++row, 1), label);
            sheet.Cell(row, 2).SetValue(count).Style.NumberFormat.SetFormat("0\"件\"").Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left);
        }

        row += 2;
        Heading(sheet.Cell(row, 1), "所見");
        Put(sheet.Cell(row + 1, 1), review.ClosingNote ?? "");
        sheet.Range(row + 1, 1, row + 4, 2).Merge().Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        row += 6;
        Heading(sheet.Cell(row, 1), "確認（署名）");
        foreach (var signer in (string[])["個人情報保護管理者", "所属長", "指定管理者"])
        {
            Put(sheet.Cell(++row, 1), signer);
            Put(sheet.Cell(row, 2), "　　　　年　　月　　日　　氏名");
            sheet.Row(row).Height = 30;
            sheet.Range(row, 1, row, 2).Style.Alignment.SetVertical(XLAlignmentVerticalValues.Center).Border.SetBottomBorder(XLBorderStyleValues.Thin);
        }

        Page(sheet, XLPageOrientation.Portrait);
    }

    private static void WriteList(IXLWorksheet sheet, OpenedReview opened) =>
        WriteTable(sheet, [.. Columns.Select(c => (c.Title, c.Width))], opened.Review.Lines.Select(line => Columns.Select(c => c.Text(opened, line))));

    private static void WriteDifferences(IXLWorksheet sheet, OpenedReview opened)
    {
        WriteTable(
            sheet, [("ID", 18), ("職員・責任者", 16), ("項目", 16), ("前回", 44), ("今回", 44)],
            opened.Differences.Select(d => (IEnumerable<string?>)[d.AccountId, d.HolderName, d.Item, d.Before, d.After]));
        if (opened.Differences.Count == 0)
        {
            Put(sheet.Cell(2, 1), opened.Previous is null ? "前回の棚卸はありません。" : "前回との差分はありません。");
        }
    }

    private static void WriteTable(IXLWorksheet sheet, IReadOnlyList<(string Title, double Width)> columns, IEnumerable<IEnumerable<string?>> rows)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            sheet.Column(at + 1).Width = columns[at].Width;
            Heading(sheet.Cell(1, at + 1), columns[at].Title);
        }

        var row = 1;
        foreach (var texts in rows)
        {
            row++;
            var column = 0;
            foreach (var text in texts)
            {
                Put(sheet.Cell(row, ++column), text);
            }
        }

        var used = sheet.Range(1, 1, row, columns.Count);
        used.Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top).Border.SetInsideBorder(XLBorderStyleValues.Hair).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        used.SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, 1);
        Page(sheet, XLPageOrientation.Landscape);
    }

    private static void PutRow(IXLWorksheet sheet, int row, string label, string? text)
    {
        Put(sheet.Cell(row, 1), label);
        Put(sheet.Cell(row, 2), text);
    }

    private static void Heading(IXLCell cell, string text)
    {
        Put(cell, text);
        cell.Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#F2F2F2"));
    }

    /// <summary>A name that begins with "=" stays a name.</summary>
    private static void Put(IXLCell cell, string? text)
    {
        cell.Style.NumberFormat.SetFormat("@");
        cell.SetValue(text ?? "");
    }

    private static void Page(IXLWorksheet sheet, XLPageOrientation orientation)
    {
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.PageOrientation = orientation;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
    }

    private static string? Settled(OpenedReview opened, IdReviewLine line) => line switch
    {
        { SettledAt: { } at } => $"{(line.Decision == ReviewDecision.Stop ? "停止" : "完了")} {Moments.Show(at)}",
        { Decision: ReviewDecision.Change } when !opened.Review.IsOpen => opened.OpenChanges.Contains(line.IdReviewLineId) ? "変更待ち" : "変更済み",
        _ => null,
    };
}
