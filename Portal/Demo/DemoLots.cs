using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Lots in use by product and month: invented ones of the makers' shapes, and published ones in the months they were about.</summary>
internal static class DemoLots
{
    private const int FirstMonth = 2021 * 12 + 1;

    /// <summary>The letters of ファイザー's lots move on about once a month.</summary>
    private static readonly string[] PfizerLetters =
    [
        "EP", "ER", "ET", "EW", "EX", "EY", "FA", "FC", "FD", "FE", "FF", "FH", "FJ", "FK", "FL", "FM", "FN", "FP", "FR",
        "FS", "FT", "FW", "GC", "GD", "GE", "GF", "GH", "GJ", "GK", "GL", "GM", "GN", "GP", "GR", "HA", "HD", "HH", "HK",
    ];

    private static readonly Dictionary<(string Product, int Month), VaccineLot[]> InUse = Make();

    /// <summary>The master rows of the invented lots; the published ones are in every ledger.</summary>
    public static IReadOnlyList<VaccineLot> Invented { get; } = [.. InUse.Values
        .SelectMany(lots => lots)
        .Where(lot => !KnownLots.All().Any(known => known.LotNumber == lot.LotNumber && known.ProductCode == lot.ProductCode))
        .DistinctBy(lot => (lot.LotNumber, lot.ProductCode))];

    public static VaccineLot Draw(DemoRandom random, VaccineProduct product, DateOnly day) => random.Pick(InUse[(product.Code, Month(day))]);

    private static Dictionary<(string, int), VaccineLot[]> Make()
    {
        var random = DemoRandom.For(0, "lots");
        var taken = KnownLots.All().Select(lot => lot.LotNumber).ToHashSet();
        var published = KnownLots.All().ToLookup(lot => lot.ProductCode);
        var lots = new Dictionary<(string, int), VaccineLot[]>();
        foreach (var product in VaccineProduct.All)
        {
            for (var month = Month(product.UsableFrom); month <= Month(LastUse(product)); month++)
            {
                var invented = Enumerable.Range(0, product.Code == "comirnaty-original" ? 6 : 3).Select(_ => Invent(random, product, month, taken));
                lots[(product.Code, month)] = [.. invented, .. published[product.Code].Where(lot => IsAbout(lot, month))];
            }
        }

        return lots;
    }

    private static VaccineLot Invent(DemoRandom random, VaccineProduct product, int month, HashSet<string> taken)
    {
        string number;
        do
        {
            number = Shape(random, product.Maker, month);
        }
        while (!taken.Add(number));

        return new() { LotNumber = number, ProductCode = product.Code, ExpiresOn = LastDay(month + random.Between(9, 15)) };
    }

    private static string Shape(DemoRandom random, Maker maker, int month) => maker switch
    {
        Maker.Pfizer => PfizerLetters[Math.Clamp(month - FirstMonth, 0, PfizerLetters.Length - 1)] + Digits(random, 4),
        Maker.Moderna => month < 2022 * 12 ? $"300{Digits(random, 4)}" : $"{Digits(random, 6)}A",
        Maker.AstraZeneca => $"AZ{Digits(random, 5)}",
        Maker.Novavax => $"NV{Digits(random, 5)}",
        Maker.DaiichiSankyo => $"DS{Digits(random, 5)}",
        _ => throw new ArgumentOutOfRangeException(nameof(maker)),
    };

    /// <summary>In the year before its expiry; a lot published without one was about in the winter and spring of 2022.</summary>
    private static bool IsAbout(VaccineLot lot, int month) => lot.ExpiresOn is { } expires
        ? Month(expires) - 12 <= month && month < Month(expires)
        : month is >= 2021 * 12 + 8 and <= 2022 * 12 + 5;

    private static DateOnly LastUse(VaccineProduct product) =>
        (product.IsFor(Series.Initial) ? product.InitialUntil : product.BoosterUntil) ?? Campaign.Programme.To;

    private static string Digits(DemoRandom random, int count) =>
        random.Below((int)Math.Pow(10, count)).ToString(CultureInfo.InvariantCulture).PadLeft(count, '0');

    private static int Month(DateOnly day) => day.Year * 12 + day.Month - 1;

    private static DateOnly LastDay(int month) => new DateOnly(month / 12, month % 12 + 1, 1).AddMonths(1).AddDays(-1);
}
