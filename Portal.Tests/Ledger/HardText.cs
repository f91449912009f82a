using System.Text;
using CsCheck;

namespace Portal.Tests.Ledger;

/// <summary>Names no form should choke on: lone surrogates, IVS, 外字 (private use), combining marks, controls, any code unit.</summary>
internal static class HardText
{
    private static readonly string[] Pieces =
    [
        "\uD842", "\uDFB7", "𠮷", "葛\U000E0100", "辻\uFE00", "\uE000", "\uF8FF", "\U000F0000", "か\u3099", "ハ\u309A", "ﾊﾟ", "ｶﾞ", "ゔ", "ヷ", "゛",
        "\u0301", "é", "\u0345", "ß", "ǆ", "ﬀ", "\uFDFA", "\u200B", "\u200D", "\u202E", "\uFEFF", "\0", "\u001B", "\uFFFE", "\uFFFF", "\uD7FF",
        "\uFDD0", "\U0010FFFF", "々", "ゝ", "ゞ", "ー", "‐", "　", "\u00A0", "\r\n", "\t", "髙", "﨑", "\uFA19", "㍻", "㈱", "①", "Ⅲ", "한", "\u1100\u1161",
        "'; DROP", "<b>", "=1+1", "一", "十", "丁目", "12", "S25", ".", "-",
    ];

    private static readonly Gen<string> AnyUnit = Gen.Int[0, 0xFFFF].Select(unit => ((char)unit).ToString());

    private static readonly Gen<string> AnyRune = Gen.Int[0, 0x10F7FF]
        .Select(n => new Rune(n < 0xD800 ? n : n + 0x800).ToString());

    public static Gen<string> Any { get; } = Gen.OneOf(Gen.OneOf(Pieces), AnyUnit, AnyRune).Array[0, 12].Select(string.Concat);
}
