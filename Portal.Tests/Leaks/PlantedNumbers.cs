using Portal.Domain.Ledger;

namespace Portal.Tests.Leaks;

/// <summary>Invented My Numbers without a pattern: runs of zeros stand in any file.</summary>
internal static class PlantedNumbers
{
    public static string[] Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Repeat(0, int.MaxValue).Select(_ => $"{random.NextInt64(1_000_000_000_000):D12}").Where(MyNumber.LooksLike).Distinct().Take(count)];
    }
}
