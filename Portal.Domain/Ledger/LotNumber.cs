using System.Text.RegularExpressions;

namespace Portal.Domain.Ledger;

/// <summary>The shapes of lot number that could be confirmed; アストラゼネカ, ノババックス and 第一三共 are <see cref="Other"/>.</summary>
public enum LotFormat
{
    /// <summary>Two letters and four digits: FJ7489.</summary>
    Pfizer,

    /// <summary>Seven digits, or six and an A: 3004733, 000221A.</summary>
    Moderna,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>
/// ロット番号（製造番号） — text of up to 20 characters, half width, capitals, no spaces. The ledger keeps the original beside it.
/// Sources: VRS 予防接種台帳向け出力 項目9 (20文字); shapes from the lot lists cities published (萩市, 桐生市, 一関市).
/// </summary>
public readonly partial record struct LotNumber
{
    public const int MaxLength = 20;

    private LotNumber(string value) => Value = value;

    public string Value { get; }

    public LotFormat Format => PfizerShape().IsMatch(Value) ? LotFormat.Pfizer
        : ModernaShape().IsMatch(Value) ? LotFormat.Moderna
        : LotFormat.Other;

    public static bool TryParse(string? text, out LotNumber value)
    {
        var lot = Normalise(text);
        var valid = lot.Length is > 0 and <= MaxLength;
        value = valid ? new LotNumber(lot) : default;
        return valid;
    }

    /// <exception cref="RuleException">Empty, or longer than 20 characters.</exception>
    public static LotNumber Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("ロット番号は20文字以内で入力してください。");

    /// <summary>
    /// What was meant by a text that misses a known shape only by letters and digits that look alike (O and 0, I and 1 …); null for any
    /// other. A known shape is never questioned.
    /// </summary>
    public static LotNumber? Meant(string? text)
    {
        var lot = Normalise(text);
        var meant = lot.Length switch
        {
            6 when char.IsAsciiLetter(lot[0]) || char.IsAsciiLetter(lot[1]) => Letters(lot[..2]) + Digits(lot[2..]),
            7 when lot[^1] is 'A' => Digits(lot[..6]) + "A",
            7 => Digits(lot),
            _ => lot,
        };
        return meant != lot && new LotNumber(lot).Format == LotFormat.Other && new LotNumber(meant) is { Format: not LotFormat.Other } found ? found : null;
    }

    /// <summary>True when something else was meant; <paramref name="suggestion"/> asks 「FJ7489 ではありませんか。」.</summary>
    public static bool LooksMistyped(string? text, out string suggestion)
    {
        var meant = Meant(text);
        suggestion = meant is null ? "" : $"{meant} ではありませんか。";
        return meant is not null;
    }

    public override string ToString() => Value;

    private static string Normalise(string? text) => Fold.Nfkc(Fold.Compact(text).ToUpperInvariant());

    private static string Letters(string text) =>
        text.Replace('0', 'O').Replace('1', 'I').Replace('2', 'Z').Replace('5', 'S').Replace('8', 'B');

    private static string Digits(string text) =>
        text.Replace('O', '0').Replace('Q', '0').Replace('I', '1').Replace('L', '1').Replace('Z', '2').Replace('S', '5').Replace('B', '8');

    [GeneratedRegex("^[A-Z]{2}[0-9]{4}$")]
    private static partial Regex PfizerShape();

    [GeneratedRegex("^(?:[0-9]{7}|[0-9]{6}A)$")]
    private static partial Regex ModernaShape();
}
