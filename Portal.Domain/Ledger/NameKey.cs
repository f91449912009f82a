using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>
/// 検索用氏名 — a name as written, reduced to what every way of writing it shares: 異体字 as one character
/// (<c>Data/name-variants.txt</c>), no variation selectors, no spaces, hiragana as katakana, 々 as the character it repeats,
/// Latin letters in capitals. 髙﨑 and 高崎, 佐々木 and 佐佐木 are one key. The name itself is kept elsewhere as it is written.
/// </summary>
public readonly record struct NameKey
{
    private NameKey(string value) => Value = value;

    public string Value { get; }

    public static NameKey Of(string? text)
    {
        var key = new StringBuilder();
        Rune? last = null;
        foreach (var rune in Fold.Nfkc(text).EnumerateRunes())
        {
            if (IsDropped(rune))
            {
                continue;
            }

            var folded = Kana.ToUpper(NameVariants.Representative(Kana.ToKatakana(rune)));
            folded = folded.Value == '々' ? last ?? folded : folded;
            key.Append(folded);
            last = folded;
        }

        return new NameKey(Fold.Joined(key.ToString()));
    }

    public override string ToString() => Value;

    private static bool IsDropped(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is '・' or ',' or '*' || IsVariationSelector(rune);

    private static bool IsVariationSelector(Rune rune) =>
        rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
