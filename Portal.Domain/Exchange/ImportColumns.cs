namespace Portal.Domain.Exchange;

/// <summary>One column of the portal's own layouts.</summary>
/// <param name="Name">The heading, and what error reports call the column.</param>
/// <param name="IsRequired">A file with headings must have it.</param>
/// <param name="Aliases">Other headings in use.</param>
public sealed record ImportColumn(string Name, bool IsRequired, params string[] Aliases)
{
    /// <summary>The column a file may leave out when it has this one. Only a file with headings can have it.</summary>
    public string? StandsFor { get; init; }
}

/// <summary>
/// The portal's own layouts, version 1. A file without headings has exactly these columns in this order; one with headings may
/// order them freely and leave out what is not required.
/// </summary>
public static class ImportColumns
{
    public const int Version = 1;

    public const string ResidentNumber = "宛名番号";
    public const string IntegratedNumber = "統合宛名番号";
    public const string Name = "氏名";
    public const string Kana = "カナ氏名";
    public const string FormerName = "旧氏";
    public const string AliasName = "通称";
    public const string Sex = "性別";
    public const string BirthDate = "生年月日";
    public const string PostalCode = "郵便番号";
    public const string Address = "住所";
    public const string Building = "方書";
    public const string MovedInOn = "転入日";
    public const string MoveReason = "異動事由";
    public const string MovedOn = "異動日";
    public const string Protected = "支援措置";
    public const string MunicipalityCode = "自治体コード";
    public const string CouponNumber = "券番号";
    public const string CouponKind = "券種";
    public const string DoseNumber = "回数";
    public const string IssuedOn = "発行日";
    public const string Reissue = "再発行";
    public const string VaccinatedOn = "接種日";
    public const string Venue = "接種会場名";
    public const string Doctor = "接種医師名";
    public const string Maker = "ワクチンメーカー";
    public const string Lot = "ワクチンロット番号";

    private static readonly string[] IntegratedNames = ["団体内統合宛名番号", "団内統合宛名番号"];

    /// <summary>宛名</summary>
    public static readonly IReadOnlyList<ImportColumn> Residents =
    [
        new(ResidentNumber, true, "個別宛名番号", "業務宛名番号"),
        new(IntegratedNumber, false, IntegratedNames),
        new(Name, true, "漢字氏名"),
        new(Kana, true, "氏名カナ", "カナ", "氏名(カナ)", "フリガナ"),
        new(FormerName, false, "旧姓"),
        new(AliasName, false, "通称名", "別名"),
        new(Sex, false),
        new(BirthDate, true),
        new(PostalCode, false),
        new(Address, false),
        new(Building, false),
        new(MovedInOn, false, "住民となった日", "住定日"),
        new(MoveReason, false),
        new(MovedOn, false, "異動年月日"),
        new(Protected, false, "支援措置区分", "DV支援措置"),
    ];

    /// <summary>接種券発行情報</summary>
    public static readonly IReadOnlyList<ImportColumn> Coupons =
    [
        new(ResidentNumber, true, "個別宛名番号", "業務宛名番号"),
        new(MunicipalityCode, true, "市町村コード", "市区町村コード", "接種自治体コード"),
        new(CouponNumber, true, "接種券番号", "クーポン券番号"),
        new(CouponKind, true),
        new(DoseNumber, true, "接種回数", "回"),
        new(IssuedOn, false, "発行年月日"),
        new(Reissue, false, "再発行区分"),
        new(IntegratedNumber, false, IntegratedNames) { StandsFor = ResidentNumber },
    ];

    /// <summary>健康管理システムの接種記録: one dose a line, those of one person one after the other.</summary>
    public static readonly IReadOnlyList<ImportColumn> HealthRecords =
    [
        new(IntegratedNumber, true, IntegratedNames),
        new(DoseNumber, true, "接種回数", "回"),
        new(VaccinatedOn, true, "接種年月日"),
        new(CouponNumber, false, "接種券番号", "クーポン券番号"),
        new(MunicipalityCode, false, "接種自治体コード", "市町村コード", "市区町村コード"),
        new(Venue, false, "医療機関", "医療機関名"),
        new(Doctor, false, "接種医師", "医師名"),
        new(Maker, false, "メーカー"),
        new(Lot, false, "ロット番号"),
    ];

    /// <summary>What a file without headings has, in its order.</summary>
    public static IReadOnlyList<ImportColumn> Unnamed(IReadOnlyList<ImportColumn> columns) => [.. columns.Where(c => c.StandsFor is null)];
}
