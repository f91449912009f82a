using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Exchange.Layouts;

/// <summary>Reads a file to a partner strictly by its page in docs/exchange, and not by our code: what every stand-in does first.</summary>
internal static partial class DocumentedFile
{
    /// <returns>連携番号, and the values of each line by the names of the document.</returns>
    public static (int Number, List<Dictionary<string, string>> Data) Read(string name, byte[] file)
    {
        var columns = Documented(name).ToList();
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        Assert.False(text.StartsWith('\uFEFF'), "no byte order mark");
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var rows = text[..^2].Split("\r\n").Select(Values).ToList();
        Assert.Equal(["H", name], rows[0].Take(2));
        Assert.Equal("012033", rows[0][3]);
        Assert.Equal(["T", (rows.Count - 2).ToString(CultureInfo.InvariantCulture)], rows[^1]);
        return (int.Parse(rows[0][2], CultureInfo.InvariantCulture), rows[1..^1].ConvertAll(row => Line(columns, row)));
    }

    private static Dictionary<string, string> Line(List<(string Name, string Type, int Width, string Demand)> columns, List<string> row)
    {
        Assert.Equal("D", row[0]);
        Assert.Equal(columns.Count, row.Count - 1);
        var values = columns.Zip(row.Skip(1)).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        var isRemoval = values.GetValueOrDefault("処理区分") == "3";
        Assert.All(columns, column => Check(column, values[column.Name], isRemoval));
        return values;
    }

    private static void Check((string Name, string Type, int Width, string Demand) column, string value, bool isRemoval)
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

    private static List<string> Values(string line)
    {
        Assert.Matches("^\"(?:[^\"]|\"\")*\"(?:,\"(?:[^\"]|\"\")*\")*$", line);
        return [.. Quoted().Matches(line).Select(m => m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal))];
    }

    private static IEnumerable<(string, string, int, string)> Documented(string name) =>
        File.ReadLines(Path.Combine(ScriptTests.RepositoryRoot(), "docs", "exchange", $"{name}.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[2], cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture), cells[5]));

    [GeneratedRegex("\"((?:[^\"]|\"\")*)\"(?:,|$)")]
    private static partial Regex Quoted();
}
