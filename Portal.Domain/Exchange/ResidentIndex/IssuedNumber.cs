using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>
/// 付番した番号 — a 宛名番号 or 統合宛名番号 this portal gave out: a serial number (通番) and a check digit behind it, ISO/IEC 7064 MOD 11,10.
/// It never begins with a zero and never has the twelve digits of a My Number. Numbers of the resident register have no check digit of ours.
/// </summary>
public readonly record struct IssuedNumber
{
    public const int MaxLength = ResidentNumber.MaxLength;

    private const int MinLength = 2;

    private IssuedNumber(string value) => Value = value;

    public string Value => field ?? "";

    /// <summary>通番</summary>
    public long Serial => long.Parse(Value.AsSpan(0, Value.Length - 1), CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentOutOfRangeException">A number of that length is none of ours: see <see cref="NumberRange"/>.</exception>
    public static IssuedNumber Of(long serial)
    {
        var digits = serial.ToString(CultureInfo.InvariantCulture);
        return TryParse($"{digits}{CheckDigit(digits)}", out var number) ? number : throw new ArgumentOutOfRangeException(nameof(serial));
    }

    public static bool TryParse(string? text, out IssuedNumber value)
    {
        var digits = Fold.Digits(text);
        var valid = digits.Length is >= MinLength and <= MaxLength and not MyNumber.Length && Fold.IsDigits(digits, digits.Length)
            && digits[0] != '0' && digits[^1] - '0' == CheckDigit(digits.AsSpan(0, digits.Length - 1));
        value = valid ? new IssuedNumber(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Not digits, or the check digit does not agree.</exception>
    public static IssuedNumber Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("付番した番号は、最後の1桁が検査数字の番号です。写し間違いがないか確かめてください。");

    public override string ToString() => Value;

    // Every digit mistaken for another is noticed, and every two neighbours changed about but the few MOD 11,10 cannot tell.
    private static int CheckDigit(ReadOnlySpan<char> serial)
    {
        var product = 10;
        foreach (var digit in serial)
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10;
    }
}
