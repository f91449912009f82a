using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections.Merging;

/// <summary>The items of a merge as staff read them.</summary>
internal static class MergeWords
{
    public static string Label(RecordKind kind, string field) => (kind, field) switch
    {
        (RecordKind.Person, _) when field == LinkFields.MergedInto.Key => "統合先",
        _ when LinkFields.Has(field) => "だれの記録",
        (RecordKind.Person, _) => PersonFields.Find(field).Label,
        (RecordKind.Dose, _) => DoseFields.Find(field).Label,
        _ => CouponFields.Find(field).Label,
    };

    /// <param name="kind">Of the record.</param>
    /// <param name="field">Of the item.</param>
    /// <param name="text">Canonical.</param>
    /// <param name="hidesAddress">支援措置.</param>
    /// <param name="nameOf">The name of a person.</param>
    public static string Show(RecordKind kind, string field, string? text, bool hidesAddress, Func<Guid, string> nameOf)
    {
        if (hidesAddress && ProtectedAddress.Covers(kind, field))
        {
            return ProtectedAddress.Words;
        }

        var words = LinkFields.Has(field) ? (LinkFields.ToId(text) is { } id ? nameOf(id) : "")
            : kind switch
            {
                RecordKind.Person => PersonFields.Find(field).Show(text),
                RecordKind.Dose => DoseFields.Find(field).Show(text),
                _ => CouponFields.Find(field).Show(text),
            };
        return words.Length > 0 ? words : "（なし）";
    }
}
