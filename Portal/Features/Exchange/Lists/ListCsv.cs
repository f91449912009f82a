using System.Globalization;
using System.Text;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Lists;

namespace Portal.Features.Exchange.Lists;

/// <summary>A list as CSV: CRLF, UTF-8 with a byte order mark or CP932, nothing a spreadsheet would take for a formula.</summary>
internal sealed class ListCsv : IListSheet, IDisposable
{
    private const int BufferChars = 32 * 1024;

    private readonly StreamWriter _writer;
    private readonly bool _isCp932;
    private readonly bool _replaces;
    private readonly Func<string, string> _cell;
    private bool _isFirst = true;

    /// <param name="to">Stays open.</param>
    /// <param name="question">Says which encoding, and whether the file is read by the import.</param>
    /// <param name="replaces">〓 for what CP932 cannot hold; otherwise such a character ends it.</param>
    public ListCsv(Stream to, ListQuestion question, bool replaces)
    {
        _isCp932 = question.Format == ListFormat.CsvCp932;
        _replaces = replaces;
        _cell = question.Kind.IsLayout() ? CsvText.Filled : CsvText.Cell;
        _writer = new StreamWriter(to, _isCp932 ? Cp932.Encoding : new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), BufferChars, leaveOpen: true) { NewLine = "\r\n" };
    }

    /// <summary>How many 〓 were written.</summary>
    public long Replaced { get; private set; }

    public void BeginRow(string? place) => _isFirst = true;

    public void Empty() => Separate();

    public void Text(string text)
    {
        Separate();
        if (_isCp932 && !Cp932.Holds(text))
        {
            text = Replace(text);
        }

        _writer.Write(_cell(text));
    }

    public void Day(DateOnly day) => Write(day, "yyyy-MM-dd");

    public void Month(DateOnly month) => Write(month, "yyyy-MM");

    public void Moment(DateTime utc) => Write(JapanTime.Of(utc), "yyyy-MM-dd HH:mm:ss");

    public void Whole(long number) => Write(number, "0");

    public void Amount(decimal number) => Write(number, "0.###");

    public void EndRow() => _writer.WriteLine();

    public void Finish() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private void Separate()
    {
        if (!_isFirst)
        {
            _writer.Write(',');
        }

        _isFirst = false;
    }

    private void Write<T>(T value, string format)
        where T : ISpanFormattable
    {
        Separate();
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        _writer.Write(text[..length]);
    }

    private string Replace(string text)
    {
        if (!_replaces)
        {
            throw new RuleException("出力の間に、Shift_JIS で表せない文字が台帳に加わりました。件数を確かめるところからやり直してください。");
        }

        var (written, count) = Cp932.Replaced(text);
        Replaced += count;
        return written;
    }
}
