using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>One thing wrong with one line, in words that say how to put it right.</summary>
/// <param name="LineNumber">From 1, as an editor shows it.</param>
/// <param name="Column">Name of the column, or empty for the line as a whole.</param>
/// <param name="Value">What stood there, shortened; never a number that could be a 個人番号.</param>
/// <param name="Reason">Why it was refused and what to do.</param>
public sealed record LineFault(int LineNumber, string Column, string? Value, string Reason)
{
    private const int ValueMaxLength = 40;

    public static LineFault At(int lineNumber, string column, string? value, string reason) =>
        new(lineNumber, column, Shown(value), reason);

    /// <summary>A value as a report may show it.</summary>
    public static string? Shown(string? value) => value switch
    {
        null => null,
        _ when MyNumberScan.Holds(value) => "(個人番号とみられるため表示しません)",
        { Length: > ValueMaxLength } => value[..ValueMaxLength] + "…",
        _ => value,
    };
}
