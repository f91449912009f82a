using System.Globalization;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Drawing.Charts;
using Portal.Domain.Reports;
using D = DocumentFormat.OpenXml.Drawing;

namespace Portal.Features.Reports;

/// <summary>A bar chart of Excel over a block of cells, with the numbers in it as well, so that any viewer can draw it at once.</summary>
internal static class BarChart
{
    private const uint CategoryAxisId = 111;
    private const uint ValueAxisId = 222;

    /// <summary>Key blue first, then what can be told apart in black and white too.</summary>
    public static readonly string[] Colours = ["0017C1", "6E9BFF", "197A4B", "9BD0B0", "6E5600", "E0C24C", "CE0000", "F3A0A0", "666666"];

    /// <summary>Upright bars, one series for each column.</summary>
    /// <param name="title">Above the chart.</param>
    /// <param name="sheet">Where the cells are.</param>
    /// <param name="headRow">Its row of headings; labels stand in column A.</param>
    /// <param name="columns">The series.</param>
    /// <param name="rows">The categories.</param>
    /// <param name="isStacked">One bar for each category, or one for each series.</param>
    public static ChartSpace Of(string title, string sheet, int headRow, IReadOnlyList<ReportHead> columns, IReadOnlyList<ReportRow> rows, bool isStacked) => Make(
        title, BarDirectionValues.Column, isStacked,
        columns.Select((column, at) => Series(sheet, headRow, rows, at, at + 2, column.Label, rows.Select(r => r.Values[at]))), hasLegend: true);

    /// <summary>Lying bars of the sums, which stand in the column after the last.</summary>
    public static ChartSpace OfTotals(string title, string sheet, int headRow, ReportTable table) => Make(
        title, BarDirectionValues.Bar, isStacked: false,
        [Series(sheet, headRow, table.Rows, 0, table.Columns.Count + 2, "計", table.Rows.Select(r => r.Total))], hasLegend: false);

    private static ChartSpace Make(string title, BarDirectionValues direction, bool isStacked, IEnumerable<BarChartSeries> series, bool hasLegend)
    {
        var bars = new DocumentFormat.OpenXml.Drawing.Charts.BarChart(
            new BarDirection { Val = direction }, new BarGrouping { Val = isStacked ? BarGroupingValues.Stacked : BarGroupingValues.Clustered }, new VaryColors { Val = false });
        bars.Append(series);
        bars.Append(new GapWidth { Val = 50 }, new Overlap { Val = (sbyte)(isStacked ? 100 : 0) }, new AxisId { Val = CategoryAxisId }, new AxisId { Val = ValueAxisId });
        var lying = direction == BarDirectionValues.Bar;
        var chart = new Chart(
            new Title(new ChartText(new RichText(new D.BodyProperties(), new D.Paragraph(new D.Run(new D.RunProperties { Language = "ja-JP", FontSize = 1200, Bold = true }, new D.Text(title))))), new Overlay { Val = false }),
            new AutoTitleDeleted { Val = false },
            new PlotArea(
                new Layout(), bars,
                new CategoryAxis(
                    new AxisId { Val = CategoryAxisId }, new Scaling(new Orientation { Val = lying ? OrientationValues.MaxMin : OrientationValues.MinMax }), new Delete { Val = false },
                    new AxisPosition { Val = lying ? AxisPositionValues.Left : AxisPositionValues.Bottom }, new TickLabelPosition { Val = TickLabelPositionValues.Low },
                    new CrossingAxis { Val = ValueAxisId }, new Crosses { Val = CrossesValues.AutoZero }),
                new ValueAxis(
                    new AxisId { Val = ValueAxisId }, new Scaling(new Orientation { Val = OrientationValues.MinMax }), new Delete { Val = false },
                    new AxisPosition { Val = lying ? AxisPositionValues.Bottom : AxisPositionValues.Left }, new MajorGridlines(),
                    new NumberingFormat { FormatCode = "#,##0", SourceLinked = false }, new TickLabelPosition { Val = TickLabelPositionValues.NextTo },
                    new CrossingAxis { Val = CategoryAxisId }, new Crosses { Val = lying ? CrossesValues.Maximum : CrossesValues.AutoZero })));
        if (hasLegend)
        {
            chart.Append(new Legend(new LegendPosition { Val = LegendPositionValues.Bottom }, new Overlay { Val = false }));
        }

        chart.Append(new PlotVisibleOnly { Val = true });
        return new(new EditingLanguage { Val = "ja-JP" }, chart);
    }

    private static BarChartSeries Series(string sheet, int headRow, IReadOnlyList<ReportRow> rows, int index, int column, string name, IEnumerable<long> values)
    {
        var letter = XLHelper.GetColumnLetterFromNumber(column);
        var (first, last) = (headRow + 1, headRow + rows.Count);
        return new(
            new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = (uint)index }, new Order { Val = (uint)index },
            new SeriesText(new StringReference(new Formula($"'{sheet}'!${letter}${headRow}"), Cached([name]))),
            new ChartShapeProperties(new D.SolidFill(new D.RgbColorModelHex { Val = Colours[index % Colours.Length] })),
            new InvertIfNegative { Val = false },
            new CategoryAxisData(new StringReference(new Formula($"'{sheet}'!$A${first}:$A${last}"), Cached([.. rows.Select(r => r.Label)]))),
            new Values(new NumberReference(new Formula($"'{sheet}'!${letter}${first}:${letter}${last}"), Numbers([.. values]))));
    }

    private static StringCache Cached(IReadOnlyList<string> texts)
    {
        var cache = new StringCache(new PointCount { Val = (uint)texts.Count });
        cache.Append(texts.Select((text, at) => new StringPoint(new NumericValue(text)) { Index = (uint)at }));
        return cache;
    }

    private static NumberingCache Numbers(IReadOnlyList<long> numbers)
    {
        var cache = new NumberingCache(new FormatCode("#,##0"), new PointCount { Val = (uint)numbers.Count });
        cache.Append(numbers.Select((number, at) => new NumericPoint(new NumericValue(number.ToString(CultureInfo.InvariantCulture))) { Index = (uint)at }));
        return cache;
    }
}
