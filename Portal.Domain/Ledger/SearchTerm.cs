namespace Portal.Domain.Ledger;

/// <summary>検索語 — one or more words that belong together, with everything they can mean.</summary>
/// <param name="Text">As typed.</param>
/// <param name="Readings">At least one.</param>
public sealed record SearchTerm(string Text, IReadOnlyList<SearchReading> Readings)
{
    /// <summary>券番号として検索 または 宛名番号・統合宛名番号として検索.</summary>
    public string Description => string.Join(" または ", Readings.Select(reading => reading.Description));

    public override string ToString() => string.Join('|', Readings);
}
