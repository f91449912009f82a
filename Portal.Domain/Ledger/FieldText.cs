using System.Globalization;

namespace Portal.Domain.Ledger;

/// <summary>Canonical text of values as <see cref="RecordField{T}"/> stores them, and the way staff read them.</summary>
public static class FieldText
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Day(DateOnly? day) => day is { } known ? Day(known) : null;

    public static DateOnly? ToDay(string label, string? text) => text is null
        ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new RuleException($"{label}は実在する日付で入力してください。");

    public static string? Number(decimal? value) => value?.ToString("0.###", CultureInfo.InvariantCulture);

    public static decimal? ToDecimal(string label, string? text) => text is null
        ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new RuleException($"{label}は 0.3 のような数字で入力してください。");

    public static int ToInt(string label, string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new RuleException($"{label}は数字で入力してください。");

    public static TEnum? ToEnum<TEnum>(string label, string? text) where TEnum : struct, Enum => text is null
        ? null
        : Enum.TryParse<TEnum>(text, out var value) && Enum.IsDefined(value)
            ? value
            : throw new RuleException($"{label}は選択肢から選んでください。");

    public static bool ToFlag(string? text) => text == "1";

    public static string? Flag(bool flag) => flag ? "1" : null;

    /// <summary>Fourteen digits of Japan time, as VRS writes 接種履歴登録日時.</summary>
    public static string? Moment(DateTime? utc) => utc is { } known
        ? JapanTime.Of(known).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
        : null;

    public static DateTime? ToMoment(string label, string? text) => text is null
        ? null
        : DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? JapanTime.ToUtc(local)
            : throw new RuleException($"{label}は年月日時分秒の14桁で入力してください。");

    public static string Required(string label, string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw new RuleException($"{label}を入力してください。") : text;

    public static string? Limited(string label, string? text, int length) => text is null || text.Length <= length
        ? text
        : throw new RuleException($"{label}は{length}文字以内で入力してください(いま{text.Length}文字)。");

    public static string ShowPlain(string? text) => text ?? "";

    public static string ShowDay(string? text) => text is null ? "" : JapaneseDate.Format(ToDay("日付", text)!.Value);

    public static string ShowFlag(string? text) => text is null ? "いいえ" : "はい";

    public static string ShowMoment(string? text) => text is { Length: 14 }
        ? $"{ShowDay($"{text[..4]}-{text[4..6]}-{text[6..8]}")} {text[8..10]}:{text[10..12]}"
        : text ?? "";
}
