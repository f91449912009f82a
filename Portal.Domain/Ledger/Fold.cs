using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>
/// Brings text as it was typed, scanned or imported to one width and one spelling. For comparing and parsing only:
/// NFKC changes characters (神 U+FA19 becomes 神 U+795E), so what is shown and printed keeps the original.
/// Never throws, whatever the text: broken surrogates and noncharacters become U+FFFD, invisible control characters go.
/// </summary>
public static class Fold
{
    // What clerks, scanners and word processors put where a hyphen was meant; full-width forms are folded before.
    private const string Hyphens = "-‐‑‒–—―−ー⁃˗─━";

    private static readonly SearchValues<char> Folded = SearchValues.Create(
        [.. Span(' ', '~'), .. Span('ぁ', 'ゖ'), .. Span('ァ', 'ヾ'), .. Span('々', '〇'), .. Span('一', '\u9FFF')]);

    /// <summary>NFKC of the text: full width to half, half-width kana to full, combining marks joined.</summary>
    public static string Nfkc(string? text) => IsFolded(text) ? text : Clean(text).Normalize(NormalizationForm.FormKC);

    /// <summary>NFKD of the text: as <see cref="Nfkc"/>, but 濁点 and accents stand alone so that they can be dropped.</summary>
    internal static string Nfkd(string? text) => Clean(text).Normalize(NormalizationForm.FormKD);

    /// <summary>A number typed or scanned: one width, without spaces and hyphens. Other characters stay, for the caller to refuse.</summary>
    public static string Digits(string? text) => Keep(text, c => !char.IsWhiteSpace(c) && !IsHyphen(c));

    /// <summary>A code or name without any white space, in one width.</summary>
    public static string Compact(string? text) => Keep(text, c => !char.IsWhiteSpace(c));

    /// <summary>Words: one width, trimmed, every run of white space a single space.</summary>
    public static string Plain(string? text) =>
        string.Join(' ', Nfkc(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>NFKC once more, because what stood on both sides of a dropped character may join.</summary>
    internal static string Joined(string folded) => IsFolded(folded) ? folded : folded.Normalize(NormalizationForm.FormKC);

    internal static bool IsHyphen(char c) => Hyphens.Contains(c, StringComparison.Ordinal);

    internal static bool IsDigits(string text, int length) =>
        text.Length == length && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static string Keep(string? text, Func<char, bool> isKept)
    {
        var folded = Nfkc(text);
        foreach (var c in folded)
        {
            if (!isKept(c))
            {
                return Joined(string.Concat(folded.Where(isKept)));
            }
        }

        return folded;
    }

    /// <summary>Printable ASCII, full-width kana and everyday characters fold to themselves; asking the Unicode tables costs fifty times as much.</summary>
    internal static bool IsFolded([NotNullWhen(true)] string? text) => text is not null && !text.AsSpan().ContainsAnyExcept(Folded);

    private static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text) || Ascii.IsValid(text) && !text.Any(char.IsControl))
        {
            return text ?? "";
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                clean.Append(IsUnusable(rune) ? Rune.ReplacementChar : rune);
            }
        }

        return clean.ToString();
    }

    private static IEnumerable<char> Span(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => !Rune.IsWhiteSpace(rune),
        UnicodeCategory.Format => true,
        _ => false,
    };

    // Noncharacters: string.Normalize throws on U+FFFE, and the last code point of a block has no successor to end a
    // prefix range with (see PrefixRange); U+D7FF is unassigned and stands at such an end too.
    private static bool IsUnusable(Rune rune) =>
        (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is (>= 0xFDD0 and <= 0xFDEF) or 0xD7FF;
}
