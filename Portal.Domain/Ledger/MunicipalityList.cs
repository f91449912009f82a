using System.Collections.Frozen;

namespace Portal.Domain.Ledger;

/// <summary>全国の市区町村 — code and name of each; <c>Data/README.md</c> names the source (CC0).</summary>
public static class MunicipalityList
{
    private static readonly FrozenDictionary<MunicipalityCode, string> Names = EmbeddedLines.Of("municipalities.csv")
        .Skip(1)
        .Select(line => line.Split(','))
        .ToFrozenDictionary(fields => MunicipalityCode.Parse(fields[0]), fields => fields[1] + fields[2].Replace(" ", "", StringComparison.Ordinal));

    private static readonly FrozenDictionary<string, string> Prefectures = EmbeddedLines.Of("municipalities.csv")
        .Skip(1)
        .Select(line => line.Split(','))
        .DistinctBy(fields => fields[0][..2])
        .ToFrozenDictionary(fields => fields[0][..2], fields => fields[1]);

    public static IEnumerable<MunicipalityCode> All => Names.Keys;

    /// <summary>Prefecture and municipality (北海道小樽市), or null for a code no municipality in the list has.</summary>
    public static string? NameOf(MunicipalityCode code) => Names.GetValueOrDefault(code);

    /// <summary>北海道 of 010006: the code of a prefecture itself (000 as the municipality); null for any other.</summary>
    public static string? PrefectureOf(MunicipalityCode code) => code.Value.AsSpan(2, 3) is "000" ? Prefectures.GetValueOrDefault(code.Prefecture) : null;
}
