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

    /// <summary>One value as <see cref="Line"/> writes it.</summary>
    public static string Cell(string value) => Quoted(Inert(value));

    /// <summary>
    /// One value of a file that is imported again: where a spreadsheet would take it for a formula, a full-width space goes in front.
    /// Readers of columns filled with spaces, the import among them, take it away, so that the value comes back as it was.
    /// </summary>
    public static string Filled(string value) => Quoted(value is [var first, ..] && IsFormulaStart(first) ? Fill + value : value);

    private const string Fill = "　";

    private static string Inert(string value) => value is [var first, ..] && IsFormulaStart(first) ? "'" + value : value;

    // Spreadsheets fold full-width signs and skip leading control characters before they decide.
    private static bool IsFormulaStart(char first) =>
        first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' || char.IsControl(first);

    private static string Quoted(string value) => value.AsSpan().ContainsAny(NeedQuotes) || value.StartsWith(' ')
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
