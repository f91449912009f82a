using System.Collections.Frozen;
using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>Foldings of single kana. 清音化 follows what municipal systems do when they store 検索用カナ.</summary>
internal static class Kana
{
    private const string Variants = "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿヲヰヱ";
    private const string Plain = "アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロオイエ";

    private static readonly FrozenDictionary<int, char> PlainOf = Variants
        .Zip(Plain)
        .ToFrozenDictionary(pair => (int)pair.First, pair => pair.Second);

    public static Rune ToKatakana(Rune rune) =>
        rune.Value is (>= 'ぁ' and <= 'ゖ') or 'ゝ' or 'ゞ' ? new Rune(rune.Value + 0x60) : rune;

    /// <summary>ャ to ヤ, ッ to ツ, ヲ to オ, ヰ to イ, ヱ to エ.</summary>
    public static Rune ToPlain(Rune katakana) =>
        PlainOf.TryGetValue(katakana.Value, out var plain) ? new Rune(plain) : katakana;

    /// <summary>Kana and the everyday characters have no capitals; the tables of the platform need not be asked.</summary>
    public static Rune ToUpper(Rune rune) => rune.Value is >= 'ぁ' and <= '\u9FFF' ? rune : Rune.ToUpperInvariant(rune);

    public static bool IsLetter(Rune rune) =>
        rune.Value is (>= 'ぁ' and <= 'ゖ') or (>= 'ァ' and <= 'ヺ') or (>= 'ㇰ' and <= 'ㇿ');

    /// <summary>What may stand between kana without making them anything else: 濁点, 長音, 中点, くり返し, spaces and hyphens.</summary>
    public static bool IsCompanion(Rune rune) => Rune.IsWhiteSpace(rune)
        || rune.Value is '\u3099' or '\u309A' or '・' or 'ゝ' or 'ゞ' or 'ヽ' or 'ヾ'
        || (rune.IsBmp && Fold.IsHyphen((char)rune.Value));
}
