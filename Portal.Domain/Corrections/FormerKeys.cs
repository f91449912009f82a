using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>旧値の検索キー — values a record no longer has, folded as the ledger folds the present ones, so that a search of the past finds them.</summary>
public static class FormerKeys
{
    public const int MaxLength = LedgerPerson.AddressMaxLength;

    /// <summary>Items a search reads.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        PersonFields.ResidentNumber.Key, PersonFields.IntegratedNumber.Key, PersonFields.Name.Key, PersonFields.Kana.Key, PersonFields.FormerName.Key,
        PersonFields.AliasName.Key, PersonFields.BirthDate.Key, PersonFields.Address.Key, DoseFields.CouponNumber.Key,
    ];

    /// <summary>Nulls for an item nobody searches by, and for an empty one.</summary>
    public static (string? Whole, string? Given) Of(string field, string? value)
    {
        if (value is null)
        {
            return (null, null);
        }

        if (field == PersonFields.Name.Key)
        {
            return SearchKeys.Name(value);
        }

        if (field == PersonFields.Kana.Key)
        {
            return SearchKeys.Kana(value);
        }

        return (Whole(field, value), null);
    }

    private static string? Whole(string field, string value) =>
        field == PersonFields.ResidentNumber.Key || field == PersonFields.IntegratedNumber.Key ? SearchKeys.Number(value)
        : field == PersonFields.FormerName.Key || field == PersonFields.AliasName.Key ? SearchKeys.Name(value).Whole
        : field == PersonFields.Address.Key ? SearchKeys.Address(value)
        : field == PersonFields.BirthDate.Key || field == DoseFields.CouponNumber.Key ? value[..Math.Min(value.Length, MaxLength)]
        : null;
}
