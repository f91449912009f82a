using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>What a slip usually says once product, number and day are known. Offered, never forced.</summary>
/// <param name="Maker">ワクチンメーカー</param>
/// <param name="Pattern">接種パターン</param>
/// <param name="AmountMl">接種量, mL</param>
public sealed record SlipDefaults(string? Maker, DosePattern? Pattern, decimal? AmountMl)
{
    /// <param name="product">The product chosen, if any.</param>
    /// <param name="doseNumber">接種回数, if typed.</param>
    /// <param name="day">接種日, if typed: the age on it decides between 0.25 and 0.5.</param>
    /// <param name="birth">Birth date, if known.</param>
    public static SlipDefaults Of(VaccineProduct? product, int? doseNumber, DateOnly? day, DateOnly? birth)
    {
        var pattern = doseNumber is { } number ? PatternOf(product, number) : (DosePattern?)null;
        return new(product?.MakerName, pattern, pattern is { } known && product is not null ? AmountOf(product, known, day, birth) : null);
    }

    private static DosePattern PatternOf(VaccineProduct? product, int number) => product?.InitialDoses switch
    {
        3 when number <= 3 => DosePattern.InfantPrimary,
        _ => number <= 2 ? DosePattern.Primary : DosePattern.Booster,
    };

    private static decimal? AmountOf(VaccineProduct product, DosePattern pattern, DateOnly? day, DateOnly? birth)
    {
        var series = pattern == DosePattern.Booster ? Series.Booster : Series.Initial;
        return day is { } on && birth is { } born
            ? product.UsualAmount(series, born, on)
            : product.UsualDoses.Where(d => d.Series == series).Select(d => d.Millilitres).Distinct().ToList() is [var only] ? only : null;
    }
}
