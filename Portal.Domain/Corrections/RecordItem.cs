using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>One item of a kind of record, without a record: its key, its name on screens, and how its canonical text is read.</summary>
public sealed record RecordItem(string Key, string Label, Func<string?, string> Show);

/// <summary>The items of people and doses side by side, for screens and rules that work on both.</summary>
public static class RecordItems
{
    /// <summary>状態: cancelling and bringing back change it; a correction never does.</summary>
    public const string Status = "status";

    /// <summary>居住期間: the 転出・死亡・転入 flags change it; a correction never does.</summary>
    public const string Residence = "residence";

    private static readonly IReadOnlyList<RecordItem> Person = [.. PersonFields.All.Select(Plain)];
    private static readonly IReadOnlyList<RecordItem> Dose = [.. DoseFields.All.Select(Plain)];

    /// <exception cref="ArgumentOutOfRangeException">Coupons are not corrected by hand.</exception>
    public static IReadOnlyList<RecordItem> Of(RecordKind kind) => kind switch
    {
        RecordKind.Person => Person,
        RecordKind.Dose => Dose,
        RecordKind.Coupon => throw new ArgumentOutOfRangeException(nameof(kind)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static RecordItem Find(RecordKind kind, string key) => Of(kind).Single(item => item.Key == key);

    /// <summary>The items a correction form offers.</summary>
    public static IEnumerable<RecordItem> Correctable(RecordKind kind) => Of(kind).Where(item => item.Key is not (Status or Residence));

    private static RecordItem Plain<T>(RecordField<T> field) => new(field.Key, field.Label, field.Show);
}
