using static Portal.Domain.Ledger.FieldText;

namespace Portal.Domain.Ledger;

/// <summary>
/// 公表されたロット — the lots cities published with their deliveries; <c>Data/README.md</c> names the sources. A list that says no more
/// than 2価 stands here under both bivalent products; an expiry is given only where the extended one was published.
/// </summary>
public static class KnownLots
{
    /// <summary>New rows each time, for the master to take over.</summary>
    public static IEnumerable<VaccineLot> All() => EmbeddedLines.Of("lots.csv")
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(fields => new VaccineLot
        {
            LotNumber = fields[0],
            ProductCode = fields[1],
            ExpiresOn = ToDay("有効期限", fields[2].Length == 0 ? null : fields[2]),
        });
}
