using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>
/// 保険者番号 — 法別番号 2 (none for 国民健康保険), prefecture 2, insurer 3, 検証番号 1: eight digits, or six. Source: 厚生労働省 保険者番号等の設定について
/// (the digits before the last by 2, 1, 2 … from the right, their products' digits added up, what is missing to the next ten).
/// </summary>
public readonly record struct InsurerNumber
{
    public const int Length = 8;
    public const int NationalLength = 6;

    private InsurerNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>国民健康保険</summary>
    public bool IsNational => Value.Length == NationalLength;

    /// <exception cref="RuleException">Another length, no such prefecture, or the check digit does not agree.</exception>
    public static InsurerNumber Parse(string? text)
    {
        var digits = Fold.Digits(text);
        if (!Fold.IsDigits(digits, Length) && !Fold.IsDigits(digits, NationalLength))
        {
            throw new RuleException($"保険者番号は、検証番号まで8桁（国民健康保険は6桁）の数字で入力してください。{(digits.Length is Length - 1 or NationalLength - 1 ? "先頭の0が抜けていないか確かめてください。" : "")}例: 01010016");
        }

        if (!MunicipalityCode.IsPrefecture(digits[^6..]))
        {
            throw new RuleException("保険者番号の都道府県番号（末尾から6桁目と5桁目）が01から47までではありません。番号を確かめてください。");
        }

        return digits[^1] - '0' == CheckDigit(digits.AsSpan(0, digits.Length - 1))
            ? new(digits)
            : throw new RuleException("保険者番号の検証番号（末尾の1桁）が合いません。資格確認書などの番号と見比べてください。");
    }

    public override string ToString() => Value;

    private static int CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var product = (digits[^(i + 1)] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }

        return (10 - sum % 10) % 10;
    }
}
