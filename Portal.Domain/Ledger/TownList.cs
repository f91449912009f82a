namespace Portal.Domain.Ledger;

/// <summary>町・丁目 of 小樽市.</summary>
/// <param name="Name">花園四丁目, or the town alone where it has no 丁目.</param>
/// <param name="Town">花園.</param>
/// <param name="PostalCode">Seven digits without a hyphen; empty where none is known.</param>
public sealed record Chome(string Name, string Town, string PostalCode);

/// <summary>A search term understood as an address.</summary>
/// <param name="Town">The town as the list spells it.</param>
/// <param name="Key">What to look addresses up by.</param>
/// <param name="MayBeName">Only the bare town was given: 桜, 緑 and 若松 are surnames too, so names have to be searched as well.</param>
public readonly record struct TownMatch(string Town, AddressKey Key, bool MayBeName);

/// <summary>小樽市の町・丁目; <c>Data/README.md</c> names the source (Geolonia 住所データ, CC BY 4.0).</summary>
public static class TownList
{
    public static IReadOnlyList<Chome> All { get; } =
    [
        .. EmbeddedLines.Of("otaru-towns.csv").Skip(1).Select(line => line.Split(',')).Select(fields => new Chome(fields[0], fields[1], fields[2])),
    ];

    // Longest first: 新光町 before 新光.
    private static readonly (string Town, string Key)[] Towns =
    [
        .. All.Select(chome => chome.Town).Distinct().Select(town => (town, AddressKey.Of(town).Value)).OrderByDescending(town => town.Value.Length),
    ];

    /// <summary>
    /// True when the term is a town of the city, alone or followed by a 丁目 or number: 花園, 花園4丁目, 花園四丁目1, 小樽市花園.
    /// 桜井 and 花園太郎 begin like a town and are not.
    /// </summary>
    public static bool Recognise(string? term, out TownMatch match)
    {
        AddressKey.WithinCity(term, out var namedCity);
        var key = AddressKey.Of(term);
        foreach (var (town, townKey) in Towns)
        {
            if (key.Value.StartsWith(townKey, StringComparison.Ordinal) && key.Value[townKey.Length..] is var rest && (rest.Length == 0 || char.IsAsciiDigit(rest[0])))
            {
                match = new TownMatch(town, key, MayBeName: rest.Length == 0 && !namedCity);
                return true;
            }
        }

        match = default;
        return false;
    }
}
