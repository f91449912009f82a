using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Domain.Ledger;

/// <summary>
/// 検索用住所 — an address reduced to town and numbers joined by hyphens: 北海道小樽市花園四丁目1番2号, 花園4丁目1-2 and 花園4-1-2
/// all begin 花園4-1-2. Kanji numerals become digits only before 丁目・番地・番・号 (三笠 and 一番町 keep theirs). Towns are spelled as
/// <see cref="NameKey"/> spells names, so 松ヶ枝 and 松ケ枝 meet.
/// </summary>
public readonly partial record struct AddressKey
{
    private AddressKey(string value) => Value = value;

    public string Value { get; }

    public static AddressKey Of(string? text)
    {
        var key = WithinCity(text, out _);
        key = KanjiNumeral().Replace(key, match => ToNumber(match.Value).ToString(CultureInfo.InvariantCulture));
        key = Unit().Replace(key, "-");
        return new AddressKey(Hyphens().Replace(key, "-").TrimEnd('-'));
    }

    public override string ToString() => Value;

    internal static string WithinCity(string? text, out bool namedCity)
    {
        var spelled = NameKey.Of(text).Value.Replace("ガ枝", "ケ枝", StringComparison.Ordinal).Replace("住之江", "住ノ江", StringComparison.Ordinal);
        var within = City().Replace(spelled, "");
        namedCity = within.Length < spelled.Length;
        return within;
    }

    private static long ToNumber(string numeral)
    {
        var total = 0L;
        var digits = 0L;
        foreach (var c in numeral)
        {
            if ("十百千".IndexOf(c, StringComparison.Ordinal) is >= 0 and var power)
            {
                total += Math.Max(digits, 1) * (power switch { 0 => 10, 1 => 100, _ => 1000 });
                digits = 0;
            }
            else
            {
                digits = digits * 10 + "〇一二三四五六七八九".IndexOf(c, StringComparison.Ordinal);
            }
        }

        return total + digits;
    }

    [GeneratedRegex("^(?:北海道)?小樽市|^北海道(?=.)")]
    private static partial Regex City();

    // Nine are more than any 番地 has.
    [GeneratedRegex("[〇一二三四五六七八九十百千]{1,9}(?=丁目|番地|番(?!町)|号(?![室棟館]))")]
    private static partial Regex KanjiNumeral();

    [GeneratedRegex("(?<=[0-9])(?:丁目|番地ノ?|番(?!町)ノ?|号(?![室棟館])ノ?)|(?<=[0-9])[ノ之ー](?=[0-9])")]
    private static partial Regex Unit();

    [GeneratedRegex("(?<=[0-9])[-‐‑‒–—―−⁃˗─━]+")]
    private static partial Regex Hyphens();
}
