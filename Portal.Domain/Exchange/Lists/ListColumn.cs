namespace Portal.Domain.Exchange.Lists;

/// <summary>What stands in the cells of a column.</summary>
public enum ListCellKind
{
    Text,

    /// <summary>A date.</summary>
    Day,

    /// <summary>A month, kept as its first day.</summary>
    Month,

    /// <summary>A moment, kept in UTC, shown in Japan's time.</summary>
    Moment,

    Whole,
    Amount,

    /// <summary>○ or nothing.</summary>
    Flag,

    /// <summary>Full years at the vaccination, by the law's count.</summary>
    Age,
}

/// <summary>One column of a list.</summary>
/// <param name="Key">The item as queries and kept settings name it; never changes.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Width">In characters.</param>
/// <param name="Kind">What stands in its cells.</param>
public sealed record ListColumn(string Key, string Title, double Width, ListCellKind Kind = ListCellKind.Text)
{
    /// <summary>Chosen until somebody chooses.</summary>
    public bool IsUsual { get; init; }

    /// <summary>Says where somebody lives: never written of a person under 支援措置.</summary>
    public bool IsAddress { get; init; }

    /// <summary>Says where somebody may be found, by where they were vaccinated or by whom: of a person under 支援措置 only for who may see their address.</summary>
    public bool IsWhereabouts { get; init; }

    /// <summary>Whether it is left out of the row of a person under 支援措置.</summary>
    public bool IsWithheld(bool showsProtected) => IsAddress || IsFreeText || (IsWhereabouts && !showsProtected);

    /// <summary>Free words in which an address, or digits like a My Number, may stand.</summary>
    public bool IsFreeText { get; init; }

    /// <summary>The stored text as staff read it.</summary>
    public Func<string, string>? Words { get; init; }
}
