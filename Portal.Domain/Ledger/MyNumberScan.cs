using System.Text.RegularExpressions;

namespace Portal.Domain.Ledger;

/// <summary>Looks for a 個人番号 in free text: whole, or in groups parted by spaces or hyphens as the card prints it (1234 5678 9018).</summary>
internal static partial class MyNumberScan
{
    public static bool Finds(string text)
    {
        var folded = Fold.Nfkc(text);
        var groups = Digits().Matches(folded);
        for (var first = 0; first < groups.Count; first++)
        {
            var joined = "";
            for (var next = first; next < groups.Count && joined.Length < MyNumber.Length && (next == first || Touch(folded, groups[next - 1], groups[next])); next++)
            {
                joined += groups[next].Value;
            }

            if (MyNumber.LooksLike(joined))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Touch(string text, Match before, Match after) =>
        text[(before.Index + before.Length)..after.Index].All(c => char.IsWhiteSpace(c) || Fold.IsHyphen(c));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
