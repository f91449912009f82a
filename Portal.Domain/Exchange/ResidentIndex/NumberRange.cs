using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>番号の範囲 — the serial numbers one kind of number is given out from, first to last, all of one length.</summary>
public sealed record NumberRange
{
    /// <exception cref="RuleException">Empty, of two lengths, too long, or its numbers would be as long as a My Number.</exception>
    public NumberRange(NumberKind kind, long first, long last)
    {
        var digits = Digits(last);
        if (first < 1 || first > last || Digits(first) != digits)
        {
            throw new RuleException($"{kind.Label()}の範囲は、桁数が同じ最初と最後の通番で指定してください(最初 {first}、最後 {last})。");
        }

        if (digits + 1 is > IssuedNumber.MaxLength or MyNumber.Length)
        {
            throw new RuleException($"{kind.Label()}は検査数字を含めて{IssuedNumber.MaxLength}桁以内で、個人番号と同じ{MyNumber.Length}桁にならない範囲を指定してください。");
        }

        (Kind, First, Last) = (kind, first, last);
    }

    public NumberKind Kind { get; }
    public long First { get; }
    public long Last { get; }

    public long Size => Last - First + 1;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}～{Last}");

    private static int Digits(long number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
