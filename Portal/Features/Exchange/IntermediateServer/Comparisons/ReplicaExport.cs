using System.Text;
using Portal.Domain;
using Portal.Domain.Exchange.Layouts;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>副本出力ファイル — the 中間サーバー's own export of our 副本, read as often as need be, a record at a time.</summary>
internal sealed class ReplicaExport(string path, FileLayout layout)
{
    public const string Layout = "replica-export-1";

    private readonly int _record = layout.IndexOf("RecordId");

    public IReadOnlyList<LayoutColumn> Columns => layout.Columns;

    /// <exception cref="RuleException">Another layout, out of form, cut off, or a 管理番号 that is none of ours.</exception>
    public IEnumerable<(Guid RecordId, IReadOnlyList<string> Values)> Read()
    {
        using var text = Open();
        foreach (var values in ExchangeFile.Read(text, layout, Number()))
        {
            yield return Guid.TryParseExact(values[_record], "N", out var id)
                ? (id, values)
                : throw new RuleException("管理番号が接種記録の識別子ではない行があります。照合していません。相手に確かめてください。");
        }
    }

    /// <summary>The value of an item; null where the file has none.</summary>
    public string? Value(IReadOnlyList<string> values, string item) => layout.IndexOf(item) is >= 0 and var at && values[at].Length > 0 ? values[at] : null;

    private int Number()
    {
        using var text = Open();
        return ExchangeFile.NumberOf(text, layout);
    }

    private StreamReader Open() => new(File.OpenRead(path), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
}
