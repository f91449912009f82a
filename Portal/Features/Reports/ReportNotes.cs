namespace Portal.Features.Reports;

/// <summary>注記 — what whoever reads the figures has to know, on the page and in the workbook.</summary>
internal static class ReportNotes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "接種日で数えています。接種してから台帳に登録されるまでに日数がかかるため、新しい月ほど、あとから増えます。",
        "時点より後に行われた登録・訂正・取消は含みません。同じ番号の報告は、いつ開いても同じ数値です。",
        "年齢は接種日の満年齢です。生年月日が分からない人と、生年月日より前の接種は「年齢不明」（VRS のオープンデータの UNK）に入れています。",
        "率は「期末までの累計の接種回数 ÷ 期末の住民」です。接種のあとに転出・死亡した人の接種も累計に残るため、100%を超えることがあります。",
        "「市内・市外」は接種記録の接種自治体で分けています。記録のないものは「不明」です。",
        "所見は、開き直された回数が多いものでは、最後の2回分だけを数えています。",
        "1件・2件のような小さな数は、人が分かるおそれがあります。庁外に出すときは取扱いを確かめてください。",
    ];
}
