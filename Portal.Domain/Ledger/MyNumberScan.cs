using System.Text.RegularExpressions;

namespace Portal.Domain.Ledger;

/// <summary>Looks for a 個人番号 in free text: whole, or in groups parted by spaces or hyphens as the card prints it (1234 5678 9018).</summary>
public static partial class MyNumberScan
{
    /// <summary>Whether twelve digits stand in the text, whole or in fours, whose check digit agrees. Digits among more digits are another number.</summary>
    public static bool Holds(string? text) =>
        text is not null && text.Length >= MyNumber.Length && text.Count(char.IsDigit) >= MyNumber.Length && Found(Fold.Nfkc(text)).Count > 0;

    /// <summary>Plain words of a field that is kept and shown, in which no such number may stand.</summary>
    /// <exception cref="RuleException">One stands there.</exception>
    public static string Refuse(string label, string words) => Holds(words) ? throw new RuleException($"{label}に個人番号は入力できません。") : words;

    /// <summary>The text with such digits struck out: a name that may be a time of day is kept, the number never is.</summary>
    public static string StrikeOut(string text) => Holds(text)
        ? Found(Fold.Nfkc(text)).Aggregate(Fold.Nfkc(text), (struck, number) => struck.Replace(number, new string('x', number.Length), StringComparison.Ordinal))
        : text;

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

    private static List<string> Found(string folded) => Fours()
        .Matches(string.Concat(folded.Select(c => Fold.IsHyphen(c) ? '-' : c)))
        .Select(match => match.Groups[1])
        .Where(group => MyNumber.LooksLike(group.Value))
        .Select(group => folded.Substring(group.Index, group.Length))
        .ToList();

    private static bool Touch(string text, Match before, Match after) =>
        text[(before.Index + before.Length)..after.Index].All(c => char.IsWhiteSpace(c) || Fold.IsHyphen(c));

    // Looks ahead without moving on, so that a group before the number does not hide it.
    [GeneratedRegex(@"(?<![0-9])(?=([0-9]{4}[\s-]*[0-9]{4}[\s-]*[0-9]{4})(?![0-9]))")]
    private static partial Regex Fours();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
