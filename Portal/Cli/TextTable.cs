using System.Text;

namespace Portal.Cli;

/// <summary>A table for a terminal, where a full-width character takes two columns.</summary>
internal static class TextTable
{
    public static async Task WriteAsync(TextWriter output, string[] heading, IEnumerable<string[]> rows)
    {
        string[][] lines = [heading, .. rows.Select(row => row.Select(Plain).ToArray())];
        var widths = heading.Select((_, column) => lines.Max(line => Width(line[column]))).ToArray();
        foreach (var line in lines)
        {
            await output.WriteLineAsync(string.Join("  ", line.Select((text, column) => text + new string(' ', widths[column] - Width(text)))).TrimEnd());
        }
    }

    /// <summary>What stands in the ledger must not steer the terminal.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune switch
    {
        { Value: < 0x1100 } => 1,
        { Value: >= 0xFF61 and <= 0xFFDC } => 1,
        _ when Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format => 0,
        _ => 2,
    });
}
