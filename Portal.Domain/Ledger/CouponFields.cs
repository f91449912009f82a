using System.Globalization;
using static Portal.Domain.Ledger.FieldText;

namespace Portal.Domain.Ledger;

/// <summary>接種券の項目</summary>
public static class CouponFields
{
    public static readonly RecordField<Coupon> Kind = new("kind", "券種",
        c => c.Kind.ToString(CultureInfo.InvariantCulture), (c, v) => c.Kind = ToInt("券種", v), v => v == "2" ? "予診のみ券" : "接種券");

    public static readonly RecordField<Coupon> DoseNumber = new("doseNumber", "回数",
        c => c.DoseNumber.ToString(CultureInfo.InvariantCulture), (c, v) => c.DoseNumber = ToInt("回数", v), v => $"{v}回目");

    public static readonly RecordField<Coupon> IssuedOn = new("issuedOn", "発行日",
        c => Day(c.IssuedOn), (c, v) => c.IssuedOn = ToDay("発行日", v), ShowDay);

    public static readonly RecordField<Coupon> IsReissue = new("isReissue", "再発行",
        c => Flag(c.IsReissue), (c, v) => c.IsReissue = ToFlag(v), ShowFlag);

    public static readonly RecordField<Coupon> Status = new("status", "状態",
        c => c.Status.ToString(), (c, v) => c.Status = ToEnum<RecordStatus>("状態", v) ?? RecordStatus.Active,
        v => (ToEnum<RecordStatus>("状態", v) ?? RecordStatus.Active).Label());

    public static readonly IReadOnlyList<RecordField<Coupon>> All = [Kind, DoseNumber, IssuedOn, IsReissue, Status];

    private static readonly Dictionary<string, RecordField<Coupon>> ByKey = All.ToDictionary(f => f.Key);

    public static RecordField<Coupon> Find(string key) => ByKey[key];
}
