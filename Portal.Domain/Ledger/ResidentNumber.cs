namespace Portal.Domain.Ledger;

/// <summary>
/// 宛名番号 — a person's number within one business system of the city: text of up to 15 digits, leading zeros kept.
/// Source: VRS 予防接種台帳向け出力 項目1 (個別宛名番号); the length is that of 統合宛名 systems in use.
/// </summary>
public readonly record struct ResidentNumber
{
    public const int MaxLength = PersonNumber.MaxLength;

    private ResidentNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>The number without leading zeros, by which it is looked up whether or not a file kept them.</summary>
    public string Key => PersonNumber.KeyOf(Value);

    public static bool TryParse(string? text, out ResidentNumber value)
    {
        var valid = PersonNumber.TryFold(text, out var digits);
        value = valid ? new ResidentNumber(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Empty, longer than 15, or not only digits.</exception>
    public static ResidentNumber Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("宛名番号は15桁以内の数字で入力してください。");

    public override string ToString() => Value;
}
