using ClosedXML.Excel;

namespace Portal;

/// <summary>How the portal's Excel files look: A4, one table a sheet, a cover to be signed. Every text is a text, whatever it begins with.</summary>
internal static class Sheets
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string FormulaStarts = "=+-@\t\r＝＋－＠";

    public static byte[] Make(Action<XLWorkbook> fill)
    {
        using var book = new XLWorkbook();
        book.Style.Font.FontName = "BIZ UDPゴシック";
        book.Style.Font.FontSize = 10.5;
        fill(book);
        using var file = new MemoryStream();
        book.SaveAs(file);
        return file.ToArray();
    }

    /// <summary>A name that begins with "=" stays a name, also when somebody edits the cell.</summary>
    public static void Put(this IXLCell cell, string? text)
    {
        cell.Style.NumberFormat.SetFormat("@");
        cell.SetValue(text ?? "");
        if (BeginsLikeAFormula(text))
        {
            cell.Style.IncludeQuotePrefix = true;
        }
    }

    public static void PutHeading(this IXLCell cell, string text)
    {
        cell.Put(text);
        cell.Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#F2F2F2"));
    }

    /// <summary>The title and the facts of a cover.</summary>
    /// <returns>The next free row.</returns>
    public static int PutCover(this IXLWorksheet sheet, string title, IEnumerable<(string Label, string? Text)> facts)
    {
        sheet.Column(1).Width = 22;
        sheet.Column(2).Width = 60;
        sheet.Cell(1, 1).Put(title);
        sheet.Cell(1, 1).Style.Font.SetBold().Font.SetFontSize(16);
        var row = 3;
        foreach (var (label, text) in facts)
        {
            sheet.Cell(row, 1).Put(label);
            sheet.Cell(row++, 2).Put(text);
        }

        SetPage(sheet, XLPageOrientation.Portrait);
        return row + 1;
    }

    /// <summary>集計</summary>
    /// <returns>The next free row.</returns>
    public static int PutCounts(this IXLWorksheet sheet, int row, IEnumerable<(string Label, long Count)> counts)
    {
        sheet.Cell(row++, 1).PutHeading("集計");
        foreach (var (label, count) in counts)
        {
            sheet.Cell(row, 1).Put(label);
            sheet.Cell(row++, 2).SetValue(count).Style.NumberFormat.SetFormat("#,##0\"件\"").Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left);
        }

        return row + 1;
    }

    /// <summary>所見 in a box.</summary>
    /// <returns>The next free row.</returns>
    public static int PutNote(this IXLWorksheet sheet, int row, string? note)
    {
        sheet.Cell(row, 1).PutHeading("所見");
        sheet.Cell(row + 1, 1).Put(note);
        sheet.Range(row + 1, 1, row + 4, 2).Merge().Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        return row + 6;
    }

    /// <summary>確認（署名）</summary>
    public static void PutSigners(this IXLWorksheet sheet, int row, params string[] signers)
    {
        sheet.Cell(row, 1).PutHeading("確認（署名）");
        foreach (var signer in signers)
        {
            sheet.Cell(++row, 1).Put(signer);
            sheet.Cell(row, 2).Put("　　　　年　　月　　日　　氏名");
            sheet.Row(row).Height = 30;
            sheet.Range(row, 1, row, 2).Style.Alignment.SetVertical(XLAlignmentVerticalValues.Center).Border.SetBottomBorder(XLBorderStyleValues.Thin);
        }
    }

    public static void PutTable(this IXLWorksheet sheet, IReadOnlyList<(string Title, double Width)> columns, IEnumerable<IEnumerable<string?>> rows)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            sheet.Column(at + 1).Width = columns[at].Width;
            sheet.Cell(1, at + 1).PutHeading(columns[at].Title);
        }

        var row = 1;
        foreach (var texts in rows)
        {
            row++;
            var column = 0;
            foreach (var text in texts)
            {
                sheet.Cell(row, ++column).Put(text);
            }
        }

        var used = sheet.Range(1, 1, row, columns.Count);
        used.Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top).Border.SetInsideBorder(XLBorderStyleValues.Hair).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        used.SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, 1);
        SetPage(sheet, XLPageOrientation.Landscape);
    }

    public static bool BeginsLikeAFormula(string? text) => text is { Length: > 0 } && FormulaStarts.Contains(text[0], StringComparison.Ordinal);

    public static void SetPage(IXLWorksheet sheet, XLPageOrientation orientation)
    {
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.PageOrientation = orientation;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
    }
}
