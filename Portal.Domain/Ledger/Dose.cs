namespace Portal.Domain.Ledger;

/// <summary>
/// 接種記録 — one vaccination, with every item of the assessment's annex 1 (別添1). People name it by person and dose number;
/// the record itself is known by its id, since real ledgers hold two records of one dose.
/// </summary>
public class Dose
{
    /// <summary>特例臨時接種の初日 (domain.md D8).</summary>
    public static readonly DateOnly FirstDay = new(2021, 2, 17);

    /// <summary>特例臨時接種の最終日: the assessment holds records of 令和5年度 and before only.</summary>
    public static readonly DateOnly LastDay = new(2024, 3, 31);

    public const int MaxDoseNumber = 9;
    public const int TextMaxLength = 60;
    public const int RemarksMaxLength = 500;
    public const int SourceTextMaxLength = 2000;

    public required Guid DoseId { get; init; }
    public required Guid LedgerPersonId { get; set; }

    /// <summary>接種回数 (通算), 1–9.</summary>
    public required int DoseNumber { get; set; }

    /// <summary>実施日</summary>
    public required DateOnly VaccinatedOn { get; set; }

    /// <summary>受付番号</summary>
    public string? ReceptionNumber { get; set; }

    /// <summary>医療機関コード, ten digits; missing where the source gives a name only (VRS).</summary>
    public string? InstitutionCode { get; set; }

    /// <summary>医療機関</summary>
    public string? InstitutionName { get; set; }

    /// <summary>接種自治体コード, six digits.</summary>
    public string? MunicipalityCode { get; set; }

    /// <summary>接種履歴登録日時 of the source system, UTC.</summary>
    public DateTime? RecordedAt { get; set; }

    /// <summary>データ登録元</summary>
    public required DoseSource Source { get; set; }

    /// <summary>接種方式</summary>
    public DoseMethod? Method { get; set; }

    /// <summary>接種場所</summary>
    public string? Place { get; set; }

    /// <summary>接種医師</summary>
    public string? Doctor { get; set; }

    /// <summary>ワクチンタイプ, as the source wrote it.</summary>
    public string? VaccineType { get; set; }

    /// <summary>ワクチンメーカー, as the source wrote it: ファイザー, 武田/モデルナ …</summary>
    public string? Maker { get; set; }

    /// <summary>製品: the code of a <see cref="VaccineProduct"/>; missing where only the maker is known.</summary>
    public string? ProductCode { get; set; }

    /// <summary>ロット番号, normalised.</summary>
    public string? LotNumber { get; set; }

    /// <summary>接種量, mL.</summary>
    public decimal? AmountMl { get; set; }

    /// <summary>クーポン券番号, ten digits.</summary>
    public string? CouponNumber { get; set; }

    /// <summary>OCRライン, eighteen digits.</summary>
    public string? OcrLine { get; set; }

    /// <summary>接種パターン</summary>
    public DosePattern? Pattern { get; set; }

    /// <summary>被接種者情報: what the slip says of the person where it differs from the ledger.</summary>
    public string? RecipientNote { get; set; }

    /// <summary>有効年月日 of the vial.</summary>
    public DateOnly? ExpiresOn { get; set; }

    /// <summary>特記事項</summary>
    public string? Remarks { get; set; }

    /// <summary>支払月, its first day.</summary>
    public DateOnly? PaymentMonth { get; set; }

    public RecordStatus Status { get; set; } = RecordStatus.Active;

    /// <summary>The source's own text of this dose, kept beside the normalised values.</summary>
    public string? SourceText { get; init; }

    public Guid? ImportRunId { get; init; }

    /// <summary>Line of the import file, from 1.</summary>
    public int? ImportLine { get; init; }

    /// <summary>UTC time from which the ledger knew this record.</summary>
    public required DateTime CreatedAt { get; init; }

    public Guid Version { get; set; } = FreshId.Next();
}

/// <summary>データ登録元</summary>
public enum DoseSource
{
    /// <summary>予診票 (paper slip entered by hand)</summary>
    Slip,

    /// <summary>VRS 取込</summary>
    Vrs,

    /// <summary>健康管理システム</summary>
    HealthManagement,

    /// <summary>転入照会 (answer of the previous municipality)</summary>
    TransferInquiry,

    /// <summary>接種済証・接種記録書 shown by the person</summary>
    Certificate,
}

/// <summary>接種方式</summary>
public enum DoseMethod
{
    /// <summary>個別接種</summary>
    Individual,

    /// <summary>集団接種</summary>
    MassSite,

    /// <summary>職域接種</summary>
    Workplace,

    /// <summary>巡回接種 (施設)</summary>
    Visiting,
}

/// <summary>接種パターン</summary>
public enum DosePattern
{
    /// <summary>初回接種</summary>
    Primary,

    /// <summary>追加接種</summary>
    Booster,

    /// <summary>乳幼児初回接種 (three doses)</summary>
    InfantPrimary,
}
