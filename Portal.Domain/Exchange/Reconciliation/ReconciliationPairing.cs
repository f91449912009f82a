
namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>A dose of the file beside the ledger's of the same vaccination; one of them is missing where only one side has it.</summary>
public sealed record ReconciliationPair(VrsDose? Theirs, ComparedDose? Ours, IReadOnlyList<FieldDifference> Differences);

/// <summary>
/// Which dose of one person's line is which of the ledger's. Each is used once: same number and day first, then the same day under another
/// number (the same jab, counted otherwise), then the same number on another day.
/// </summary>
public static class ReconciliationPairing
{
    /// <param name="theirs">The doses of one line.</param>
    /// <param name="ours">The person's active doses.</param>
    /// <param name="same">How many say the same; they are in no pair.</param>
    public static List<ReconciliationPair> Of(IReadOnlyList<VrsDose> theirs, IReadOnlyList<ComparedDose> ours, out int same)
    {
        same = 0;
        List<VrsDose>? left = null;
        foreach (var dose in theirs)
        {
            if (Find(ours, own => own.Says(dose)) is { } own)
            {
                own.IsTaken = true;
                same++;
            }
            else
            {
                (left ??= []).Add(dose);
            }
        }

        List<ReconciliationPair> pairs = [];
        if (left is not null)
        {
            Take(left, ours, pairs, (dose, own) => own.Number == dose.Number && own.Day == dose.VaccinatedOn);
            Take(left, ours, pairs, (dose, own) => own.Day == dose.VaccinatedOn);
            Take(left, ours, pairs, (dose, own) => own.Number == dose.Number);
            pairs.AddRange(left.Select(dose => new ReconciliationPair(dose, null, [])));
        }

        if (pairs.Count(p => p.Ours is not null) + same < ours.Count)
        {
            pairs.AddRange(ours.Where(own => !own.IsTaken).Select(own => new ReconciliationPair(null, own, [])));
        }

        return pairs;
    }

    private static void Take(List<VrsDose> left, IReadOnlyList<ComparedDose> ours, List<ReconciliationPair> pairs, Func<VrsDose, ComparedDose, bool> fits) => left.RemoveAll(dose =>
    {
        var nearest = ours.Where(own => !own.IsTaken && fits(dose, own)).Select(own => new ReconciliationPair(dose, own, own.Differences(dose))).MinBy(pair => pair.Differences.Count);
        if (nearest is null)
        {
            return false;
        }

        nearest.Ours!.IsTaken = true;
        pairs.Add(nearest);
        return true;
    });

    private static ComparedDose? Find(IReadOnlyList<ComparedDose> ours, Func<ComparedDose, bool> fits)
    {
        for (var at = 0; at < ours.Count; at++)
        {
            if (!ours[at].IsTaken && fits(ours[at]))
            {
                return ours[at];
            }
        }

        return null;
    }
}
