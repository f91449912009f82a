using System.Collections.Concurrent;
using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>What the rules know beside one person's own records: the day, the institutions of the ledger, and whose coupon is whose.</summary>
/// <param name="today">In Japan.</param>
/// <param name="institutions">The master. An empty one says nothing of any institution.</param>
/// <param name="onOthersCoupons">Doses whose coupon was issued to somebody else and not to their own person.</param>
/// <param name="refused">Doses a partner did not take, with who and why in words; null for none.</param>
public sealed class CheckGround(DateOnly today, KnownInstitutions institutions, IReadOnlySet<Guid> onOthersCoupons, IReadOnlyDictionary<Guid, string>? refused = null)
{
    public KnownInstitutions Institutions { get; } = institutions;

    public bool IsFuture(DateOnly day) => today < day;

    public bool IsOnOthersCoupon(Dose dose) => onOthersCoupons.Contains(dose.DoseId);

    /// <summary>中間サーバーの副本が受け付けていません（E101 …）</summary>
    public string? RefusalOf(Dose dose) => refused is { Count: > 0 } ? refused.GetValueOrDefault(dose.DoseId) : null;
}

/// <summary>医療機関の台帳 as the rules ask it.</summary>
public sealed class KnownInstitutions
{
    private readonly HashSet<string> _codes;
    private readonly HashSet<string> _nameKeys;

    /// <summary>Names as the clerks write them, folded once each: a ledger holds few.</summary>
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    /// <param name="institutions">Code and <see cref="Institution.NameKey"/> of each.</param>
    public KnownInstitutions(IReadOnlyCollection<(string? Code, string NameKey)> institutions)
    {
        _codes = [.. institutions.Select(i => i.Code).OfType<string>()];
        _nameKeys = [.. institutions.Select(i => i.NameKey)];
    }

    public bool IsEmpty => _nameKeys.Count == 0;

    public bool HasCode(string code) => _codes.Contains(code);

    public bool HasName(string name) => _asked.GetOrAdd(name, static (name, keys) => keys.Contains(SearchKeys.Name(name, Institution.NameMaxLength).Whole), _nameKeys);
}
