using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Portal.Domain;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Lists;

/// <summary>
/// A list as an Excel file, written as it goes: one row is in memory, whatever their number. A sheet with the list (bold and frozen
/// heading, filter, A4 landscape, the heading on every page, page numbers) and one that says what it is.
/// </summary>
internal sealed class ListWorkbook : IListSheet, IDisposable
{
    /// <summary>Excel counts days from here; the first two months of 1900 are off by one, so earlier days are written as text.</summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private static readonly DateTime Epoch = new(1899, 12, 30);

    private readonly ZipArchive _zip;
    private readonly IReadOnlyList<ListColumn> _columns;
    private readonly IReadOnlyList<(string Label, string? Text)> _facts;
    private readonly string _name;
    private readonly Stream _sheet;
    private readonly XmlWriter _xml;
    private readonly string[] _letters;
    private readonly char[] _reference = new char[12];
    private int _row = 1;
    private int _rowDigits;
    private int _column;

    /// <param name="to">Written behind itself only; stays open.</param>
    /// <param name="name">Of the sheet.</param>
    /// <param name="columns">Of the list.</param>
    /// <param name="facts">What the second sheet says: conditions, purpose, who and when.</param>
    public ListWorkbook(Stream to, string name, IReadOnlyList<ListColumn> columns, IReadOnlyList<(string Label, string? Text)> facts)
    {
        (_name, _columns, _facts) = (name, columns, facts);
        _letters = [.. Enumerable.Range(1, columns.Count).Select(WorkbookParts.Letter)];
        _zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        _zip.Put("[Content_Types].xml", WorkbookParts.ContentTypes);
        _zip.Put("_rels/.rels", WorkbookParts.Relations);
        _zip.Put("xl/_rels/workbook.xml.rels", WorkbookParts.BookRelations);
        _zip.Put("xl/styles.xml", WorkbookParts.Styles);
        _sheet = _zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        _xml = XmlWriter.Create(_sheet, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false });
        BeginSheet();
    }

    public void BeginRow(string? place)
    {
        _row++;
        _column = 0;
        _row.TryFormat(_reference.AsSpan(3), out _rowDigits, provider: CultureInfo.InvariantCulture);
        _xml.WriteStartElement("row", WorkbookParts.Main);
        _xml.WriteStartAttribute("r");
        _xml.WriteChars(_reference, 3, _rowDigits);
        _xml.WriteEndAttribute();
    }

    public void Empty() => _column++;

    public void Text(string text) => WriteText(text, Sheets.BeginsLikeAFormula(text) ? WorkbookParts.QuotedStyle : WorkbookParts.TextStyle);

    public void Day(DateOnly day) => WriteDay(day, WorkbookParts.DayStyle);

    public void Month(DateOnly month) => WriteDay(month, WorkbookParts.MonthStyle);

    public void Moment(DateTime utc) => WriteNumber((JapanTime.Of(utc) - Epoch).TotalDays, "0.##########", WorkbookParts.MomentStyle);

    public void Whole(long number) => WriteNumber(number, "0", WorkbookParts.WholeStyle);

    public void Amount(decimal number) => WriteNumber(number, "0.###", WorkbookParts.AmountStyle);

    public void EndRow() => _xml.WriteEndElement();

    /// <summary>What follows the rows. Without it the file is none.</summary>
    public void Finish()
    {
        _xml.WriteEndElement();
        var filter = $"A1:{_letters[^1]}{_row.ToString(CultureInfo.InvariantCulture)}";
        _xml.WriteRaw(WorkbookParts.EndOfSheet(filter));
        _xml.WriteEndElement();
        _xml.Dispose();
        _sheet.Dispose();
        _zip.Put("xl/worksheets/sheet2.xml", WorkbookParts.FactSheet(_facts));
        _zip.Put("xl/workbook.xml", WorkbookParts.Book(_name, $"$A$1:${_letters[^1]}${_row.ToString(CultureInfo.InvariantCulture)}"));
        _zip.Dispose();
    }

    /// <summary>What was begun and not finished is left as it is: no workbook.</summary>
    public void Dispose()
    {
        _xml.Dispose();
        _sheet.Dispose();
        _zip.Dispose();
    }

    private void BeginSheet()
    {
        _xml.WriteStartElement("worksheet", WorkbookParts.Main);
        _xml.WriteRaw(WorkbookParts.BeginOfSheet(_columns.Select(c => c.Width)));
        _xml.WriteStartElement("sheetData", WorkbookParts.Main);
        _row = 0;
        BeginRow(null);
        foreach (var column in _columns)
        {
            WriteText(column.Title, WorkbookParts.HeadingStyle);
        }

        EndRow();
    }

    private void WriteText(string text, string style)
    {
        BeginCell(style);
        _xml.WriteAttributeString("t", "inlineStr");
        _xml.WriteStartElement("is", WorkbookParts.Main);
        _xml.WriteStartElement("t", WorkbookParts.Main);
        if (text.Length > 0 && (text[0] <= ' ' || text[^1] <= ' '))
        {
            _xml.WriteAttributeString("xml", "space", null, "preserve");
        }

        _xml.WriteString(WorkbookText.Of(text));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteDay(DateOnly day, string style)
    {
        if (day < FirstDay)
        {
            WriteText(JapaneseDate.Format(day), WorkbookParts.TextStyle);
            return;
        }

        WriteNumber(day.DayNumber - DateOnly.FromDateTime(Epoch).DayNumber, "0", style);
    }

    private void WriteNumber<T>(T number, string format, string style)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[32];
        number.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        BeginCell(style);
        _xml.WriteStartElement("v", WorkbookParts.Main);
        _xml.WriteRaw(text[..length].ToString());
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void BeginCell(string style)
    {
        // The number of the row stands from the fourth place on; the letters go right before it.
        var letters = _letters[_column++];
        letters.CopyTo(0, _reference, 3 - letters.Length, letters.Length);
        _xml.WriteStartElement("c", WorkbookParts.Main);
        _xml.WriteStartAttribute("r");
        _xml.WriteChars(_reference, 3 - letters.Length, letters.Length + _rowDigits);
        _xml.WriteEndAttribute();
        _xml.WriteAttributeString("s", style);
    }
}
