using Portal.Domain.Ledger;

namespace Portal.Domain.Reports;

/// <summary>年齢階級 at the day of the dose, as the city counts people: full years from the birthday on (<see cref="Age.On"/>).</summary>
public static class AgeBand
{
    /// <summary>A birth date the ledger does not know, or one after the dose: UNK in the open data of VRS.</summary>
    public const string Unknown = "unk";

    private static readonly (string Key, string Label, int From)[] Bands =
    [
        ("0-4", "4歳以下", 0), ("5-11", "5～11歳", 5), ("12-19", "12～19歳", 12), ("20-29", "20～29歳", 20), ("30-39", "30～39歳", 30), ("40-49", "40～49歳", 40),
        ("50-59", "50～59歳", 50), ("60-64", "60～64歳", 60), ("65-69", "65～69歳", 65), ("70-79", "70～79歳", 70), ("80-89", "80～89歳", 80), ("90-99", "90～99歳", 90),
        ("100-", "100歳以上", 100),
    ];

    /// <summary>From the youngest, the unknown last.</summary>
    public static IReadOnlyList<(string Key, string Label)> All { get; } = [.. Bands.Select(b => (b.Key, b.Label)), (Unknown, "年齢不明")];

    public static string Of(DateOnly? birth, DateOnly day) =>
        birth is not { } born || born > day ? Unknown : Array.FindLast(Bands, b => b.From <= Age.On(born, day)).Key;
}
