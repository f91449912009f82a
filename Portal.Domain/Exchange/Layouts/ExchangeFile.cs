using System.Globalization;

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
        new CsvRecordReader(text).Read()?.Fields is [Heading, var name, var of, _] && name == layout.Name
        && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RuleException($"{layout.Title}（{layout.Name}）ではありません。ファイルの選択を確かめてください。");

    /// <summary>The lines of data of a file, as they come. What follows a fault is not read.</summary>
    /// <param name="text">Of the whole file.</param>
    /// <param name="layout">It has to have.</param>
    /// <param name="number">連携番号 it has to be of; null for a file no run of ours asked for.</param>
    /// <exception cref="RuleException">Another layout or number, a line out of form, no end, or another count.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader text, FileLayout layout, int? number)
    {
        var reader = new CsvRecordReader(text);
        var heading = reader.Read()?.Fields;
        if (heading is not [Heading, var name, var of, _] || name != layout.Name)
        {
            throw new RuleException($"{layout.Title}（{layout.Name}）ではありません。ファイルの選択を確かめてください。");
        }

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
            if ((record.Fields[0] == Data ? layout.Fault(values) : "データの行ではありません") is { } fault)
            {
                throw new RuleException($"{record.LineNumber:N0}行目を読めません（{fault}）。取り込んでいません。相手に確かめてください。");
            }

            count++;
            yield return values;
        }

        throw new RuleException("ファイルが途中で切れています（終わりの行がありません）。相手に送り直しを依頼してください。");
    }
}
