using System.Diagnostics;

namespace Portal.Domain.Ledger;

/// <summary>
/// 個人番号 — 11 digits and a check digit (番号法施行令に基づく平成26年総務省令第85号 第5条).
/// It never shows itself: <see cref="ToString"/>, the debugger and a serializer see no digit. <see cref="Reveal"/> is
/// the only way out and belongs to the one class that encrypts the number.
/// </summary>
[DebuggerDisplay("個人番号")]
public readonly record struct MyNumber
{
    public const int Length = 12;

    private readonly string _digits;

    private MyNumber(string digits) => _digits = digits;

    public static bool TryParse(string? text, out MyNumber value)
    {
        var digits = Fold.Digits(text);
        var valid = Fold.IsDigits(digits, Length) && digits.AsSpan().ContainsAnyExcept('0')
            && digits[^1] - '0' == CheckDigit(digits.AsSpan(0, Length - 1));
        value = valid ? new MyNumber(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Not 12 digits, or the check digit does not agree.</exception>
    public static MyNumber Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new MyNumberRefusedException(MyNumberRefusal.NotANumber);

    /// <summary>Whether a text could be a My Number, so that it is kept out of addresses, logs and other columns.</summary>
    public static bool LooksLike(string? digits) => TryParse(digits, out _);

    /// <summary>The twelve digits, in plain.</summary>
    public string Reveal() => _digits;

    public override string ToString() => "個人番号";

    // P_n is the n-th digit from the right; its weight Q_n is n + 1 up to the sixth and n − 5 from the seventh on.
    private static int CheckDigit(ReadOnlySpan<char> eleven)
    {
        var sum = 0;
        for (var n = 1; n <= eleven.Length; n++)
        {
            sum += (eleven[^n] - '0') * (n <= 6 ? n + 1 : n - 5);
        }

        var remainder = sum % 11;
        return remainder <= 1 ? 0 : 11 - remainder;
    }
}
