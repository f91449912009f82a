using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>What can go wrong on the partner's side.</summary>
public enum AnswerFault
{
    None,
    Duplicate,
    Truncated,
    WrongCount,
    WrongEncoding,
    OtherRun,
    Unsent,
    Empty,
    OtherCity,
    MyNumber,
}

/// <summary>
/// A small partner, a 中間サーバー unless told otherwise: reads our file strictly by docs/exchange (not by our code), keeps its register, and
/// answers line by line.
/// </summary>
internal sealed partial class StandIn(string layout = "replica-1", string result = "replica-result-1")
{
    private readonly List<(string Name, string Type, int Width, string Demand)> _columns = [.. Documented(layout)];

    /// <summary>What it keeps: values by 管理番号.</summary>
    public Dictionary<string, IReadOnlyList<string>> Replica { get; } = [];

    /// <summary>Why it refuses a line; null where it does not.</summary>
    public Func<IReadOnlyList<string>, string?> Refuses { get; set; } = static _ => null;

    public int Column(string name) => _columns.FindIndex(c => c.Name == name);

    /// <summary>Takes a file, and says what it says of each line.</summary>
    /// <param name="file">As it lay in the ZIP.</param>
    /// <param name="fault">On the way back.</param>
    /// <param name="lines">Of which lines it answers; null for all.</param>
    public byte[] Answer(byte[] file, AnswerFault fault = AnswerFault.None, Func<int, bool>? lines = null)
    {
        var (number, data) = Read(file);
        List<string> answers = [];
        foreach (var values in data)
        {
            var line = int.Parse(values[Column("行番号")], CultureInfo.InvariantCulture);
            var refused = Refuses(values);
            if (refused is null)
            {
                Take(values);
            }

            if (lines?.Invoke(line) != false)
            {
                answers.Add($"\"D\",\"{line}\",\"{(refused is null ? "0000" : "E101")}\",\"{refused}\"");
            }
        }

        answers = fault switch
        {
            AnswerFault.Duplicate => [.. answers, answers[0]],
            AnswerFault.Unsent => [.. answers, $"\"D\",\"{data.Count + 1}\",\"0000\",\"\""],
            AnswerFault.Empty => [],
            AnswerFault.MyNumber => [.. answers.Select(a => a.Replace("\"0000\",\"", "\"0000\",\"番号 123456789018 の人", StringComparison.Ordinal))],
            _ => answers,
        };
        var count = fault == AnswerFault.WrongCount ? answers.Count + 1 : answers.Count;
        List<string> all = [$"\"H\",\"{result}\",\"{(fault == AnswerFault.OtherRun ? number + 1 : number)}\",\"{(fault == AnswerFault.OtherCity ? "131016" : "012033")}\"", .. answers, $"\"T\",\"{count}\""];
        var text = string.Concat(all.Take(fault == AnswerFault.Truncated ? all.Count - 1 : all.Count).Select(l => l + "\r\n"));
        return fault == AnswerFault.WrongEncoding ? [.. Encoding.UTF8.GetBytes(text[..^3]), 0x83, 0x65, .. "\"\r\n"u8] : Encoding.UTF8.GetBytes(text);
    }

    private (int Number, List<IReadOnlyList<string>> Data) Read(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        Assert.False(text.StartsWith('\uFEFF'), "no byte order mark");
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var rows = text[..^2].Split("\r\n").Select(Values).ToList();
        Assert.Equal(["H", layout], rows[0].Take(2));
        Assert.Equal("012033", rows[0][3]);
        Assert.Equal(["T", (rows.Count - 2).ToString(CultureInfo.InvariantCulture)], rows[^1]);
        var data = rows[1..^1].ConvertAll(row => (IReadOnlyList<string>)row[1..]);
        foreach (var (at, values) in data.Index())
        {
            Assert.Equal(_columns.Count, values.Count);
            Assert.Equal((at + 1).ToString(CultureInfo.InvariantCulture), values[Column("行番号")]);
            Assert.All(_columns.Zip(values), pair => Check(pair.First, pair.Second, values[Column("処理区分")] == "3"));
        }

        return (int.Parse(rows[0][2], CultureInfo.InvariantCulture), data);
    }

    internal static void Check((string Name, string Type, int Width, string Demand) column, string value, bool isRemoval)
    {
        Assert.True(value.Length <= column.Width, column.Name);
        Assert.True(value.Length > 0 || column.Demand == "任意" || (isRemoval && column.Demand == "追加・更新で必須"), column.Name);
        Assert.True(value.Length == 0 || column.Type switch
        {
            "数字" or "コード" => value.All(char.IsAsciiDigit),
            "日付" => DateOnly.TryParseExact(value, "yyyyMMdd", out _),
            "数量" => decimal.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => true,
        }, $"{column.Name}: {value}");
    }

    private void Take(IReadOnlyList<string> values)
    {
        var id = values[Column("管理番号")];
        Assert.Equal(values[Column("処理区分")] != "1", Replica.ContainsKey(id));
        if (values[Column("処理区分")] == "3")
        {
            Replica.Remove(id);
        }
        else
        {
            Replica[id] = values;
        }
    }

    internal static List<string> Values(string line)
    {
        Assert.Matches("^\"(?:[^\"]|\"\")*\"(?:,\"(?:[^\"]|\"\")*\")*$", line);
        return [.. Quoted().Matches(line).Select(m => m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal))];
    }

    internal static IEnumerable<(string, string, int, string)> Documented(string name) =>
        File.ReadLines(Path.Combine(ScriptTests.RepositoryRoot(), "docs", "exchange", $"{name}.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[2], cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture), cells[5]));

    [GeneratedRegex("\"((?:[^\"]|\"\")*)\"(?:,|$)")]
    private static partial Regex Quoted();
}
