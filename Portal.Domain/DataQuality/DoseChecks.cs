using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>点検規則 over one person's doses.</summary>
public static class DoseChecks
{
    /// <summary>Everything that does not fit among the active doses of one person, in order of the doses.</summary>
    public static IReadOnlyList<Finding> Of(LedgerPerson person, IReadOnlyList<Dose> doses) => [];
}
