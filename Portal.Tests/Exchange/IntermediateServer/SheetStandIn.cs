using System.Globalization;
using System.Text;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>The 中間サーバー at inquiries and provisions: reads our small files strictly by docs/exchange, and writes its own by them.</summary>
internal static class SheetStandIn
{
    /// <summary>A file of ours: 連携番号, and the lines by the names of their columns.</summary>
    public static (int Number, List<Dictionary<string, string>> Lines) Read(byte[] file, string layout)
    {
        List<(string Name, string Type, int Width, string Demand)> columns = [.. StandIn.Documented(layout)];
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        Assert.False(text.StartsWith('\uFEFF'), "no byte order mark");
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var rows = text[..^2].Split("\r\n").Select(StandIn.Values).ToList();
        Assert.Equal(["H", layout], rows[0].Take(2));
        Assert.Equal(["T", (rows.Count - 2).ToString(CultureInfo.InvariantCulture)], rows[^1]);
        foreach (var row in rows[1..^1])
        {
            Assert.Equal(columns.Count + 1, row.Count);
            Assert.All(columns.Zip(row.Skip(1)), pair => StandIn.Check(pair.First, pair.Second, isRemoval: false));
        }

        return (int.Parse(rows[0][2], CultureInfo.InvariantCulture), rows[1..^1].ConvertAll(row => columns.Zip(row.Skip(1)).ToDictionary(p => p.First.Name, p => p.Second)));
    }

    /// <summary>A file of its own, with a fault where one is wanted.</summary>
    public static byte[] Write(string layout, int number, IEnumerable<string[]> lines, AnswerFault fault = AnswerFault.None)
    {
        List<string> data = [.. lines.Select(line => string.Join(',', line.Prepend("D").Select(value => $"\"{value}\"")))];
        data = fault switch
        {
            AnswerFault.Duplicate => [.. data, data[^1]],
            AnswerFault.Empty => [],
            _ => data,
        };
        var of = fault == AnswerFault.OtherRun ? number + 1 : number;
        List<string> all = [$"\"H\",\"{layout}\",\"{of}\",\"012033\"", .. data, $"\"T\",\"{(fault == AnswerFault.WrongCount ? data.Count + 1 : data.Count)}\""];
        var text = string.Concat(all.Take(fault == AnswerFault.Truncated ? all.Count - 1 : all.Count).Select(l => l + "\r\n"));
        return fault == AnswerFault.WrongEncoding ? [.. Encoding.UTF8.GetBytes(text[..^3]), 0x83, 0x65, .. "\"\r\n"u8] : Encoding.UTF8.GetBytes(text);
    }

    /// <summary>One person's dose, as another municipality answers it.</summary>
    public static IEnumerable<string[]> Dose(int inquiry, int record, string dose, string day, string lot) =>
        [[$"{inquiry}", "0", $"{record}", "接種回数", dose, ""], [$"{inquiry}", "0", $"{record}", "接種日", day, ""], [$"{inquiry}", "0", $"{record}", "ロット番号", lot, ""]];

    /// <summary>A question that came in on 2026-11-20 09:15.</summary>
    public static string[] Request(string received, string integratedNumber, string item = "25", string asker = "011002", string at = "20261120091500") =>
        [received, asker, "北海道札幌市", item, integratedNumber, at, "1"];
}
