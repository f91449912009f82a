using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Portal.Features.Exchange.Lists;

/// <summary>The parts of a <see cref="ListWorkbook"/> beside its rows. The look is that of <see cref="Sheets"/>.</summary>
internal static class WorkbookParts
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // Their places in Styles.
    public const string TextStyle = "1";
    public const string QuotedStyle = "2";
    public const string DayStyle = "3";
    public const string MonthStyle = "4";
    public const string MomentStyle = "5";
    public const string WholeStyle = "6";
    public const string AmountStyle = "7";
    public const string HeadingStyle = "8";
    private const string WrappedStyle = "9";

    private const string Xml = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Margins = """<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>""";

    public const string ContentTypes = $"""
        {Xml}<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SheetType}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="{SheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{SheetType}.styles+xml"/></Types>
        """;

    public const string Relations = $"""
        {Xml}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    public const string BookRelations = $"""
        {Xml}<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="{Office}/styles" Target="styles.xml"/></Relationships>
        """;

    public const string Styles = $"""
        {Xml}<styleSheet xmlns="{Main}"><numFmts count="4"><numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="166" formatCode="yyyy/mm/dd\ hh:mm:ss"/><numFmt numFmtId="167" formatCode="0.0##"/></numFmts><fonts count="2"><font><sz val="10.5"/><name val="BIZ UDPゴシック"/></font><font><b/><sz val="10.5"/><name val="BIZ UDPゴシック"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="hair"/><right style="hair"/><top style="hair"/><bottom style="hair"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf><xf numFmtId="165" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf><xf numFmtId="166" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf><xf numFmtId="1" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="167" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    public static string Book(string name, string filter) => $"""
        {Xml}<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{Safe(name)}" sheetId="1" r:id="rId1"/><sheet name="出力の記録" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'{Safe(name)}'!{filter}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">'{Safe(name)}'!$1:$1</definedName></definedNames></workbook>
        """;

    public static string BeginOfSheet(IEnumerable<double> widths) =>
        """<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><cols>"""
        + string.Concat(widths.Select((width, at) => string.Create(CultureInfo.InvariantCulture, $"""<col min="{at + 1}" max="{at + 1}" width="{width}" customWidth="1"/>""")))
        + "</cols>";

    public static string EndOfSheet(string filter) =>
        $"""<autoFilter ref="{filter}"/>{Margins}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L取扱注意&amp;R&amp;P / &amp;N</oddFooter></headerFooter>""";

    public static string FactSheet(IEnumerable<(string Label, string? Text)> facts)
    {
        var rows = string.Concat(facts.Select(fact => $"<row>{Cell(fact.Label, HeadingStyle)}{Cell(fact.Text ?? "", WrappedStyle)}</row>"));
        return $"""{Xml}<worksheet xmlns="{Main}"><cols><col min="1" max="1" width="22" customWidth="1"/><col min="2" max="2" width="70" customWidth="1"/></cols><sheetData>{rows}</sheetData>{Margins}<pageSetup paperSize="9" orientation="portrait"/></worksheet>""";
    }

    /// <summary>A, B … Z, AA …</summary>
    public static string Letter(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : Letter((column - 1) / 26) + Letter((column - 1) % 26 + 1);

    public static void Put(this ZipArchive zip, string path, string content)
    {
        using var entry = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }

    private static string Cell(string text, string style) => $"""<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{Safe(WorkbookText.Of(text))}</t></is></c>""";

    private static string Safe(string text) => SecurityElement.Escape(text);
}
