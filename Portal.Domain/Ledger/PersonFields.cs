using static Portal.Domain.Ledger.FieldText;

namespace Portal.Domain.Ledger;

/// <summary>被接種者の項目</summary>
public static class PersonFields
{
    public static readonly RecordField<LedgerPerson> ResidentNumber = Text("residentNumber", "宛名番号", p => p.ResidentNumber, (p, v) => p.ResidentNumber = v, 15);
    public static readonly RecordField<LedgerPerson> IntegratedNumber = Text("integratedNumber", "統合宛名番号", p => p.IntegratedNumber, (p, v) => p.IntegratedNumber = v, 15);
    public static readonly RecordField<LedgerPerson> Name = Text("name", "氏名", p => p.Name, (p, v) => p.Name = Required("氏名", v), LedgerPerson.NameMaxLength);
    public static readonly RecordField<LedgerPerson> Kana = Text("kana", "カナ氏名", p => p.Kana, (p, v) => p.Kana = Required("カナ氏名", v), LedgerPerson.KanaMaxLength);
    public static readonly RecordField<LedgerPerson> FormerName = Text("formerName", "旧氏", p => p.FormerName, (p, v) => p.FormerName = v, LedgerPerson.NameMaxLength);
    public static readonly RecordField<LedgerPerson> AliasName = Text("aliasName", "通称・別名", p => p.AliasName, (p, v) => p.AliasName = v, LedgerPerson.NameMaxLength);
    public static readonly RecordField<LedgerPerson> RomanName = Text("romanName", "ローマ字氏名", p => p.RomanName, (p, v) => p.RomanName = v, LedgerPerson.NameMaxLength);

    public static readonly RecordField<LedgerPerson> Sex = new("sex", "性別",
        p => p.Sex.ToString(), (p, v) => p.Sex = ToEnum<Sex>("性別", v) ?? Portal.Domain.Ledger.Sex.Unknown,
        v => (ToEnum<Sex>("性別", v) ?? Portal.Domain.Ledger.Sex.Unknown).Label());

    public static readonly RecordField<LedgerPerson> BirthDate = Date("birthDate", "生年月日", p => p.BirthDate, (p, v) => p.BirthDate = v);
    public static readonly RecordField<LedgerPerson> PostalCode = Text("postalCode", "郵便番号", p => p.PostalCode, (p, v) => p.PostalCode = v, LedgerPerson.PostalCodeMaxLength);
    public static readonly RecordField<LedgerPerson> Address = Text("address", "住所", p => p.Address, (p, v) => p.Address = v, LedgerPerson.AddressMaxLength);
    public static readonly RecordField<LedgerPerson> Building = Text("building", "方書", p => p.Building, (p, v) => p.Building = v, LedgerPerson.BuildingMaxLength);
    public static readonly RecordField<LedgerPerson> IsProtected = Flag("isProtected", "支援措置", p => p.IsProtected, (p, v) => p.IsProtected = v);
    public static readonly RecordField<LedgerPerson> NoAutoReply = Flag("noAutoReply", "自動応答不可", p => p.NoAutoReply, (p, v) => p.NoAutoReply = v);

    /// <summary>居住期間 with the 転出・死亡 flags.</summary>
    public static readonly RecordField<LedgerPerson> Residence = new("residence", "居住期間",
        p => p.Residence.Count == 0 ? null : ResidenceSpan.ToText(p.Residence),
        (p, v) => p.SetResidence(ResidenceSpan.FromText(v)),
        v => string.Join("、", ResidenceSpan.FromText(v).Select(s => s.Label())));

    public static readonly RecordField<LedgerPerson> Status = new("status", "状態",
        p => p.Status.ToString(), (p, v) => p.Status = ToEnum<RecordStatus>("状態", v) ?? RecordStatus.Active,
        v => (ToEnum<RecordStatus>("状態", v) ?? RecordStatus.Active).Label());

    public static readonly IReadOnlyList<RecordField<LedgerPerson>> All =
    [
        ResidentNumber, IntegratedNumber, Name, Kana, FormerName, AliasName, RomanName, Sex, BirthDate,
        PostalCode, Address, Building, IsProtected, NoAutoReply, Residence, Status,
    ];

    private static readonly Dictionary<string, RecordField<LedgerPerson>> ByKey = All.ToDictionary(f => f.Key);

    public static RecordField<LedgerPerson> Find(string key) => ByKey[key];

    private static RecordField<LedgerPerson> Text(string key, string label, Func<LedgerPerson, string?> get, Action<LedgerPerson, string?> set, int length) =>
        new(key, label, get, (p, v) => set(p, Limited(label, v, length)), ShowPlain);

    private static RecordField<LedgerPerson> Date(string key, string label, Func<LedgerPerson, DateOnly?> get, Action<LedgerPerson, DateOnly?> set) =>
        new(key, label, p => Day(get(p)), (p, v) => set(p, ToDay(label, v)), ShowDay);

    private static RecordField<LedgerPerson> Flag(string key, string label, Func<LedgerPerson, bool> get, Action<LedgerPerson, bool> set) =>
        new(key, label, p => FieldText.Flag(get(p)), (p, v) => set(p, ToFlag(v)), ShowFlag);
}
