using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>The charts of the monthly report: real ones, over cells of the workbook, added to what ClosedXML wrote.</summary>
internal static class ReportCharts
{
    private const int AgesRow = 67;

    /// <summary>The numbers of the age chart: the table of ages without the sexes.</summary>
    public static void PutAges(IXLWorksheet sheet, ReportTable ages)
    {
        sheet.Column(1).Width = 16;
        sheet.Cell(AgesRow - 1, 1).Put("年齢階級別のグラフの数値");
        sheet.Cell(AgesRow, 1).PutHeading("年齢階級");
        foreach (var (column, at) in ages.Columns.Select((column, at) => (column, at)))
        {
            sheet.Cell(AgesRow, at + 2).PutHeading(column.Label);
        }

        foreach (var (row, at) in ByAge(ages).Select((row, at) => (row, at)))
        {
            sheet.Cell(AgesRow + 1 + at, 1).Put(row.Label);
            foreach (var (value, column) in row.Values.Select((value, column) => (value, column)))
            {
                sheet.Cell(AgesRow + 1 + at, column + 2).SetValue(value).Style.NumberFormat.SetFormat("#,##0");
            }
        }
    }

    /// <param name="book">With a sheet for each table and one for the charts.</param>
    /// <param name="on">Name of the sheet the charts go onto.</param>
    /// <param name="tables">Of the workbook.</param>
    public static byte[] Add(byte[] book, string on, IReadOnlyList<ReportTable> tables)
    {
        using var stream = new MemoryStream();
        stream.Write(book);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var workbook = document.WorkbookPart!;
            var sheet = (WorksheetPart)workbook.GetPartById(workbook.Workbook.Descendants<Sheet>().Single(s => s.Name == on).Id!);
            var place = new SheetCharts(sheet);
            if (tables.FirstOrDefault(t => t.Key == "day") is { } days)
            {
                place.Add(BarChart.Of("接種日ごとの接種回数", ReportWorkbook.SheetName(days), 2, days.Columns, days.Rows, isStacked: true));
            }

            if (tables.FirstOrDefault(t => t.Key == "age") is { } ages)
            {
                place.Add(BarChart.Of("年齢階級ごとの接種回数", on, AgesRow, ages.Columns, ByAge(ages), isStacked: true));
            }

            if (tables.FirstOrDefault(t => t.Key == "product") is { Rows.Count: > 0 } products)
            {
                place.Add(BarChart.OfTotals("製品・メーカーごとの接種回数", ReportWorkbook.SheetName(products), 2, products));
            }

            place.Finish();
        }

        return stream.ToArray();
    }

    internal static IReadOnlyList<ReportRow> ByAge(ReportTable ages) =>
    [
        .. AgeBand.All.Select(band => new ReportRow(
            band.Key, band.Label, [.. ages.Columns.Select((_, at) => ages.Rows.Where(r => r.Key.Split(' ')[0] == band.Key).Sum(r => r.Values[at]))])),
    ];
}
