using System.Globalization;
using System.Text;
using Portal.Domain.Exchange.Layouts;

namespace Portal.Tests.Exchange.Layouts;

/// <summary>docs/exchange/*.md as the layouts say them.</summary>
internal static class LayoutDocuments
{
    public static readonly IReadOnlyList<string> Names =
    [
        "health-coupons-1", "health-records-1", "health-result-1", "inquiry-1", "inquiry-answer-1", "provision-answer-1", "provision-request-1",
        "replica-1", "replica-export-1", "replica-result-1", "transfer-request-1", "transfer-result-1", "vrs-records-1", "vrs-flags-1", "vrs-result-1", "vrs-flags-output-1",
    ];

    public static string Text(FileLayout layout)
    {
        var text = new StringBuilder($"""
            # {layout.Title} ({layout.Name})

            Generated from `Portal.Domain/Exchange/Layouts/Data/{layout.Name}.layout` and held to it by a test; not to be edited. The layout is ours: the
            national one is not public. A city whose partner wants other columns puts a file of the same name into the folder named by
            `Exchange:Layouts`.

            UTF-8 without a byte order mark, CRLF, every value in quotes (a quote inside is doubled), parted by commas.

            1. heading: `H`, `{layout.Name}`, 連携番号, 自治体コード (6 digits)
            2. data, a line a record: `D`, then the columns below
            3. end: `T`, 件数 (lines of data)

            A file without its end, with another count, of another 連携番号 or with a line out of form is refused whole.

            | # | 項目 | 型 | 桁 | 必須 | 規則 |
            |---|---|---|---|---|---|

            """);
        foreach (var (at, column) in layout.Columns.Index())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {at + 1} | {column.Name} | {Words(column.Type)} | {column.Width} | {Words(column.Demand)} | {column.Rule.Replace("|", "、", StringComparison.Ordinal)} |");
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    private static string Words(LayoutType type) => type switch
    {
        LayoutType.Text => "文字",
        LayoutType.Digits => "数字",
        LayoutType.Date => "日付",
        LayoutType.Amount => "数量",
        _ => "コード",
    };

    private static string Words(LayoutDemand demand) => demand switch
    {
        LayoutDemand.Always => "必須",
        LayoutDemand.UnlessRemoved => "追加・更新で必須",
        _ => "任意",
    };
}
