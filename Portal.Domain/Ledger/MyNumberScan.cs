using System.Text.RegularExpressions;

namespace Portal.Domain.Ledger;

/// <summary>Looks for a 個人番号 in free text: whole, or in groups parted by spaces or hyphens as the card prints it (1234 5678 9018).</summary>
public static partial class MyNumberScan
{
    /// <summary>Whether a text that is kept holds one: as the whole of it, as twelve digits standing alone, or in three groups of four.</summary>
    public static bool Holds(string? text)
    {
        if (text is null || text.Length < MyNumber.Length || text.Count(char.IsDigit) < MyNumber.Length)
        {
            return false;
        }

        var folded = Fold.Nfkc(text);
        return MyNumber.LooksLike(folded) || Alone().Matches(folded).Any(m => MyNumber.LooksLike(m.Groups[1].Value));
    }

    /// <summary>The text with the groups of the first such number written together; null where there is none.</summary>
    public static string? Joined(string text)
    {
        var folded = Fold.Nfkc(text);
        var groups = Digits().Matches(folded);
        for (var first = 0; first < groups.Count; first++)
        {
            var (joined, end) = ("", 0);
            for (var next = first; next < groups.Count && joined.Length < MyNumber.Length && (next == first || Touch(folded, groups[next - 1], groups[next])); next++)
            {
                joined += groups[next].Value;
                end = groups[next].Index + groups[next].Length;
            }

            if (MyNumber.LooksLike(joined))
            {
                return string.Concat(folded.AsSpan(0, groups[first].Index), joined, folded.AsSpan(end));
            }
        }

        return null;
    }

    private static bool Touch(string text, Match before, Match after) =>
        text[(before.Index + before.Length)..after.Index].All(c => char.IsWhiteSpace(c) || Fold.IsHyphen(c));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    // A look ahead, so that a group may begin one number and end another.
    [GeneratedRegex(@"(?<![0-9])(?=([0-9]{12}|[0-9]{4}[\s\p{Pd}−ー][0-9]{4}[\s\p{Pd}−ー][0-9]{4})(?![0-9]))")]
    private static partial Regex Alone();
}
