using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Layouts;

/// <summary>
/// 連携ファイルの枠 — a heading (H, layout, 連携番号, 自治体コード), data (D and the columns of the layout), and an end (T, 件数). UTF-8 without
/// a mark, every value in quotes, CRLF. A file without its end, or with another count, is refused whole.
/// </summary>
public static class ExchangeFile
{
    public const string Heading = "H";
    public const string Data = "D";
    public const string End = "T";

    /// <summary>A line without its end.</summary>
    public static string Line(params IEnumerable<string?> values) =>
        string.Join(',', values.Select(value => $"\"{(value ?? "").Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    public static string HeadingOf(FileLayout layout, int number, string municipality) =>
        Line(Heading, layout.Name, number.ToString(CultureInfo.InvariantCulture), municipality);

    public static string EndOf(int count) => Line(End, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>連携番号 of a file whose run is not known yet.</summary>
    /// <exception cref="RuleException">Another layout, or no number.</exception>
    public static int NumberOf(TextReader text, FileLayout layout) =>
        int.TryParse(ReadHeading(new(text), layout), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotThis(layout);

    /// <summary>The lines of data of a file, as they come. What follows a fault is not read.</summary>
    /// <param name="text">Of the whole file.</param>
    /// <param name="layout">It has to have.</param>
    /// <param name="number">連携番号 it has to be of; null for a file no run of ours asked for.</param>
    /// <exception cref="RuleException">Another layout, number or municipality, a line out of form or with a My Number in its words, no end, or another count.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader text, FileLayout layout, int? number)
    {
        var reader = new CsvRecordReader(text);
        var of = ReadHeading(reader, layout);
        if (number is { } asked && of != asked.ToString(CultureInfo.InvariantCulture))
        {
            throw new RuleException($"連携 第{number}号のファイルではありません（このファイルは第{LineFault.Shown(of)}号）。ファイルの選択を確かめてください。");
        }

        var count = 0;
        while (reader.Read() is { } record)
        {
            if (record.Fields is [End, var said])
            {
                if (said != count.ToString(CultureInfo.InvariantCulture) || reader.Read() is not null)
                {
                    throw new RuleException($"件数が合いません（終わりの行は{LineFault.Shown(said)}件、ファイルには{count:N0}件）。相手に送り直しを依頼してください。");
                }

                yield break;
            }

            var values = record.Fields.Skip(1).ToList();
            if ((record.Fields[0] == Data ? layout.Fault(values) ?? NumberIn(values, layout) : "データの行ではありません") is { } fault)
            {
                throw new RuleException($"{record.LineNumber:N0}行目を読めません（{fault}）。取り込んでいません。相手に確かめてください。");
            }

            count++;
            yield return values;
        }

        throw new RuleException("ファイルが途中で切れています（終わりの行がありません）。相手に送り直しを依頼してください。");
    }

    /// <returns>連携番号, as it stands there.</returns>
    private static string ReadHeading(CsvRecordReader reader, FileLayout layout)
    {
        var heading = reader.Read()?.Fields ?? throw new RuleException("ファイルが空です。相手に送り直しを依頼してください。");
        if (heading is not [Heading, var name, var of, var municipality] || name != layout.Name)
        {
            throw NotThis(layout);
        }

        return municipality == MunicipalityCode.Otaru.Value
            ? of
            : throw new RuleException($"小樽市（{MunicipalityCode.Otaru.Value}）あてのファイルではありません（自治体コード {LineFault.Shown(municipality)}）。取り込んでいません。ファイルの選択を確かめてください。");
    }

    private static RuleException NotThis(FileLayout layout) => new($"{layout.Title}（{layout.Name}）ではありません。ファイルの選択を確かめてください。");

    /// <summary>What comes in is kept, shown and partly never erased: no words with a My Number are taken.</summary>
    private static string? NumberIn(List<string> values, FileLayout layout)
    {
        for (var at = 0; at < values.Count; at++)
        {
            if (layout.Columns[at].IsWords && MyNumberScan.Holds(values[at]))
            {
                return $"{layout.Columns[at].Name}に個人番号とみられる12桁の数字があります";
            }
        }

        return null;
    }
}
