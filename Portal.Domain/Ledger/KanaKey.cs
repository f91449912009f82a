using System.Globalization;
using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>
/// 検索用カナ — a reading reduced to what every way of typing it shares: katakana without 濁点・半濁点, small kana large,
/// no 長音, no spaces, hyphens or middle dots, ヲ as オ, Latin letters in capitals without accents. ガッツ and かつつ are one key.
/// Stored beside the name and searched by <see cref="PrefixRange"/>, so both engines answer alike.
/// </summary>
public readonly record struct KanaKey
{
    private const int StackMost = 256;
    private const char Dropped = '\0';
    private const char Leans = '\uFFFF';

    /// <summary>What each character up to the last kana becomes alone; those behind it stay as they are.</summary>
    private static readonly char[] Singles = [.. Enumerable.Range(0, 'ヿ' + 1).Select(c => Single((char)c))];

    private KanaKey(string value) => Value = value;

    public string Value { get; }

    public static KanaKey Of(string? text) => new(text is not null && Fold.IsFolded(text) && Plain(text) is { } plain ? plain : Fully(text));

    /// <summary>Character by character, where each stands for itself; null where one of them leans on its neighbours.</summary>
    private static string? Plain(string text)
    {
        Span<char> key = stackalloc char[StackMost];
        if (text.Length > StackMost)
        {
            return null;
        }

        var length = 0;
        foreach (var c in text)
        {
            var one = c < Singles.Length ? Singles[c] : c;
            if (one == Leans)
            {
                return null;
            }

            key[length] = one;
            length += one == Dropped ? 0 : 1;
        }

        return new string(key[..length]);
    }

    private static string Fully(string? text)
    {
        var key = new StringBuilder();
        Rune? last = null;
        foreach (var rune in Fold.Nfkd(text).EnumerateRunes())
        {
            if (IsDropped(rune))
            {
                continue;
            }

            var folded = Kana.ToUpper(Kana.ToPlain(Kana.ToKatakana(rune)));
            // みすゞ is read みすず.
            folded = folded.Value == 'ヽ' ? last ?? folded : folded;
            key.Append(folded);
            last = folded;
        }

        return key.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Whether a term is a reading: kana in any width and form, and nothing else but 長音, 中点, spaces and hyphens.</summary>
    public static bool IsKana(string? text)
    {
        var runes = Fold.Nfkc(text).EnumerateRunes().ToArray();
        return runes.Any(Kana.IsLetter) && runes.All(rune => Kana.IsLetter(rune) || Kana.IsCompanion(rune));
    }

    public override string ToString() => Value;

    private static char Single(char c) => c is 'ヽ' or 'ヾ' || !Fold.IsFolded(c.ToString()) ? Leans
        : Fully(c.ToString()) switch { "" => Dropped, [var one] => one, _ => Leans };

    private static bool IsDropped(Rune rune) => Rune.IsWhiteSpace(rune)
        || rune.Value is '・' or ',' or '.' or '*' or '\'' or '’' or '‘' or '`'
        || (rune.IsBmp && Fold.IsHyphen((char)rune.Value))
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
}
