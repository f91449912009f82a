using ClosedXML.Excel;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portal;

/// <summary>
/// Tens of thousands of rows into a workbook: ClosedXML lays the sheet out, its rows are written one after the other. As cells of
/// ClosedXML they would take a gigabyte and half a minute.
/// </summary>
internal static class LongSheet
{
    /// <summary>The headings and the page of a sheet of so many rows, and two cells that say how a text and one that begins like a formula look.</summary>
    public static void LayOut(IXLWorksheet sheet, IReadOnlyList<(string Title, double Width)> columns, int rows)
    {
        for (var at = 0; at < columns.Count; at++)
        {
            sheet.Column(at + 1).Width = columns[at].Width;
            sheet.Cell(1, at + 1).PutHeading(columns[at].Title);
        }

        sheet.Cell(2, 1).Put("文字");
        sheet.Cell(2, 2).Put("=");
        sheet.Range(1, 1, rows + 1, columns.Count).SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.SetRowsToRepeatAtTop(1, 1);
        Sheets.SetPage(sheet, XLPageOrientation.Landscape);
    }

    /// <param name="book">With a sheet of this name that was laid out.</param>
    /// <param name="name">Of the sheet.</param>
    /// <param name="rows">Its texts.</param>
    public static byte[] Fill(byte[] book, string name, IEnumerable<IEnumerable<string?>> rows)
    {
        using var stream = new MemoryStream();
        stream.Write(book);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var workbook = document.WorkbookPart!;
            var sheet = workbook.Workbook.Descendants<Sheet>().Single(s => s.Name == name);
            var laidOut = (WorksheetPart)workbook.GetPartById(sheet.Id!);
            var filled = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(filled))
            {
                Write(writer, laidOut.Worksheet, rows);
            }

            sheet.Id = workbook.GetIdOfPart(filled);
            workbook.DeletePart(laidOut);
        }

        return stream.ToArray();
    }

    private static void Write(OpenXmlWriter writer, Worksheet laidOut, IEnumerable<IEnumerable<string?>> rows)
    {
        writer.WriteStartElement(new Worksheet());
        foreach (var part in laidOut.ChildElements)
        {
            if (part is not SheetData data)
            {
                // The filter was laid over every row to come, the dimension over the two that were laid out.
                writer.WriteElement(part is SheetDimension ? new SheetDimension { Reference = laidOut.GetFirstChild<AutoFilter>()!.Reference!.Value } : part);
                continue;
            }

            var (heading, looks) = (data.Elements<Row>().First(), data.Elements<Row>().Last().Elements<Cell>().Select(c => c.StyleIndex!.Value).ToList());
            writer.WriteStartElement(new SheetData());
            writer.WriteElement(heading);
            var number = heading.RowIndex!.Value;
            foreach (var texts in rows)
            {
                writer.WriteStartElement(new Row { RowIndex = ++number });
                foreach (var (text, column) in texts.Select((text, at) => (text, XLHelper.GetColumnLetterFromNumber(at + 1))))
                {
                    WriteCell(writer, $"{column}{number}", text ?? "", looks[Sheets.BeginsLikeAFormula(text) ? 1 : 0]);
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteCell(OpenXmlWriter writer, string at, string text, uint look)
    {
        writer.WriteStartElement(new Cell { CellReference = at, StyleIndex = look, DataType = CellValues.InlineString });
        writer.WriteElement(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
        writer.WriteEndElement();
    }
}
