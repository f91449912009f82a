using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Demo;

internal sealed record DemoAddress(string PostalCode, string Address, string? Building);

/// <summary>Addresses on the city's real 丁目, with invented 番・号 and 方書.</summary>
internal static class DemoAddresses
{
    private static readonly Dictionary<string, int> TownWeights = DemoData.Rows("town-weights.csv")
        .ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));

    private static readonly Weighted<Chome> Chomes = new(TownList.All
        .Where(chome => chome.PostalCode.Length > 0)
        .Select(chome => (chome, TownWeights.GetValueOrDefault(chome.Town, 1))));

    private static readonly string[] BuildingKinds = ["コーポ", "メゾン", "ハイツ", "グリーンハイツ", "レジデンス", "サンコーポ", "パークハイム", "シャトー"];
    private static readonly string[] BuildingNames = ["しおかぜ", "みなと", "青葉", "白樺", "かもめ", "丘の上", "ひまわり", "さくら坂", "北斗", "はまなす", "ライラック", "つばき"];
    private static readonly string[] CareHomes = ["特別養護老人ホーム しおさい苑", "介護老人保健施設 ひだまりの家", "グループホーム なぎさ"];

    public static DemoAddress Household(DemoRandom random)
    {
        var chome = Chomes.Draw(random);
        return new(chome.PostalCode, $"{chome.Name}{random.Between(1, 40)}番{random.Between(1, 30)}号", random.Chance(0.24) ? Building(random) : null);
    }

    public static string CareHome(DemoRandom random) => random.Pick(CareHomes);

    private static string Building(DemoRandom random) =>
        $"{random.Pick(BuildingKinds)}{random.Pick(BuildingNames)} {random.Between(1, 5)}{random.Between(1, 8):00}号";
}
