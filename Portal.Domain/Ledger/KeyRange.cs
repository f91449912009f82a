namespace Portal.Domain.Ledger;

/// <summary>A stretch of search keys, <see cref="From"/> included and <see cref="To"/> not, in the order both engines keep.</summary>
public readonly record struct KeyRange(string From, string To)
{
    /// <summary>All keys that begin with <paramref name="key"/>.</summary>
    public static KeyRange Prefix(string key) => new(key, PrefixRange.NextPrefix(key));

    public bool Contains(string key) => string.CompareOrdinal(From, key) <= 0 && string.CompareOrdinal(key, To) < 0;
}
