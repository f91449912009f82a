using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Lists;

/// <summary>出力できる項目 of each list, in the order they are offered. 個人番号 is none of them.</summary>
public static class ListColumns
{
    /// <summary>Stands where a value of a person under 支援措置 is left out.</summary>
    public const string Withheld = "（支援措置のため出力しません）";

    private static readonly ListColumn[] Person =
    [
        new("ResidentNumber", "宛名番号", 16) { IsUsual = true },
        new("IntegratedNumber", "統合宛名番号", 16),
        new("Name", "氏名", 18) { IsUsual = true },
        new("Kana", "カナ氏名", 22) { IsUsual = true },
        new("Sex", "性別", 7) { IsUsual = true, Words = Word<Sex>(v => v.Label()) },
        new("BirthDate", "生年月日", 17, ListCellKind.Day) { IsUsual = true },
        new("PostalCode", "郵便番号", 11) { IsAddress = true },
        new("Address", "住所", 34) { IsAddress = true },
        new("Building", "方書", 20) { IsAddress = true },
        new("IsProtected", "支援措置", 10, ListCellKind.Flag) { IsUsual = true },
        new("MovedOutOn", "転出日", 17, ListCellKind.Day),
        new("DiedOn", "死亡日", 17, ListCellKind.Day),
    ];

    private static readonly ListColumn Status = new("Status", "状態", 8) { Words = Word<RecordStatus>(v => v.Label()) };

    private static readonly ListColumn Import = new("ImportNumber", "取込番号", 10, ListCellKind.Whole);

    private static readonly ListColumn[] Doses =
    [
        .. Person,
        new("AgeThen", "接種時年齢", 11, ListCellKind.Age),
        new("DoseNumber", "接種回数", 9, ListCellKind.Whole) { IsUsual = true },
        new("VaccinatedOn", "接種日", 17, ListCellKind.Day) { IsUsual = true },
        new("ProductCode", "製品名", 34) { IsUsual = true, Words = code => VaccineProduct.Find(code)?.Name ?? code },
        new("Maker", "ワクチンメーカー", 16) { IsUsual = true },
        new("LotNumber", "ロット番号", 12) { IsUsual = true },
        new("AmountMl", "接種量（mL）", 12, ListCellKind.Amount),
        new("InstitutionCode", "医療機関コード", 14) { IsWhereabouts = true },
        new("InstitutionName", "医療機関", 28) { IsUsual = true, IsWhereabouts = true },
        new("Place", "接種場所", 24) { IsWhereabouts = true },
        new("Doctor", "接種医師", 16) { IsWhereabouts = true },
        new("Method", "接種方式", 12) { Words = Word<DoseMethod>(v => v.Label()) },
        new("MunicipalityCode", "接種自治体コード", 16) { IsWhereabouts = true },
        new("CouponNumber", "クーポン券番号", 15),
        new("OcrLine", "OCRライン", 22) { IsWhereabouts = true },
        new("Pattern", "接種パターン", 12) { Words = Word<DosePattern>(v => v.Label()) },
        new("Source", "データ登録元", 16) { Words = Word<DoseSource>(v => v.Label()) },
        new("ReceptionNumber", "受付番号", 14),
        new("RecordedAt", "接種履歴登録日時", 20, ListCellKind.Moment),
        new("VaccineType", "ワクチンタイプ", 18),
        new("ExpiresOn", "有効年月日", 17, ListCellKind.Day),
        new("PaymentMonth", "支払月", 13, ListCellKind.Month),
        new("RecipientNote", "被接種者情報", 30) { IsFreeText = true },
        new("Remarks", "特記事項", 30) { IsFreeText = true },
        Status,
        Import,
    ];

    private static readonly ListColumn[] People =
    [
        .. Person[..4],
        new("FormerName", "旧氏", 16),
        new("AliasName", "通称・別名", 18),
        new("RomanName", "ローマ字氏名", 22),
        .. Person[4..10],
        new("NoAutoReply", "自動応答不可", 12, ListCellKind.Flag),
        new("MovedInOn", "転入日", 17, ListCellKind.Day) { IsUsual = true },
        .. Person[10..].Select(column => column with { IsUsual = true }),
        new("DoseCount", "接種記録の件数", 14, ListCellKind.Whole) { IsUsual = true },
        new("LastDoseOn", "最後の接種日", 17, ListCellKind.Day),
        Import,
    ];

    private static readonly ListColumn[] Coupons =
    [
        .. Person,
        new("MunicipalityCode", "自治体コード", 13) { IsUsual = true, IsWhereabouts = true },
        new("CouponNumber", "券番号", 13) { IsUsual = true },
        new("Kind", "券種", 11) { IsUsual = true, Words = CouponFields.Kind.Show },
        new("DoseNumber", "回数", 8, ListCellKind.Whole) { IsUsual = true },
        new("IssuedOn", "発行日", 17, ListCellKind.Day) { IsUsual = true },
        new("IsReissue", "再発行", 8, ListCellKind.Flag) { IsUsual = true },
        Status,
        Import,
    ];

    /// <summary>What a list can show. A 取込用 file has the import's own columns, and no choice.</summary>
    public static IReadOnlyList<ListColumn> Of(ListKind kind) => kind switch
    {
        ListKind.Doses => Doses,
        ListKind.People => People,
        ListKind.Coupons => Coupons,
        _ => [],
    };

    public static IReadOnlyList<string> Usual(ListKind kind) => [.. Of(kind).Where(c => c.IsUsual).Select(c => c.Key)];

    /// <summary>Those columns in that order; what is unknown or named twice falls out.</summary>
    public static IReadOnlyList<ListColumn> Chosen(ListKind kind, IEnumerable<string> keys) =>
        [.. keys.Distinct().Select(key => Of(kind).FirstOrDefault(c => c.Key == key)).OfType<ListColumn>()];

    /// <summary>The columns before or after one of them was moved by a place.</summary>
    public static List<string> Moved(IReadOnlyList<string> keys, string key, int by)
    {
        var moved = keys.ToList();
        var from = moved.IndexOf(key);
        var to = Math.Clamp(from + by, 0, moved.Count - 1);
        if (from >= 0)
        {
            moved.RemoveAt(from);
            moved.Insert(to, key);
        }

        return moved;
    }

    private static Func<string, string> Word<TEnum>(Func<TEnum, string> label)
        where TEnum : struct, Enum
    {
        var words = Enum.GetValues<TEnum>().ToDictionary(v => v.ToString(), label);
        return text => words.GetValueOrDefault(text, text);
    }
}
