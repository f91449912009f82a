namespace Portal.Domain.Ledger;

/// <summary>
/// つながり — whose a dose or a coupon is, and whom a person was merged into. Items like any other to revisions and to the past; no form,
/// restore or comparison offers them: only 統合 and its 取消し move them.
/// </summary>
public static class LinkFields
{
    public static readonly RecordField<LedgerPerson> MergedInto = new("mergedInto", "統合先",
        p => Text(p.MergedIntoId), (p, v) => p.MergedIntoId = ToId(v), v => v is null ? "" : "別の個人票");

    public static readonly RecordField<Dose> DosePerson = new("person", "記録の持ち主",
        d => Text(d.LedgerPersonId), (d, v) => d.LedgerPersonId = ToId(v) ?? d.LedgerPersonId, _ => "個人票");

    public static readonly RecordField<Coupon> CouponPerson = new("person", "記録の持ち主",
        c => Text(c.LedgerPersonId), (c, v) => c.LedgerPersonId = ToId(v) ?? c.LedgerPersonId, _ => "個人票");

    private static readonly string[] Keys = [MergedInto.Key, DosePerson.Key, CouponPerson.Key];

    public static bool Has(string key) => Keys.Contains(key);

    /// <summary>Canonical text of the id of a person.</summary>
    public static string? Text(Guid? id) => id?.ToString("D");

    public static Guid? ToId(string? text) => text is null ? null : Guid.ParseExact(text, "D");
}
