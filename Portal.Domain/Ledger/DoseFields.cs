using System.Globalization;
using static Portal.Domain.Ledger.FieldText;

namespace Portal.Domain.Ledger;

/// <summary>接種記録の項目 (別添1)</summary>
public static class DoseFields
{
    public static readonly RecordField<Dose> DoseNumber = new("doseNumber", "接種回数",
        d => d.DoseNumber.ToString(CultureInfo.InvariantCulture), (d, v) => d.DoseNumber = ToDoseNumber(v), v => $"{v}回目")
    {
        PutBack = (d, v) => d.DoseNumber = ToInt("接種回数", v),
    };

    public static readonly RecordField<Dose> VaccinatedOn = new("vaccinatedOn", "接種日",
        d => Day(d.VaccinatedOn), (d, v) => d.VaccinatedOn = ToVaccinationDay(v), ShowDay)
    {
        PutBack = (d, v) => d.VaccinatedOn = ToDay("接種日", v) ?? d.VaccinatedOn,
    };

    public static readonly RecordField<Dose> ReceptionNumber = Text("receptionNumber", "受付番号", d => d.ReceptionNumber, (d, v) => d.ReceptionNumber = v);
    public static readonly RecordField<Dose> InstitutionCode = Text("institutionCode", "医療機関コード", d => d.InstitutionCode, (d, v) => d.InstitutionCode = v);
    public static readonly RecordField<Dose> InstitutionName = Text("institutionName", "医療機関", d => d.InstitutionName, (d, v) => d.InstitutionName = v);
    public static readonly RecordField<Dose> MunicipalityCode = Text("municipalityCode", "接種自治体コード", d => d.MunicipalityCode, (d, v) => d.MunicipalityCode = v);

    public static readonly RecordField<Dose> RecordedAt = new("recordedAt", "接種履歴登録日時",
        d => Moment(d.RecordedAt), (d, v) => d.RecordedAt = ToMoment("接種履歴登録日時", v), ShowMoment);

    public static readonly RecordField<Dose> Source = Choice<DoseSource>("source", "データ登録元", d => d.Source, (d, v) => d.Source = v ?? DoseSource.Slip, v => v.Label());
    public static readonly RecordField<Dose> Method = Choice<DoseMethod>("method", "接種方式", d => d.Method, (d, v) => d.Method = v, v => v.Label());
    public static readonly RecordField<Dose> Place = Text("place", "接種場所", d => d.Place, (d, v) => d.Place = v);
    public static readonly RecordField<Dose> Doctor = Text("doctor", "接種医師", d => d.Doctor, (d, v) => d.Doctor = v);
    public static readonly RecordField<Dose> VaccineType = Text("vaccineType", "ワクチンタイプ", d => d.VaccineType, (d, v) => d.VaccineType = v);
    public static readonly RecordField<Dose> Maker = Text("maker", "ワクチンメーカー", d => d.Maker, (d, v) => d.Maker = v);

    public static readonly RecordField<Dose> ProductCode = new("productCode", "製品名",
        d => d.ProductCode, (d, v) => d.ProductCode = v, v => v is null ? "" : VaccineProduct.Find(v)?.Name ?? v);

    public static readonly RecordField<Dose> LotNumber = Text("lotNumber", "ロット番号", d => d.LotNumber, (d, v) => d.LotNumber = v);

    public static readonly RecordField<Dose> AmountMl = new("amountMl", "接種量",
        d => FieldText.Number(d.AmountMl), (d, v) => d.AmountMl = ToDecimal("接種量", v), v => v is null ? "" : $"{v} mL");

    public static readonly RecordField<Dose> CouponNumber = Text("couponNumber", "クーポン券番号", d => d.CouponNumber, (d, v) => d.CouponNumber = v);
    public static readonly RecordField<Dose> OcrLine = Text("ocrLine", "OCRライン", d => d.OcrLine, (d, v) => d.OcrLine = v);
    public static readonly RecordField<Dose> Pattern = Choice<DosePattern>("pattern", "接種パターン", d => d.Pattern, (d, v) => d.Pattern = v, v => v.Label());
    public static readonly RecordField<Dose> RecipientNote = Text("recipientNote", "被接種者情報", d => d.RecipientNote, (d, v) => d.RecipientNote = v, Dose.RemarksMaxLength);
    public static readonly RecordField<Dose> ExpiresOn = Date("expiresOn", "有効年月日", d => d.ExpiresOn, (d, v) => d.ExpiresOn = v);
    public static readonly RecordField<Dose> Remarks = Text("remarks", "特記事項", d => d.Remarks, (d, v) => d.Remarks = v, Dose.RemarksMaxLength);
    public static readonly RecordField<Dose> PaymentMonth = new("paymentMonth", "支払月",
        d => Day(d.PaymentMonth), (d, v) => d.PaymentMonth = ToDay("支払月", v),
        v => v is null ? "" : ShowDay(v).Replace("月1日", "月", StringComparison.Ordinal));

    public static readonly RecordField<Dose> Status = new("status", "状態",
        d => d.Status.ToString(), (d, v) => d.Status = ToEnum<RecordStatus>("状態", v) ?? RecordStatus.Active,
        v => (ToEnum<RecordStatus>("状態", v) ?? RecordStatus.Active).Label());

    public static readonly IReadOnlyList<RecordField<Dose>> All =
    [
        DoseNumber, VaccinatedOn, ProductCode, Maker, LotNumber, AmountMl, InstitutionCode, InstitutionName, Place, Doctor, Method,
        MunicipalityCode, CouponNumber, OcrLine, Pattern, Source, ReceptionNumber, RecordedAt, VaccineType, ExpiresOn,
        PaymentMonth, RecipientNote, Remarks, Status,
    ];

    private static readonly Dictionary<string, RecordField<Dose>> ByKey = All.ToDictionary(f => f.Key);

    public static RecordField<Dose> Find(string key) => ByKey[key];

    private static int ToDoseNumber(string? text) =>
        ToInt("接種回数", Required("接種回数", text)) is var number and >= 1 and <= Dose.MaxDoseNumber
            ? number
            : throw new RuleException($"接種回数は1から{Dose.MaxDoseNumber}までの数字で入力してください。");

    private static DateOnly ToVaccinationDay(string? text) => ToDay("接種日", Required("接種日", text)) switch
    {
        { } day when day > Dose.LastDay => throw new RuleException("接種日は令和6年3月31日以前を入力してください。台帳に登録できるのは令和5年度までの接種です。"),
        { } day when day < Dose.FirstDay => throw new RuleException("接種日は令和3年2月17日(接種の開始日)以降を入力してください。"),
        { } day => day,
        null => throw new RuleException("接種日を入力してください。"),
    };

    private static RecordField<Dose> Text(string key, string label, Func<Dose, string?> get, Action<Dose, string?> set, int length = Dose.TextMaxLength) =>
        new(key, label, get, (d, v) => set(d, Limited(label, v, length)), ShowPlain);

    private static RecordField<Dose> Date(string key, string label, Func<Dose, DateOnly?> get, Action<Dose, DateOnly?> set) =>
        new(key, label, d => Day(get(d)), (d, v) => set(d, ToDay(label, v)), ShowDay);

    private static RecordField<Dose> Choice<TEnum>(string key, string label, Func<Dose, TEnum?> get, Action<Dose, TEnum?> set, Func<TEnum, string> show)
        where TEnum : struct, Enum =>
        new(key, label, d => get(d)?.ToString(), (d, v) => set(d, ToEnum<TEnum>(label, v)), v => ToEnum<TEnum>(label, v) is { } value ? show(value) : "");
}
