using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>
/// What a clerk types into an item of a form, brought to the item's canonical text. Numbers with rules are read by their own types;
/// names and remarks stay exactly as typed.
/// </summary>
public static class TypedText
{
    /// <summary>Canonical text, or null for an emptied item.</summary>
    /// <param name="kind">The record's kind.</param>
    /// <param name="item">The item.</param>
    /// <param name="typed">As typed; a date is handed in as yyyy-MM-dd.</param>
    /// <exception cref="RuleException">What is wrong, and how to put it right; the message names the item.</exception>
    public static string? Read(RecordKind kind, RecordItem item, string? typed)
    {
        var text = string.IsNullOrWhiteSpace(typed) ? null : Canonical(kind, item, typed.Trim());
        LedgerRecord.Check(kind, item.Key, text);
        return text;
    }

    /// <summary>The refusal of a text with a valid My Number in it; null when there is none.</summary>
    public static string? MyNumberIn(string label, string? text) =>
        MyNumberScan.Holds(text)
            ? $"{label}に個人番号と思われる12桁の数字があります。個人番号は台帳に入力できません。"
            : null;

    private static string Canonical(RecordKind kind, RecordItem item, string typed) => (kind, item.Key) switch
    {
        (RecordKind.Person, "residentNumber") => ResidentNumber.Parse(typed).Value,
        (RecordKind.Person, "integratedNumber") => IntegratedNumber.Parse(typed).Value,
        (RecordKind.Person, "postalCode") => PostalCode(typed),
        (RecordKind.Dose, "doseNumber") => Fold.Digits(typed),
        (RecordKind.Dose, "amountMl") => Amount(item.Label, typed),
        (RecordKind.Dose, "lotNumber") => LotNumber.Parse(typed).Value,
        (RecordKind.Dose, "couponNumber") => CouponNumber.Parse(typed).Value,
        (RecordKind.Dose, "ocrLine") => OcrLine.Parse(typed).ToString(),
        (RecordKind.Dose, "municipalityCode") => MunicipalityCode.Parse(typed).Value,
        (RecordKind.Dose, "institutionCode") => InstitutionCode.Parse(typed).Value,
        (RecordKind.Dose, "recordedAt") => Fold.Digits(typed),
        (RecordKind.Dose, "paymentMonth") => PaymentMonth(item.Label, typed),
        _ => MyNumberIn(item.Label, typed) is { } refusal ? throw new RuleException(refusal) : typed,
    };

    private static string PostalCode(string typed) => Fold.Digits(typed) is { Length: 7 } digits && digits.All(char.IsAsciiDigit)
        ? digits
        : throw new RuleException("郵便番号は 0470024 のような7桁の数字で入力してください。");

    private static string Amount(string label, string typed)
    {
        var amount = FieldText.ToDecimal(label, Fold.Compact(typed).TrimEnd('m', 'l', 'M', 'L'));
        return amount is > 0 and < 10 && FieldText.Number(amount) is { } text
            ? text
            : throw new RuleException($"{label}は0より大きく10より小さい mL で入力してください。");
    }

    private static string PaymentMonth(string label, string typed) =>
        JapaneseDate.TryParseRange(typed, out var range) && range.Precision != DatePrecision.Year
            ? FieldText.Day(new DateOnly(range.From.Year, range.From.Month, 1))
            : throw new RuleException($"{label}は R4.7 や 2022-07 のように年月で入力してください。");
}
