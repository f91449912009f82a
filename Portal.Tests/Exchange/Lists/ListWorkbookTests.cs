using System.IO.Compression;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Portal.Domain.Exchange.Lists;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

public sealed class ListWorkbookTests
{
    private static readonly ListColumn[] Columns =
    [
        new("A", "宛名番号", 16), new("B", "氏名", 18), new("C", "接種日", 17, ListCellKind.Day), new("D", "支払月", 12, ListCellKind.Month),
        new("E", "登録日時", 20, ListCellKind.Moment), new("F", "回数", 8, ListCellKind.Whole), new("G", "接種量", 8, ListCellKind.Amount),
    ];

    [Fact]
    public void Cells_AreTextsDatesAndNumbers()
    {
        using var book = Open(Make(sheet =>
        {
            sheet.BeginRow("0001204873");
            sheet.Text("0001204873");
            sheet.Text("佐藤 和子");
            sheet.Day(A.Day("2021-06-20"));
            sheet.Month(A.Day("2021-08-01"));
            sheet.Moment(new DateTime(2021, 6, 20, 1, 15, 0, DateTimeKind.Utc));
            sheet.Whole(3);
            sheet.Amount(0.25m);
            sheet.EndRow();
        }));

        var row = book.Worksheet("接種記録").Row(2);
        Assert.Equal(("0001204873", XLDataType.Text), (row.Cell(1).GetString(), row.Cell(1).DataType));
        Assert.Equal("佐藤 和子", row.Cell(2).GetString());
        Assert.Equal(new DateTime(2021, 6, 20), row.Cell(3).GetDateTime());
        Assert.Equal("""[$-411]ggge"年"m"月"d"日";@""".Replace(";@", "", StringComparison.Ordinal), row.Cell(3).Style.NumberFormat.Format);
        Assert.Equal(new DateTime(2021, 8, 1), row.Cell(4).GetDateTime());
        Assert.Equal(new DateTime(2021, 6, 20, 10, 15, 0), row.Cell(5).GetDateTime());
        Assert.Equal((3, 0.25), (row.Cell(6).GetValue<int>(), row.Cell(7).GetDouble()));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+81")]
    [InlineData("-5")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1+1")]
    [InlineData("\t=1")]
    public void WhatBeginsLikeAFormula_StaysAText_AlsoWhenEdited(string text)
    {
        using var book = Open(Make(Row(text)));

        var cell = book.Worksheet(1).Cell(2, 1);
        Assert.Equal((text, XLDataType.Text, true, false), (cell.GetString(), cell.DataType, cell.Style.IncludeQuotePrefix, cell.HasFormula));
        Assert.False(book.Worksheet(1).Cell(1, 1).Style.IncludeQuotePrefix);
    }

    [Theory]
    [InlineData("改行\nのある\t文字")]
    [InlineData("制御\u0001文字\u001F")]
    [InlineData("_x0041_ と _x005F_")]
    [InlineData("𠮷野 <&\"'>")]
    [InlineData(" 前後の空白 ")]
    [InlineData("片割れ\uD842")]
    public void EveryText_ComesBack_AsItWas(string text)
    {
        var bytes = Make(Row(text));

        Assert.Equal(text, ReadText(bytes));
        Assert.Empty(Errors(bytes));
    }

    [Fact]
    public void TheSheet_PrintsAsAList_AndFreezesItsHeading()
    {
        using var book = Open(Make(Row("1")));

        var sheet = book.Worksheet(1);
        Assert.Equal((1, XLPaperSize.A4Paper, XLPageOrientation.Landscape), (sheet.SheetView.SplitRow, sheet.PageSetup.PaperSize, sheet.PageSetup.PageOrientation));
        Assert.Equal((1, 1), (sheet.PageSetup.FirstRowToRepeatAtTop, sheet.PageSetup.LastRowToRepeatAtTop));
        Assert.Equal("A1:G2", sheet.AutoFilter.Range.RangeAddress.ToString());
        Assert.Equal((1, 0), (sheet.PageSetup.PagesWide, sheet.PageSetup.PagesTall));
        Assert.Contains("&P", sheet.PageSetup.Footer.Right.GetText(XLHFOccurrence.OddPages), StringComparison.Ordinal);
        Assert.True(sheet.Cell(1, 1).Style.Font.Bold);
        Assert.Equal("医師会への提供", book.Worksheet("出力の記録").Cell(1, 2).GetString());
    }

    [Fact]
    public void TheFile_IsValid_WithEmptyCells_OldDays_AndWithoutRows()
    {
        var old = Make(sheet =>
        {
            sheet.BeginRow(null);
            sheet.Empty();
            sheet.Empty();
            sheet.Day(A.Day("1899-12-31"));
            sheet.EndRow();
        });

        Assert.Empty(Errors(old));
        Assert.Empty(Errors(Make(_ => { })));
        using var book = Open(old);
        Assert.Equal("明治32年12月31日", book.Worksheet(1).Cell(2, 3).GetString());
        Assert.True(book.Worksheet(1).Cell(2, 1).IsEmpty());
    }

    [Fact]
    public void Columns_GoOnBehindZ()
    {
        Assert.Equal(["A", "Z", "AA", "AZ", "BA"], new[] { 1, 26, 27, 52, 53 }.Select(WorkbookParts.Letter));
    }

    private static Action<ListWorkbook> Row(string text) => sheet =>
    {
        sheet.BeginRow(null);
        sheet.Text(text);
        sheet.EndRow();
    };

    private static byte[] Make(Action<ListWorkbook> fill)
    {
        using var to = new MemoryStream();
        using var book = new ListWorkbook(new BehindItself(to), "接種記録", Columns, [("目的", "医師会への提供"), ("件数", "=1")]);
        fill(book);
        book.Finish();
        return to.ToArray();
    }

    private static XLWorkbook Open(byte[] bytes) => new(new MemoryStream(bytes));

    private static List<string> Errors(byte[] bytes)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath} {e.Description}")];
    }

    /// <summary>By the rules of ECMA-376, apart from the library that reads workbooks for the other tests.</summary>
    private static string ReadText(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = System.Xml.Linq.XDocument.Load(reader, System.Xml.Linq.LoadOptions.PreserveWhitespace);
        var text = sheet.Descendants().Where(e => e.Name.LocalName == "row").ElementAt(1).Value;
        return System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-F]{4})_", m => $"{(char)Convert.ToInt32(m.Groups[1].Value, 16)}");
    }

    /// <summary>A stream like an answer: it cannot go back.</summary>
    private sealed class BehindItself(Stream to) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => to.Write(buffer, offset, count);

        public override void Flush() => to.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
