using System.Globalization;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.OperationLog;

/// <summary>
/// Text as the log keeps it: one line, whatever was typed. Line ends, terminal commands and marks that turn the reading direction become
/// spaces (a row printed or sent on must not look like two), and a possible My Number is struck out.
/// </summary>
public static class LogText
{
    public static string OneLine(string text, int maxLength) => Cut(MyNumberScan.StrikeOut(Plain(text)), maxLength);

    public static string? OneLineOrNull(string? text, int maxLength) => text is null ? null : OneLine(text, maxLength);

    private static string Plain(string text)
    {
        if (!text.EnumerateRunes().Any(Breaks))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(Breaks(rune) ? new Rune(' ') : rune);
        }

        return plain.ToString();
    }

    private static bool Breaks(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format
        || rune == Rune.ReplacementChar;

    private static string Cut(string text, int length) => text.Length <= length
        ? text
        // Never in the middle of a surrogate pair: half a character cannot be stored and read back the same.
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");
}
