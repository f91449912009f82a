using System.Globalization;

namespace Portal.Domain.Ledger;

/// <summary>What kind of thing a search term was taken for. The operation log keeps the kinds and never the text.</summary>
public enum SearchKind
{
    OcrLine,
    Coupon,
    Number,
    Birth,
    Kana,
    Name,
    Address,
}

/// <summary>
/// 読み取り方 — one thing a search term can mean. It holds what was typed about a resident, so it does not show itself in logs and
/// messages; <see cref="Description"/> is for the searcher's own screen.
/// </summary>
public abstract record SearchReading
{
    public abstract SearchKind Kind { get; }

    /// <summary>What the chip says: 氏名カナ「サトウ」で始まる.</summary>
    public abstract string Description { get; }

    public sealed override string ToString() => Kind.ToString();
}

/// <summary>券番号 of one municipality; <see cref="Line"/> where a whole OCRライン was read.</summary>
public sealed record CouponReading(CouponNumber Number, MunicipalityCode Municipality, OcrLine? Line = null) : SearchReading
{
    public override SearchKind Kind => Line is null ? SearchKind.Coupon : SearchKind.OcrLine;

    public override string Description => Line is { } line
        ? $"OCRラインの券番号として検索（{MunicipalityList.NameOf(Municipality) ?? Municipality.Value}・{line.DoseNumber}回目{(line.Kind == CouponKind.InterviewOnly ? "・予診のみ" : "")}）"
        : "券番号として検索";
}

/// <summary>宛名番号 or 統合宛名番号, with or without its leading zeros.</summary>
public sealed record NumberReading(ResidentNumber Number) : SearchReading
{
    public override SearchKind Kind => SearchKind.Number;

    public override string Description => "宛名番号・統合宛名番号として検索";
}

/// <summary>生年月日, or the month or year of it.</summary>
public sealed record BirthReading(DateRange Days) : SearchReading
{
    public override SearchKind Kind => SearchKind.Birth;

    /// <summary>生年, 生年月 or 生年月日: how much of it was given.</summary>
    public string What => Days.Precision switch
    {
        DatePrecision.Year => "生年",
        DatePrecision.Month => "生年月",
        DatePrecision.Day => "生年月日",
        _ => throw new InvalidOperationException($"No wording for {Days.Precision}."),
    };

    public override string Description => $"{What} {Days}{Western}";

    private string Western => Days.Precision switch
    {
        DatePrecision.Year when Days.From.Year == Days.To.Year && JapaneseEra.Of(Days.From) != JapaneseEra.Of(Days.To) => "",
        DatePrecision.Year => $"（{Days.From.Year}年）",
        DatePrecision.Month => $"（{Days.From.Year}年{Days.From.Month}月）",
        _ => $"（{Days.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}）",
    };
}

/// <summary>カナ, by which names and given names begin.</summary>
public sealed record KanaReading(string Typed) : SearchReading
{
    public override SearchKind Kind => SearchKind.Kana;

    public string Key => KanaKey.Of(Typed).Value;

    public KeyRange Range => KeyRange.Prefix(Key);

    public override string Description => $"氏名カナ「{Katakana}」で始まる";

    private string Katakana => string.Concat(Fold.Nfkc(Typed).EnumerateRunes().Select(Ledger.Kana.ToKatakana));
}

/// <summary>氏名 in any of its 異体字, by which names, given names and former or other names begin.</summary>
public sealed record NameReading(string Typed) : SearchReading
{
    public override SearchKind Kind => SearchKind.Name;

    public string Key => NameKey.Of(Typed).Value;

    public KeyRange Range => KeyRange.Prefix(Key);

    public override string Description => $"氏名「{Typed}」で始まる";
}

/// <summary>A 町, 丁目 or more of an address: 花園4 does not reach 花園40.</summary>
public sealed record AddressReading(AddressKey Address) : SearchReading
{
    public override SearchKind Kind => SearchKind.Address;

    /// <summary>
    /// What may follow is a hyphen, or after a bare town a digit: '0' and ':' are the first characters after '-', '.', '/' and
    /// after the digits. Towns that only begin alike (新光, 新光町) stay apart.
    /// </summary>
    public KeyRange Range => new(Address.Value, Address.Value + (char.IsAsciiDigit(Address.Value[^1]) ? "0" : ":"));

    public override string Description => $"住所 {TownList.All.FirstOrDefault(chome => AddressKey.Of(chome.Name) == Address)?.Name ?? Address.Value}";
}

public static class SearchKindLabels
{
    public static string Label(this SearchKind kind) => kind switch
    {
        SearchKind.OcrLine => "OCRライン",
        SearchKind.Coupon => "券番号",
        SearchKind.Number => "宛名番号",
        SearchKind.Birth => "生年月日",
        SearchKind.Kana => "カナ",
        SearchKind.Name => "氏名",
        SearchKind.Address => "住所",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
