namespace Portal.Domain.Ledger;

/// <summary>Finds in a text as it is stored the part that a folded key matched, so that it can be marked on the screen.</summary>
public static class MatchedPart
{
    /// <summary>The shortest stretch from <paramref name="start"/> whose key begins with <paramref name="key"/>; null when none does.</summary>
    /// <param name="text">As stored: ﾊﾏﾀﾞ ﾀﾛｳ.</param>
    /// <param name="start">Where to begin: 0, or where the given name begins.</param>
    /// <param name="key">What was looked for, folded by <paramref name="keyOf"/>.</param>
    /// <param name="keyOf">The folding of both.</param>
    public static Range? Of(string text, int start, string key, Func<string, string> keyOf)
    {
        var end = start;
        while (end < text.Length)
        {
            end = Next(text, end);
            if (keyOf(text[start..end]).StartsWith(key, StringComparison.Ordinal))
            {
                return start..IncludeMarks(text, start, end, keyOf);
            }
        }

        return null;
    }

    /// <summary>A 濁点, 長音 or variation selector after the last character belongs to it.</summary>
    private static int IncludeMarks(string text, int start, int end, Func<string, string> keyOf)
    {
        var key = keyOf(text[start..end]);
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && keyOf(text[start..Next(text, end)]) == key)
        {
            end = Next(text, end);
        }

        return end;
    }

    private static int Next(string text, int at) => at + (char.IsSurrogatePair(text, at) ? 2 : 1);
}
