using System.Globalization;
using System.Text;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>エラー一覧 — every refused and held line of a preview, written while the file is read so that its length costs no memory.</summary>
internal sealed class FaultReport : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly Dictionary<string, int> _heldReasons = [];

    public FaultReport(string path)
    {
        Path = path;
        _writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)) { NewLine = "\r\n" };
        _writer.WriteLine(CsvText.Line("行", "区分", "列", "値", "理由"));
    }

    public string Path { get; }

    /// <summary>The first of them, for the screen.</summary>
    public List<LineFault> Shown { get; } = [];

    public int Count { get; private set; }

    public IReadOnlyList<(string Reason, int Lines)> HeldReasons => [.. _heldReasons.OrderByDescending(r => r.Value).Select(r => (r.Key, r.Value))];

    public void Refused(LineFault fault)
    {
        Count++;
        if (Shown.Count < ImportPreview.FaultsShown)
        {
            Shown.Add(fault);
        }

        _writer.WriteLine(CsvText.Line(Number(fault.LineNumber), "拒否", fault.Column, fault.Value, fault.Reason));
    }

    public void Held(HeldLine line)
    {
        // Reasons that name a line or an item are as many as lines; the screen needs their kind.
        var kind = line.Reason.Split(':', 2)[0] is var head && head.Contains("行目と同じ", StringComparison.Ordinal) ? "前の行と同じ番号で内容が違う行" : head;
        _heldReasons[kind] = _heldReasons.GetValueOrDefault(kind) + 1;
        _writer.WriteLine(CsvText.Line(Number(line.LineNumber), "保留", "", "", line.Reason));
    }

    public void Dispose() => _writer.Dispose();

    private static string Number(int line) => line.ToString(CultureInfo.InvariantCulture);
}
