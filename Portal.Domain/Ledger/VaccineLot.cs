namespace Portal.Domain.Ledger;

/// <summary>既知のロット — a lot known to have been delivered, from published lists or the ministry's notice.</summary>
public class VaccineLot
{
    public required string LotNumber { get; init; }

    /// <summary>Code of the <see cref="VaccineProduct"/>.</summary>
    public required string ProductCode { get; init; }

    /// <summary>有効期限 as extended, if known.</summary>
    public DateOnly? ExpiresOn { get; init; }
}
