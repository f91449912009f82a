using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>Reads a held line again. It could be read once, with whatever zeros staff gave back then, so all repairs are accepted.</summary>
internal static class HeldLineText
{
    public static (ImportLayout Layout, ImportLine Line) Read(HeldLine held, ImportKind kind)
    {
        var reader = new CsvRecordReader(new StringReader(held.Text));
        var first = reader.Read() ?? throw new InvalidOperationException("A held line is empty.");
        var layout = ImportLayout.Of(kind, first);
        var record = layout.Header is null ? first : reader.Read() ?? throw new InvalidOperationException("A held line has only its heading.");
        return ImportLine.Parse(layout, record with { LineNumber = held.LineNumber }, new ZeroRepair(null, ZeroRepair.Everything), out _) is { } line
            ? (layout, line)
            : throw new InvalidOperationException("A held line cannot be read again.");
    }
}
