namespace Portal.Domain.Ledger;

/// <summary>
/// 医療機関コード — ten digits: prefecture 2, fee table 1 (1 医科, 3 歯科, 4 調剤), district 2, institution 4 and a check
/// digit, which is Luhn's over all ten. Source: 厚生労働省 保険医療機関コード（レセプト記載要領の医療機関コード）.
/// </summary>
public readonly record struct InstitutionCode
{
    public const int Length = 10;

    private InstitutionCode(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out InstitutionCode value)
    {
        var digits = Fold.Digits(text);
        var valid = Fold.IsDigits(digits, Length) && MunicipalityCode.IsPrefecture(digits) && LuhnSum(digits) % 10 == 0;
        value = valid ? new InstitutionCode(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Not ten digits, no such prefecture, or the check digit does not agree.</exception>
    public static InstitutionCode Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("医療機関コードは都道府県番号から始まる10桁の数字で入力してください。");

    /// <summary>True when the leading zero of prefectures 01 to 09 was lost and the check digit confirms the ten digits.</summary>
    public static bool TryRepair(string? text, out InstitutionCode value)
    {
        var digits = Fold.Digits(text);
        value = default;
        return Fold.IsDigits(digits, Length - 1) && TryParse("0" + digits, out value);
    }

    public override string ToString() => Value;

    private static int LuhnSum(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var doubled = (digits[^(i + 1)] - '0') * (i % 2 + 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum;
    }
}
