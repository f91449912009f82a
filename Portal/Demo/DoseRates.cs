using System.Globalization;

namespace Portal.Demo;

/// <summary>How many doses people of an age took.</summary>
internal sealed class DoseRates
{
    private static readonly (int From, int To, double[] Shares)[] Published =
    [
        .. DemoData.Rows("dose-rates.csv").Select(row => (Number(row[0]), Number(row[1]),
            row[2..].Select(share => double.Parse(share, CultureInfo.InvariantCulture)).ToArray())),
    ];

    private readonly double _exponent;

    private DoseRates(double exponent) => _exponent = exponent;

    /// <summary>The day on which an age is looked up.</summary>
    public static readonly DateOnly AsOf = new(2023, 3, 31);

    /// <summary>The published shape bent so that the mean over these ages is as asked: each share to a power that keeps 0 and 1.</summary>
    public static DoseRates WithMean(double doses, IReadOnlyCollection<int> ages)
    {
        if (ages.Count == 0)
        {
            return new(1);
        }

        var (low, high) = (0.01, 20.0);
        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = new DoseRates(middle).Mean(ages) > doses ? (middle, high) : (low, middle);
        }

        return new(low);
    }

    /// <summary>The number of doses of one person, 0 to 7.</summary>
    public int Draw(DemoRandom random, int age)
    {
        var luck = random.Fraction();
        return Shares(age).Count(share => luck < Math.Pow(share, _exponent));
    }

    private double Mean(IReadOnlyCollection<int> ages) => ages.Average(age => Shares(age).Sum(share => Math.Pow(share, _exponent)));

    private static double[] Shares(int age) => Published.First(group => group.From <= Math.Max(age, 0) && age <= group.To).Shares;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
