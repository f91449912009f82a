namespace Portal.Domain.Ledger;

/// <summary>券種 — what the first digit of an OCR line says the sheet is.</summary>
public enum CouponKind
{
    /// <summary>接種券.</summary>
    Vaccination = 1,

    /// <summary>予診のみ券: the interview took place and no dose was given.</summary>
    InterviewOnly = 2,
}

/// <summary>
/// OCRライン — eighteen digits: 券種 1, 回数 1, 市区町村コード 6, 券番号 10. The 2D code of the coupon carries the same.
/// The municipality code holds the only check digit. Source: 予防接種の実施に関する手引き 13.1版, 接種券のOCRライン.
/// </summary>
public readonly record struct OcrLine
{
    public const int Length = 18;

    private OcrLine(CouponKind kind, int doseNumber, MunicipalityCode municipality, CouponNumber coupon)
    {
        Kind = kind;
        DoseNumber = doseNumber;
        Municipality = municipality;
        Coupon = coupon;
    }

    public CouponKind Kind { get; }

    /// <summary>回数, 1 to 9.</summary>
    public int DoseNumber { get; }

    public MunicipalityCode Municipality { get; }

    public CouponNumber Coupon { get; }

    public static bool TryParse(string? text, out OcrLine value)
    {
        var digits = Fold.Digits(text);
        value = default;
        if (!Fold.IsDigits(digits, Length) || digits[0] is not ('1' or '2') || digits[1] == '0'
            || !MunicipalityCode.TryParse(digits[2..8], out var municipality))
        {
            return false;
        }

        value = new OcrLine((CouponKind)(digits[0] - '0'), digits[1] - '0', municipality, CouponNumber.Parse(digits[8..]));
        return true;
    }

    /// <exception cref="RuleException">Not eighteen digits, an unknown kind, dose 0, or a municipality code that does not agree.</exception>
    public static OcrLine Parse(string? text) => TryParse(text, out var value)
        ? value
        : throw new RuleException("OCRラインは券種・回数・自治体コード・券番号の順の18桁です。もう一度読み取ってください。");

    public override string ToString() => $"{(int)Kind}{DoseNumber}{Municipality}{Coupon}";
}
