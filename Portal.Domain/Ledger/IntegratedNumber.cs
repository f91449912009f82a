namespace Portal.Domain.Ledger;

/// <summary>
/// 統合宛名番号（団体内統合宛名番号） — a person's number across the systems of the city, residents and 住登外者 alike:
/// text of up to 15 digits, leading zeros kept. Source: 統合宛名システムの団体内統合宛名番号 (番号制度の情報連携).
/// </summary>
public readonly record struct IntegratedNumber
{
    public const int MaxLength = PersonNumber.MaxLength;

    private IntegratedNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>The number without leading zeros, by which it is looked up whether or not a file kept them.</summary>
    public string Key => PersonNumber.KeyOf(Value);

    public static bool TryParse(string? text, out IntegratedNumber value)
    {
        var valid = PersonNumber.TryFold(text, out var digits);
        value = valid ? new IntegratedNumber(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Empty, longer than 15, or not only digits.</exception>
    public static IntegratedNumber Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("統合宛名番号は15桁以内の数字で入力してください。");

    public override string ToString() => Value;
}
