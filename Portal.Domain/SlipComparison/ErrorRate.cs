namespace Portal.Domain.SlipComparison;

/// <summary>
/// 誤り率 — records with at least one difference among those compared, and for a sample the 95% interval the whole set's rate lies in.
/// </summary>
/// <remarks>
/// The interval is Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212; method 3 of R. G. Newcombe, Stat. Med. 17
/// (1998) 857–872). A sample without replacement from N says more than its n: the variance carries the finite population correction
/// (N−n)/(N−1) (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, §3.2), which is the interval of an effective sample n(N−1)/(N−n).
/// A whole set has no sampling error, and no interval.
/// </remarks>
/// <param name="Errors">Records that differ.</param>
/// <param name="Compared">Records that agree or differ; slips that are missing were not compared.</param>
/// <param name="Population">Records of the set.</param>
/// <param name="IsSample">Drawn by lot, not the whole set.</param>
public sealed record ErrorRate(int Errors, int Compared, int Population, bool IsSample)
{
    /// <summary>97.5% point of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>0–1; null while nothing is compared.</summary>
    public double? Rate => Compared == 0 ? null : (double)Errors / Compared;

    /// <summary>0–1; null for a whole set, and while nothing is compared.</summary>
    public (double Low, double High)? Interval => IsSample && Compared > 0 && Compared < Population ? Wilson(Rate!.Value, EffectiveSize) : null;

    private double EffectiveSize => (double)Compared * (Population - 1) / (Population - Compared);

    /// <summary>Wilson's interval at 95%.</summary>
    /// <param name="rate">Observed.</param>
    /// <param name="size">Of the sample, or the effective size.</param>
    public static (double Low, double High) Wilson(double rate, double size)
    {
        var square = Z * Z;
        var middle = (rate + square / (2 * size)) / (1 + square / size);
        var half = Z / (1 + square / size) * Math.Sqrt(rate * (1 - rate) / size + square / (4 * size * size));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}

/// <summary>抽出する件数の目安</summary>
public static class SampleSize
{
    /// <summary>要修正・要確認 in the national records, as the Board of Audit found (会計検査院, R5.3).</summary>
    private const double Expected = 0.05;

    private const double Margin = 0.02;
    private const double Square = 1.959963984540054 * 1.959963984540054;

    /// <summary>
    /// How many to draw so that a rate of about 5% is known to ±2 points at 95%: n₀ = z²p(1−p)/d², n = n₀/(1+(n₀−1)/N)
    /// (Cochran 1977, §4.4).
    /// </summary>
    public static int For(int population)
    {
        var infinite = Square * Expected * (1 - Expected) / (Margin * Margin);
        return population <= 0 ? 0 : Math.Min(population, (int)Math.Ceiling(infinite / (1 + (infinite - 1) / population)));
    }
}
