using System.Text;
using Portal.Domain;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>A staged file whose encoding and layout are known, read line by line as often as needed.</summary>
public sealed class ImportFile
{
    private readonly string _path;
    private readonly Encoding _encoding;

    static ImportFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private ImportFile(string path, Encoding encoding, string encodingName, ImportLayout layout) =>
        (_path, _encoding, EncodingName, Layout) = (path, encoding, encodingName, layout);

    /// <summary>UTF-8, UTF-8 (BOM) or CP932.</summary>
    public string EncodingName { get; }

    public ImportLayout Layout { get; }

    private static Encoding Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static Encoding Cp932 => Encoding.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    /// <exception cref="RuleException">Not one encoding throughout, nothing but a heading, or not the layout of the kind.</exception>
    public static ImportFile Open(string path, ImportKind kind)
    {
        var (encoding, name) = Detect(path);
        using var text = Reader(path, encoding);
        var reader = new CsvRecordReader(text);
        var first = reader.Read() ?? throw new RuleException("ファイルに行がありません。出力し直したファイルを選んでください。");
        var layout = ImportLayout.Of(kind, first);
        return layout.Header is not null && reader.Read() is null
            ? throw new RuleException("見出しだけで、取り込む行がありません。出力の条件を確かめてください。")
            : new(path, encoding, name, layout);
    }

    /// <summary>The lines after the heading.</summary>
    public IEnumerable<CsvRecord> Lines()
    {
        using var text = Reader(_path, _encoding);
        var reader = new CsvRecordReader(text);
        if (Layout.Header is not null)
        {
            reader.Read();
        }

        while (reader.Read() is { } record)
        {
            yield return record;
        }
    }

    internal static StreamReader Reader(string path, Encoding encoding) => new(path, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);

    /// <summary>UTF-8 where every byte agrees, else CP932 where every byte agrees: Japanese text of the one is practically never valid in the other.</summary>
    internal static (Encoding Encoding, string Name) Detect(string path)
    {
        var hasMark = HasByteOrderMark(path);
        if (FirstBadLine(path, Utf8) is not { } badUtf8)
        {
            return (Utf8, hasMark ? "UTF-8 (BOM)" : "UTF-8");
        }

        if (hasMark)
        {
            throw Unreadable(badUtf8, "UTF-8");
        }

        // The encoding that reads further is the one meant.
        return FirstBadLine(path, Cp932) is { } badCp932
            ? throw (badUtf8 > badCp932 ? Unreadable(badUtf8, "UTF-8") : Unreadable(badCp932, "Shift_JIS (CP932)"))
            : (Cp932, "CP932");
    }

    private static bool HasByteOrderMark(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[3];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Encoding.UTF8.Preamble);
    }

    private static int? FirstBadLine(string path, Encoding encoding)
    {
        using var file = File.OpenRead(path);
        var decoder = encoding.GetDecoder();
        var bytes = new byte[64 * 1024];
        var chars = new char[encoding.GetMaxCharCount(bytes.Length)];
        var line = 1;
        try
        {
            for (int read; (read = file.Read(bytes)) > 0;)
            {
                // Line by line, so that the line of a bad byte is known.
                for (var rest = bytes.AsSpan(0, read); rest.Length > 0;)
                {
                    var end = rest.IndexOf((byte)'\n') is >= 0 and var at ? at + 1 : rest.Length;
                    decoder.GetChars(rest[..end], chars, flush: false);
                    line += rest[end - 1] == '\n' ? 1 : 0;
                    rest = rest[end..];
                }
            }

            decoder.GetChars([], chars, flush: true);
            return null;
        }
        catch (DecoderFallbackException)
        {
            return line;
        }
    }

    private static RuleException Unreadable(int line, string encoding) =>
        new($"{line}行目に {encoding} として読めない文字があります。UTF-8 または Shift_JIS で出力し直してください。");
}
