using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Spreadsheet;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using D = DocumentFormat.OpenXml.Drawing;
using X = DocumentFormat.OpenXml.Spreadsheet;

namespace Portal.Features.Reports;

/// <summary>Charts on one sheet, one beneath the other, each a third of an A4 page.</summary>
internal sealed class SheetCharts(WorksheetPart sheet)
{
    private const int RowsEach = 21;
    private const int Columns = 9;

    private readonly WorksheetDrawing _drawing = new();
    private readonly DrawingsPart _part = sheet.AddNewPart<DrawingsPart>();
    private int _count;

    public void Add(ChartSpace chart)
    {
        var part = _part.AddNewPart<ChartPart>();
        part.ChartSpace = chart;
        part.ChartSpace.Save();
        var (id, top) = ((uint)(_count + 2), _count * RowsEach);
        _drawing.Append(new TwoCellAnchor(
            new DocumentFormat.OpenXml.Drawing.Spreadsheet.FromMarker(new ColumnId("0"), new ColumnOffset("0"), new RowId($"{top}"), new RowOffset("0")),
            new DocumentFormat.OpenXml.Drawing.Spreadsheet.ToMarker(new ColumnId($"{Columns}"), new ColumnOffset("0"), new RowId($"{top + RowsEach - 1}"), new RowOffset("0")),
            new DocumentFormat.OpenXml.Drawing.Spreadsheet.GraphicFrame(
                new NonVisualGraphicFrameProperties(
                    new NonVisualDrawingProperties { Id = id, Name = $"グラフ{id - 1}" }, new NonVisualGraphicFrameDrawingProperties()),
                new Transform(new D.Offset { X = 0, Y = 0 }, new D.Extents { Cx = 0, Cy = 0 }),
                new D.Graphic(new D.GraphicData(new ChartReference { Id = _part.GetIdOfPart(part) }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }))
            { Macro = "" },
            new ClientData()));
        _count++;
    }

    /// <summary>Where the schema wants it: behind header and footer.</summary>
    public void Finish()
    {
        _part.WorksheetDrawing = _drawing;
        _part.WorksheetDrawing.Save();
        var worksheet = sheet.Worksheet;
        OpenXmlElement before = worksheet.Elements<X.HeaderFooter>().LastOrDefault() ?? worksheet.Elements<X.PageSetup>().LastOrDefault() ?? (OpenXmlElement)worksheet.Elements<SheetData>().Single();
        worksheet.InsertAfter(new Drawing { Id = sheet.GetIdOfPart(_part) }, before);
        worksheet.Save();
    }
}
