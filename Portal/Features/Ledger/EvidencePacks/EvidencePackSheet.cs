using System.Net;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>The pack as a page for people: one HTML file that needs nothing else, prints on A4, and runs no script.</summary>
internal static class EvidencePackSheet
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="ja">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>証跡 - 小樽市 予防接種台帳</title>
        <style>
        @page { size: A4; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) " / " counter(pages) " ページ"; font-size: 9pt; } }
        body { font: 10.5pt/1.6 "BIZ UDPGothic", "Yu Gothic", "Noto Sans CJK JP", sans-serif; color: #000; max-width: 190mm; margin: 0 auto; padding: 8px; }
        h1 { font-size: 16pt; margin: 0 0 6px; } h2 { font-size: 12.5pt; margin: 18px 0 4px; border-bottom: 1px solid #000; break-after: avoid; } h3 { font-size: 11pt; margin: 10px 0 2px; break-after: avoid; }
        table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #767676; padding: 2px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        table.items { table-layout: fixed; } table.items th { width: 8.5em; background: #f0f0f0; } thead { display: table-header-group; } tr { break-inside: avoid; }
        .none { color: #444; } table.rows { font-size: 8.5pt; line-height: 1.45; } table.rows :is(th, td) { padding: 2px 4px; } .whole { white-space: nowrap; } .when { word-break: keep-all; overflow-wrap: normal; }
        </style>
        </head>
        <body>

        """;

    public static byte[] Write(EvidencePackContent content)
    {
        var page = new StringBuilder(Head);
        page.Append("<h1>予防接種台帳 証跡</h1>\n");
        Items(page, content.Heading);
        page.Append("<h2>被接種者</h2>\n");
        Items(page, content.Person);
        Records(page, "接種記録", content.Doses);
        page.Append("<h2>接種券</h2>\n");
        Table(page, [new("券番号"), .. CouponFields.All.Select(f => new Column(f.Label))], content.Coupons.Select(Row));
        page.Append("<h2>履歴と申請</h2>\n<p>時点の後のものも含みます。</p>\n");
        Table(page, [When("日時"), Whole("記録"), new("種類"), new("状態"), new("理由"), new("行った職員"), new("承認・差戻し"), new("変わった項目")], content.History.Select(Row));
        page.Append("<h2>この記録を見た人・扱った人</h2>\n<p>所属・職は、作成した日の職員名簿によります。</p>\n");
        Table(
            page, [Whole("番号"), When("日時"), new("職員"), new("所属・職"), Whole("端末"), new("操作"), Whole("結果"), new("個人番号の場面")],
            content.Looks.Select(l => (string[])[$"{l.Number}", l.At, l.Who, l.Post, l.Terminal, l.Act, l.Result, l.Scene]));
        page.Append("</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static string[] Row(IReadOnlyList<PackItem> coupon) =>
        [coupon[0].Value, .. CouponFields.All.Select(f => coupon.FirstOrDefault(i => i.Label == f.Label)?.Value ?? "")];

    private static string[] Row(PackChange c) =>
        [c.At, c.Record, c.Act, c.State, c.Reason, c.By, c.Decision, string.Join("\n", c.Items.Select(i => $"{i.Label}: {Or(i.Before)} → {Or(i.After)}"))];

    private static void Records(StringBuilder page, string title, IReadOnlyList<IReadOnlyList<PackItem>> records)
    {
        page.Append("<h2>").Append(title).Append("</h2>\n");
        if (records.Count == 0)
        {
            page.Append("<p class=\"none\">この時点の記録はありません。</p>\n");
        }

        foreach (var record in records)
        {
            page.Append("<h3>").Append(Safe(record[0].Value)).Append("</h3>\n");
            Items(page, record);
        }
    }

    private static void Items(StringBuilder page, IReadOnlyList<PackItem> items)
    {
        page.Append("<table class=\"items\"><tbody>\n");
        foreach (var two in items.Chunk(2))
        {
            page.Append("<tr>").AppendJoin("", two.Select(item => $"<th scope=\"row\">{Safe(item.Label)}</th><td>{Safe(Or(item.Value))}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static Column Whole(string label) => new(label, "whole");

    private static Column When(string label) => new(label, "when");

    private static void Table(StringBuilder page, Column[] columns, IEnumerable<string[]> rows)
    {
        if (!rows.Any())
        {
            page.Append("<p class=\"none\">ありません。</p>\n");
            return;
        }

        page.Append("<table class=\"rows\"><thead><tr>").AppendJoin("", columns.Select(h => $"<th scope=\"col\">{Safe(h.Label)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            page.Append("<tr>").AppendJoin("", row.Zip(columns, (cell, column) => $"<td class=\"{column.Class}\">{Safe(cell)}</td>")).Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string Or(string value) => value.Length == 0 ? "（なし）" : value;

    private static string Safe(string text) => WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal);

    /// <summary>A column, and whether its texts stay on one line.</summary>
    private sealed record Column(string Label, string Class = "");
}
