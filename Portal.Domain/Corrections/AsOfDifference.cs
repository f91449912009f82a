using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>One item that is not the same at two moments.</summary>
/// <param name="Record">被接種者, 接種記録 2回目 …</param>
/// <param name="Label">The item; 記録 where the whole record came or went.</param>
/// <param name="Earlier">As staff read it.</param>
/// <param name="Later">As staff read it.</param>
public sealed record AsOfDifference(string Record, string Label, string Earlier, string Later)
{
    private const string None = "（なし）";
    private const string Empty = "（空）";

    /// <param name="earlier">One person's records at the earlier moment.</param>
    /// <param name="later">The same person's at the later one.</param>
    /// <param name="hidesAddress">支援措置: an address shows that it differs, not what it was.</param>
    public static IReadOnlyList<AsOfDifference> Between(AsOfRecords earlier, AsOfRecords later, bool hidesAddress) =>
    [
        .. Items("被接種者", [.. PersonFields.All, LinkFields.MergedInto], earlier.Person, later.Person, key => hidesAddress && ProtectedAddress.Covers(RecordKind.Person, key)),
        .. Records(earlier.Doses, later.Doses, d => d.DoseId, d => $"接種記録 {d.DoseNumber}回目", d => d.CreatedAt <= earlier.At, DoseFields.All),
        .. Records(earlier.Coupons, later.Coupons, c => c.CouponId, c => $"接種券 {c.CouponNumber} {c.DoseNumber}回目", c => c.CreatedAt <= earlier.At, CouponFields.All),
    ];

    private static IEnumerable<AsOfDifference> Records<T>(
        IReadOnlyList<T> earlier, IReadOnlyList<T> later, Func<T, Guid> id, Func<T, string> name, Func<T, bool> wasKnown, IReadOnlyList<RecordField<T>> fields) where T : class
    {
        var then = earlier.ToDictionary(id);
        foreach (var left in earlier.ExceptBy(later.Select(id), id))
        {
            yield return new(name(left), "記録", "この人の記録", "別の個人票に移りました");
        }

        foreach (var record in later)
        {
            if (!then.TryGetValue(id(record), out var was))
            {
                yield return new(name(record), "記録", None, wasKnown(record) ? "別の個人票から移りました" : "台帳に入りました");
                continue;
            }

            foreach (var item in Items(name(record), fields, was, record, _ => false))
            {
                yield return item;
            }
        }
    }

    private static IEnumerable<AsOfDifference> Items<T>(string record, IEnumerable<RecordField<T>> fields, T? earlier, T? later, Func<string, bool> isHidden) where T : class
    {
        if (earlier is null || later is null)
        {
            return earlier is null && later is not null ? [new(record, "記録", None, "台帳に入りました")] : [];
        }

        return fields.Where(f => f.Get(earlier) != f.Get(later)).Select(f => isHidden(f.Key)
            ? new AsOfDifference(record, f.Label, ProtectedAddress.Words, ProtectedAddress.Words)
            : new AsOfDifference(record, f.Label, Words(f, earlier), Words(f, later)));
    }

    private static string Words<T>(RecordField<T> field, T record) => field.Show(field.Get(record)) is { Length: > 0 } words ? words : Empty;
}

/// <summary>One person's records at one moment.</summary>
/// <param name="Person">Null when the ledger did not know them yet.</param>
/// <param name="Doses">Cancelled ones too.</param>
/// <param name="Coupons">Cancelled ones too.</param>
/// <param name="At">UTC.</param>
public sealed record AsOfRecords(LedgerPerson? Person, IReadOnlyList<Dose> Doses, IReadOnlyList<Coupon> Coupons, DateTime At);
