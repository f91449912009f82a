using System.Text;

namespace Portal.Domain.Exchange;

/// <summary>
/// Reads comma-separated lines one by one with line numbers that agree with an editor's, and never holds more than one line.
/// Written here because libraries number records, not lines, and give up limits and quotes differently. Empty lines are skipped.
/// </summary>
/// <exception cref="RuleException">From <see cref="Read"/>: a line longer than <see cref="MaxLineLength"/>, or a quote never closed.</exception>
public sealed class CsvRecordReader(TextReader text)
{
    public const int MaxLineLength = 64 * 1024;
    public const int MaxColumns = 100;

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _field = new();
    private int _filled;
    private int _next;
    private int _lineNumber = 1;

    /// <summary>The next line that is not empty, or null at the end.</summary>
    public CsvRecord? Read()
    {
        while (Peek() >= 0)
        {
            if (ReadLine() is { } record)
            {
                return record;
            }
        }

        return null;
    }

    private CsvRecord? ReadLine()
    {
        var first = _lineNumber;
        var fields = new List<string>();
        var columns = 0;
        var stray = false;
        _line.Clear();
        do
        {
            _field.Clear();
            stray |= Peek() == '"' ? ReadQuoted(first) : ReadPlain(first);
            columns++;
            if (columns <= MaxColumns)
            {
                fields.Add(_field.ToString());
            }
        }
        while (TakeComma(first));

        TakeLineEnd();
        return _line.Length == 0 ? null : new CsvRecord(first, fields, columns, _line.ToString(), stray);
    }

    private bool ReadPlain(int first)
    {
        while (Peek() is >= 0 and not ',' and not '\r' and not '\n')
        {
            _field.Append(Take(first));
        }

        return false;
    }

    /// <summary>Returns whether something stood between the closing quote and the comma; it is kept as part of the value.</summary>
    private bool ReadQuoted(int first)
    {
        var opened = _lineNumber;
        Take(first);
        while (true)
        {
            switch (Peek())
            {
                case < 0:
                    throw new RuleException($"{opened}行目の引用符(\")が閉じていません。この行の引用符を直すか、元のシステムから出力し直してください。");
                case '"':
                    Take(first);
                    if (Peek() != '"')
                    {
                        var before = _field.Length;
                        ReadPlain(first);
                        return _field.Length > before;
                    }

                    _field.Append(Take(first));
                    break;
                case '\n':
                    _lineNumber++;
                    _field.Append(Take(first));
                    break;
                default:
                    _field.Append(Take(first));
                    break;
            }
        }
    }

    private bool TakeComma(int first)
    {
        var comma = Peek() == ',';
        if (comma)
        {
            Take(first);
        }

        return comma;
    }

    private void TakeLineEnd()
    {
        if (Peek() == '\r')
        {
            _next++;
        }

        if (Peek() == '\n')
        {
            _next++;
        }

        _lineNumber++;
    }

    private char Take(int first)
    {
        if (_line.Length >= MaxLineLength)
        {
            throw new RuleException($"{first}行目が長すぎます(1行は{MaxLineLength / 1024}KBまで)。引用符(\")の閉じ忘れがないか、ファイルを確かめてください。");
        }

        var taken = _buffer[_next++];
        _line.Append(taken);
        return taken;
    }

    private int Peek()
    {
        if (_next == _filled)
        {
            _filled = text.Read(_buffer, 0, _buffer.Length);
            _next = 0;
        }

        return _filled == 0 ? -1 : _buffer[_next];
    }
}
