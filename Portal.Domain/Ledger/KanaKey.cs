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
    private KanaKey(string value) => Value = value;

    public string Value { get; }

    public static KanaKey Of(string? text)
    {
        var key = new StringBuilder();
        Rune? last = null;
        foreach (var rune in Fold.Nfkd(text).EnumerateRunes())
        {
            if (IsDropped(rune))
            {
                continue;
            }

            var folded = Rune.ToUpperInvariant(Kana.ToPlain(Kana.ToKatakana(rune)));
            // みすゞ is read みすず.
            folded = folded.Value == 'ヽ' ? last ?? folded : folded;
            key.Append(folded);
            last = folded;
        }

        return new KanaKey(key.ToString().Normalize(NormalizationForm.FormC));
    }

    /// <summary>Whether a term is a reading: kana in any width and form, and nothing else but 長音, 中点, spaces and hyphens.</summary>
    public static bool IsKana(string? text)
    {
        var runes = Fold.Nfkc(text).EnumerateRunes().ToArray();
        return runes.Any(Kana.IsLetter) && runes.All(rune => Kana.IsLetter(rune) || Kana.IsCompanion(rune));
    }

    public override string ToString() => Value;

    private static bool IsDropped(Rune rune) => Rune.IsWhiteSpace(rune)
        || rune.Value is '・' or ',' or '.' or '*' or '\'' or '’' or '‘' or '`'
        || (rune.IsBmp && Fold.IsHyphen((char)rune.Value))
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
}
