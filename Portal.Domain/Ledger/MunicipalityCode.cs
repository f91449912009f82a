namespace Portal.Domain.Ledger;

/// <summary>
/// 全国地方公共団体コード（自治体コード） — prefecture 2, municipality 3, check digit 1; text of six digits.
/// Source: 総務省 全国地方公共団体コード仕様（検査数字の算出法）. The first five are the JIS X 0401/0402 code.
/// </summary>
public readonly record struct MunicipalityCode
{
    public const int Length = 6;

    /// <summary>小樽市.</summary>
    public static readonly MunicipalityCode Otaru = new("012033");

    private MunicipalityCode(string value) => Value = value;

    public string Value { get; }

    /// <summary>The two digits of the prefecture, "01" (北海道) to "47" (沖縄県).</summary>
    public string Prefecture => Value[..2];

    public static bool TryParse(string? text, out MunicipalityCode value)
    {
        var digits = Fold.Digits(text);
        var valid = Fold.IsDigits(digits, Length) && IsPrefecture(digits) && digits[^1] - '0' == CheckDigit(digits);
        value = valid ? new MunicipalityCode(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Not six digits, no such prefecture, or the check digit does not agree.</exception>
    public static MunicipalityCode Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("自治体コードは検査数字を含む6桁の数字で入力してください（小樽市は012033）。");

    /// <summary>
    /// True when a spreadsheet has eaten the leading zero of prefectures 01 to 09 (12033 for 012033) and the check
    /// digit confirms it. A five-digit JIS code such as 01203 keeps its zero and is not repaired.
    /// </summary>
    public static bool TryRepair(string? text, out MunicipalityCode value)
    {
        var digits = Fold.Digits(text);
        value = default;
        return Fold.IsDigits(digits, Length - 1) && digits[0] != '0' && TryParse("0" + digits, out value);
    }

    public override string ToString() => Value;

    internal static bool IsPrefecture(string digits) =>
        string.CompareOrdinal(digits, 0, "01", 0, 2) >= 0 && string.CompareOrdinal(digits, 0, "47", 0, 2) <= 0;

    private static int CheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            sum += (digits[i] - '0') * (6 - i);
        }

        return (11 - sum % 11) % 10;
    }
}
