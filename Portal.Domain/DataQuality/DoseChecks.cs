using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>点検規則 over one person's doses. Each rule stands in a file of its own and cites where its figures come from.</summary>
public static class DoseChecks
{
    private static readonly Func<DoseHistory, Dose, IEnumerable<Finding>>[] Rules =
    [
        NumberingRules.Duplicate,
        NumberingRules.Missing,
        NumberingRules.Order,
        IntervalRules.Interval,
        CampaignRules.Window,
        CampaignRules.Season,
        ProductRules.Series,
        ProductRules.Use,
        ProductRules.Lot,
        ProductRules.Amount,
        AgeRules.Age,
        LifeRules.LifeSpan,
        LifeRules.Residence,
    ];

    /// <summary>Everything that does not fit among the active doses of one person, in order of the doses.</summary>
    public static IReadOnlyList<Finding> Of(LedgerPerson person, IReadOnlyList<Dose> doses)
    {
        var history = new DoseHistory(person, doses);
        return [.. history.Doses.SelectMany(dose => Rules.SelectMany(rule => rule(history, dose)))];
    }
}
