using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>Takes the values of one line, each under its column's rule, and collects what is wrong instead of stopping at the first.</summary>
internal sealed class LineFields(ImportLayout layout, CsvRecord record, ZeroRepair repair)
{
    public List<LineFault> Faults { get; } = [];

    /// <summary>The value without the spaces that fill its column, or null where it is empty or the file has no such column.</summary>
    public string? Value(int column) =>
        column >= 0 && column < record.Fields.Count && record.Fields[column].Trim(' ', '　') is var value && !string.IsNullOrWhiteSpace(value) ? value : null;

    public string? Text(int column, int maxLength)
    {
        if (Value(column) is not { } value)
        {
            return null;
        }

        if (MyNumberScan.Holds(value))
        {
            return Refuse(column, value, MyNumber);
        }

        if (value.Any(char.IsControl))
        {
            return Refuse(column, null, "改行やタブなどの制御文字が入っています。除いてください。");
        }

        return value.Length <= maxLength ? value : Refuse(column, value, $"{maxLength}文字までです(いま{value.Length}文字)。");
    }

    /// <summary>宛名番号・統合宛名番号: digits up to fifteen.</summary>
    public string? PersonNumber(int column, bool mayLoseZeros)
    {
        if (Number(column) is not { } value)
        {
            return null;
        }

        if (repair.ResidentNumberLength is not (null or Ledger.MyNumber.Length) && layout.LabelOf(column) != ImportColumns.IntegratedNumber && Ledger.MyNumber.LooksLike(value))
        {
            return Refuse(column, value, MyNumber);
        }

        return ResidentNumber.TryParse(mayLoseZeros ? repair.Apply(ZeroColumn.ResidentNumber, value) : value, out var number)
            ? number.Value
            : Refuse(column, value, $"{ResidentNumber.MaxLength}桁以内の数字ではありません。");
    }

    public string? Coupon(int column) => Number(column) is not { } value ? null
        : CouponNumber.TryParse(repair.Apply(ZeroColumn.CouponNumber, value), out var number) ? number.Value
        : Refuse(column, value, "先頭の0を含む10桁の数字ではありません。");

    public string? Municipality(int column) => Number(column) is not { } value ? null
        : MunicipalityCode.TryParse(repair.Apply(ZeroColumn.MunicipalityCode, value), out var code) ? code.Value
        : Refuse(column, value, "検査数字の合う6桁の自治体コードではありません(小樽市は012033)。");

    public string? PostalCode(int column) => Number(column) is not { } value ? null
        : repair.Apply(ZeroColumn.PostalCode, Fold.Digits(value)) is { Length: 7 } code && code.All(char.IsAsciiDigit) ? code
        : Refuse(column, value, "7桁の数字ではありません。");

    public DateOnly? Day(int column)
    {
        if (Value(column) is not { } value)
        {
            return null;
        }

        if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || JapaneseDate.TryParse(value, out day))
        {
            return day;
        }

        Refuse(column, value, "実在する日付ではありません。20210620 のような8桁で出力してください。");
        return null;
    }

    /// <summary>Fourteen digits of Japan time, as UTC.</summary>
    public DateTime? Moment(int column)
    {
        if (Value(column) is not { } value)
        {
            return null;
        }

        if (DateTime.TryParseExact(value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year > 1)
        {
            return JapanTime.ToUtc(local);
        }

        Refuse(column, value, ZeroRepair.IsExponent(value) ? Exponent : "年月日時分秒の14桁ではありません。");
        return null;
    }

    public T? OneOf<T>(int column, IReadOnlyDictionary<string, T> choices, string words) where T : struct
    {
        if (Value(column) is not { } value)
        {
            return null;
        }

        if (choices.TryGetValue(Fold.Plain(value), out var choice))
        {
            return choice;
        }

        Refuse(column, value, $"{words} のどれかではありません。");
        return null;
    }

    /// <summary>Columns nobody reads are still stored with a held line.</summary>
    public void RefuseMyNumbers(IEnumerable<int> columns)
    {
        foreach (var column in columns.Where(column => Value(column) is { } value && MyNumberScan.Holds(value)))
        {
            Refuse(column, Value(column), MyNumber);
        }
    }

    public T? Required<T>(int column, T? value)
    {
        if (value is null && Value(column) is null)
        {
            Refuse(column, null, "空欄です。値が必要です。");
        }

        return value;
    }

    public string? Refuse(int column, string? value, string reason)
    {
        Faults.Add(LineFault.At(record.LineNumber, layout.LabelOf(column), value, reason));
        return null;
    }

    private const string MyNumber = "個人番号とみられる12桁の数字が入っています。数字を除いてください。";
    private const string Exponent = "表計算ソフトで指数の形に変わり、桁が失われています。復元できないので、元のシステムから出力し直してください。";

    private string? Number(int column)
    {
        if (Value(column) is not { } value)
        {
            return null;
        }

        return ZeroRepair.IsExponent(value) ? Refuse(column, value, Exponent) : value;
    }
}
