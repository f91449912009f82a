using System.Buffers;

namespace Portal.Domain.Exchange;

/// <summary>Writes values as one comma-separated line, for files people open in a spreadsheet.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>A line without its end. A value a spreadsheet would take for a formula gets an apostrophe in front (security: formula injection).</summary>
    public static string Line(params IEnumerable<string?> values) => string.Join(',', values.Select(value => Quoted(Inert(value ?? ""))));

    /// <summary>A line without its end, the values exactly as given.</summary>
    public static string Verbatim(params IEnumerable<string?> values) => string.Join(',', values.Select(value => Quoted(value ?? "")));

    private static string Inert(string value) => value is [var first, ..] && IsFormulaStart(first) ? "'" + value : value;

    // Spreadsheets fold full-width signs and skip leading control characters before they decide.
    private static bool IsFormulaStart(char first) =>
        first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || char.IsControl(first);

    private static string Quoted(string value) => value.AsSpan().ContainsAny(NeedQuotes) || value.StartsWith(' ')
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
