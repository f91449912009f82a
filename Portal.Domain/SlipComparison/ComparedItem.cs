using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.SlipComparison;

/// <summary>読み合わせる項目 — what a slip and the screen are compared by, in the order of the screen. Addresses are not among them.</summary>
public enum ComparedItem
{
    Name = 1,
    BirthDate,
    CouponNumber,
    VaccinatedOn,
    DoseNumber,
    Product,
    LotNumber,
    Amount,
    Institution,
}

/// <summary>An item of a record behind a <see cref="ComparedItem"/>: a name has two, its kanji and its kana.</summary>
public readonly record struct ComparedPart(RecordKind Kind, string Key);

public static class ComparedItems
{
    public static IReadOnlyList<ComparedItem> All { get; } = Enum.GetValues<ComparedItem>();

    /// <summary>Every part of every item: what of a record is shown, and nothing else of it.</summary>
    public static IReadOnlyList<ComparedPart> AllParts { get; } = [.. All.SelectMany(Parts)];

    /// <summary>The key that says the item differs.</summary>
    public static int Digit(this ComparedItem item) => (int)item;

    public static string Label(this ComparedItem item) => item switch
    {
        ComparedItem.Name => "氏名・カナ",
        ComparedItem.BirthDate => "生年月日",
        ComparedItem.CouponNumber => "券番号",
        ComparedItem.VaccinatedOn => "接種日",
        ComparedItem.DoseNumber => "接種回数",
        ComparedItem.Product => "メーカー・製品",
        ComparedItem.LotNumber => "ロット番号",
        ComparedItem.Amount => "接種量",
        ComparedItem.Institution => "医療機関",
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    public static IReadOnlyList<ComparedPart> Parts(this ComparedItem item) => item switch
    {
        ComparedItem.Name => [Of(PersonFields.Name), Of(PersonFields.Kana)],
        ComparedItem.BirthDate => [Of(PersonFields.BirthDate)],
        ComparedItem.CouponNumber => [Of(DoseFields.CouponNumber)],
        ComparedItem.VaccinatedOn => [Of(DoseFields.VaccinatedOn)],
        ComparedItem.DoseNumber => [Of(DoseFields.DoseNumber)],
        ComparedItem.Product => [Of(DoseFields.ProductCode), Of(DoseFields.Maker)],
        ComparedItem.LotNumber => [Of(DoseFields.LotNumber)],
        ComparedItem.Amount => [Of(DoseFields.AmountMl)],
        ComparedItem.Institution => [Of(DoseFields.InstitutionName)],
        _ => throw new ArgumentOutOfRangeException(nameof(item)),
    };

    public static string Labels(IEnumerable<ComparedItem> items) => string.Join("、", items.Select(Label));

    private static ComparedPart Of(RecordField<LedgerPerson> field) => new(RecordKind.Person, field.Key);

    private static ComparedPart Of(RecordField<Dose> field) => new(RecordKind.Dose, field.Key);
}
