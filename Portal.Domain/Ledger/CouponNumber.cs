namespace Portal.Domain.Ledger;

/// <summary>
/// 券番号 — ten digits, leading zeros included, given out by each municipality: only municipality code and number
/// together name one coupon. No check digit. Source: 新型コロナウイルス感染症に係る予防接種の実施に関する手引き 13.1版, 接種券の様式.
/// </summary>
public readonly record struct CouponNumber
{
    public const int Length = 10;

    private CouponNumber(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out CouponNumber value)
    {
        var digits = Fold.Digits(text);
        var valid = Fold.IsDigits(digits, Length);
        value = valid ? new CouponNumber(digits) : default;
        return valid;
    }

    /// <exception cref="RuleException">Not ten digits.</exception>
    public static CouponNumber Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("券番号は先頭の0を含む10桁の数字で入力してください。");

    /// <summary>True when one to nine digits can be the rest of a number whose leading zeros were eaten; <paramref name="notice"/> says so.</summary>
    public static bool TryRepair(string? text, out CouponNumber value, out string notice)
    {
        var digits = Fold.Digits(text);
        var valid = digits.Length is > 0 and < Length && Fold.IsDigits(digits, digits.Length) && digits.AsSpan().ContainsAnyExcept('0');
        value = valid ? new CouponNumber(digits.PadLeft(Length, '0')) : default;
        notice = valid ? $"券番号の先頭の0が失われています。{value} として扱います。" : "";
        return valid;
    }

    public override string ToString() => Value;
}
