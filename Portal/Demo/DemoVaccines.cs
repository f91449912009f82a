using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Which product is given on a day to a person of an age, in the shares the city used them.</summary>
internal static class DemoVaccines
{
    private static readonly DateOnly Xbb = new(2023, 9, 20);

    public static VaccineProduct Initial(DemoRandom random, DateOnly birth, DateOnly day)
    {
        var xbb = day >= Xbb ? "xbb" : "original";
        return Product(Age.LegalOn(birth, day) switch
        {
            < 5 => $"comirnaty-6m-4y-{xbb}",
            < 12 => $"comirnaty-5-11-{xbb}",
            >= 40 when day > new DateOnly(2021, 8, 20) && day < new DateOnly(2022, 3, 1) && random.Chance(0.008) => "vaxzevria",
            >= 18 and < 65 when day > new DateOnly(2021, 6, 21) && day < new DateOnly(2022, 6, 1) && random.Chance(0.22) => "spikevax-original",
            >= 18 when day > new DateOnly(2022, 6, 1) && day < Xbb && random.Chance(0.10) => "nuvaxovid",
            _ => $"comirnaty-{xbb}",
        });
    }

    /// <summary>Null where nothing is given to that age on that day.</summary>
    public static VaccineProduct? Booster(DemoRandom random, DateOnly birth, DateOnly day)
    {
        var age = Age.LegalOn(birth, day);
        var code = age switch
        {
            < 5 => day >= Xbb ? "comirnaty-6m-4y-xbb" : null,
            < 12 => $"comirnaty-5-11-{(day >= Xbb ? "xbb" : day >= new DateOnly(2023, 3, 8) ? "ba45" : "original")}",
            _ => Adult(random, day, age),
        };
        return code is null ? null : Product(code);
    }

    private static string Adult(DemoRandom random, DateOnly day, int age)
    {
        var luck = age < 18 ? 1 : random.Fraction();
        if (day < new DateOnly(2022, 9, 20))
        {
            return luck < 0.40 ? "spikevax-original" : luck < 0.404 && day > new DateOnly(2022, 6, 1) ? "nuvaxovid" : "comirnaty-original";
        }

        if (day < new DateOnly(2022, 10, 17))
        {
            return luck < 0.12 ? "spikevax-ba1" : "comirnaty-ba1";
        }

        if (day < Xbb)
        {
            return luck < 0.07 ? (day < new DateOnly(2022, 11, 28) ? "spikevax-ba1" : "spikevax-ba45") : luck < 0.08 ? "nuvaxovid" : "comirnaty-ba45";
        }

        return luck < 0.05 ? "spikevax-xbb" : luck < 0.065 && day >= new DateOnly(2023, 12, 4) ? "daichirona-xbb" : luck < 0.07 ? "nuvaxovid" : "comirnaty-xbb";
    }

    /// <summary>As VRS wrote it: 武田/モデルナ until the maker's name changed.</summary>
    public static string MakerText(VaccineProduct product, DateOnly day) =>
        product.Maker == Maker.Moderna && day < new DateOnly(2022, 1, 1) ? "武田/モデルナ" : product.MakerName;

    /// <summary>ワクチンタイプ in the words of the slips.</summary>
    public static string TypeText(VaccineProduct product) => product.Code switch
    {
        var code when code.EndsWith("-ba1", StringComparison.Ordinal) => "2価(BA.1)",
        var code when code.EndsWith("-ba45", StringComparison.Ordinal) => "2価(BA.4-5)",
        var code when code.EndsWith("-xbb", StringComparison.Ordinal) => "1価(XBB.1.5)",
        _ => "1価(起源株)",
    };

    private static VaccineProduct Product(string code) =>
        VaccineProduct.Find(code) ?? throw new InvalidOperationException($"There is no product {code}.");
}
