using System.Text;
using Portal.Tests.Exchange.IntermediateServer;

namespace Portal.Tests.Exchange.HealthManagement;

/// <summary>
/// 健康管理システム as a partner: takes our files as <see cref="StandIn"/> does, and writes its extracts by docs/exchange/health-extract.md from
/// what it keeps.
/// </summary>
internal static class HealthStandIn
{
    public const string RecordsHeading = "統合宛名番号,接種回数,接種日,券番号,自治体コード,接種会場名,接種医師名,ワクチンメーカー,ワクチンロット番号";
    public const string CouponsHeading = "統合宛名番号,自治体コード,券番号,券種,回数,発行日,再発行";

    private static readonly string[] RecordItems = ["統合宛名番号", "接種回数", "接種日", "券番号", "接種自治体コード", "接種会場名", "接種医師名", "ワクチンメーカー", "ワクチンロット番号"];
    private static readonly string[] CouponItems = ["統合宛名番号", "自治体コード", "券番号", "券種", "回数", "発行日", "再発行"];

    /// <summary>Its 接種記録, those of one person together.</summary>
    public static byte[] Records(this StandIn partner) => File(RecordsHeading, Rows(partner, RecordItems));

    public static byte[] Coupons(this StandIn partner) => File(CouponsHeading, Rows(partner, CouponItems));

    public static byte[] File(string heading, IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Prepend(heading).Select(row => row + "\r\n")));

    private static IEnumerable<string> Rows(StandIn partner, string[] items) =>
        partner.Replica.Values.Select(values => string.Join(',', items.Select(item => values[partner.Column(item)]))).Order(StringComparer.Ordinal);
}
