namespace Portal.Domain.Ledger;

/// <summary>What 宛名番号 and 統合宛名番号 have in common: up to fifteen digits, kept as text, never calculated with.</summary>
internal static class PersonNumber
{
    public const int MaxLength = 15;

    public static bool TryFold(string? text, out string digits)
    {
        digits = Fold.Digits(text);
        return digits.Length is > 0 and <= MaxLength && Fold.IsDigits(digits, digits.Length);
    }

    public static string KeyOf(string digits) => digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0";
}
