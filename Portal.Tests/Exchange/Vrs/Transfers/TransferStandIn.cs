using System.Globalization;
using System.Text;
using Portal.Tests.Exchange.Layouts;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Transfers;

/// <summary>What can go wrong on the way back.</summary>
public enum TransferFault
{
    None,
    Duplicate,
    Truncated,
    WrongCount,
    WrongEncoding,
    OtherRun,
    Unsent,
    LineMissing,
    CarriesMyNumber,
}

/// <summary>A dose the partner knows.</summary>
internal sealed record KnownDose(int Number, string Day, string Lot = "EX3617", string Municipality = "131016", string Maker = "ファイザー", string Venue = "千代田第一会場");

/// <summary>A small VRS: reads our request strictly by docs/exchange, knows doses by My Number, answers by line number.</summary>
internal sealed class TransferStandIn
{
    private readonly Dictionary<string, KnownDose[]> _known = [];

    /// <summary>The numbers of the last request, in the order of its lines.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Numbers it will not look up.</summary>
    public HashSet<string> Refuses { get; } = [];

    public void Knows(string number, params KnownDose[] doses) => _known[number] = doses;

    public byte[] Answer(byte[] request, TransferFault fault = TransferFault.None)
    {
        var run = Read(request);
        List<string> lines = [];
        foreach (var (at, number) in Asked.Index())
        {
            var doses = _known.GetValueOrDefault(number, []);
            lines.AddRange(
                Refuses.Contains(number) ? [Line(at + 1, "9001", "番号を確認できません")]
                : doses.Length == 0 ? [Line(at + 1, "0001")]
                : doses.Select(d => Line(at + 1, "0000", "", $"{d.Number}", d.Day, "0000012345", d.Municipality, d.Venue, "千代 一", d.Maker, d.Lot, "20210801101500")));
        }

        lines = fault switch
        {
            TransferFault.Duplicate => [.. lines, lines[0]],
            TransferFault.Unsent => [.. lines, Line(Asked.Count + 1, "0001")],
            TransferFault.LineMissing => lines[..^1],
            TransferFault.CarriesMyNumber => [Line(1, "9001", $"番号 {Asked[0]}"), .. lines.Skip(1)],
            _ => lines,
        };
        var count = fault == TransferFault.WrongCount ? lines.Count + 1 : lines.Count;
        List<string> all = [$"\"H\",\"transfer-result-1\",\"{(fault == TransferFault.OtherRun ? run + 1 : run)}\",\"012033\"", .. lines, $"\"T\",\"{count}\""];
        var text = string.Concat((fault == TransferFault.Truncated ? all[..^1] : all).Select(l => l + "\r\n"));
        return fault == TransferFault.WrongEncoding ? [.. Encoding.UTF8.GetBytes(text[..^3]), 0x83, 0x65, .. "\"\r\n"u8] : Encoding.UTF8.GetBytes(text);
    }

    private int Read(byte[] request)
    {
        var (number, data) = DocumentedFile.Read("transfer-request-1", request);
        Asked.Clear();
        foreach (var (at, values) in data.Index())
        {
            Assert.Equal((at + 1).ToString(CultureInfo.InvariantCulture), values["行番号"]);
            Assert.True(Portal.Domain.Ledger.MyNumber.LooksLike(values["個人番号"]));
            Asked.Add(values["個人番号"]);
        }

        return number;
    }

    private static string Line(int line, string code, params string[] rest) =>
        string.Join(',', new[] { "D", $"{line}", code }.Concat(rest).Concat(Enumerable.Repeat("", 10 - rest.Length)).Select(v => $"\"{v}\""));
}
