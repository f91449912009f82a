using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>点検規則 over one person's doses. Each rule stands in a file of its own and cites where its figures come from.</summary>
public static class DoseChecks
{
    private static readonly Func<DoseHistory, Dose, IEnumerable<Finding>>[] Rules = [.. FindingRules.All.SelectMany(rule => rule.OfDose)];

    /// <summary>Everything that does not fit among the active doses of one person, in order of the doses; what needs the rest of the ledger is left out.</summary>
    public static IReadOnlyList<Finding> Of(LedgerPerson person, IReadOnlyList<Dose> doses)
    {
        var history = new DoseHistory(person, doses);
        return [.. history.Doses.SelectMany(dose => Rules.SelectMany(rule => rule(history, dose)))];
    }
}
