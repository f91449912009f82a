using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>Tells how two values of one item differ.</summary>
public static class ReconciliationLikenesses
{
    private static readonly string[] Names = [DoseFields.InstitutionName.Key, DoseFields.Doctor.Key, DoseFields.Maker.Key];

    public static ReconciliationLikeness Of(string field, string? ours, string? theirs)
    {
        if (ours is null || theirs is null)
        {
            return ReconciliationLikeness.Filled;
        }

        if (Fold.Compact(ours) == Fold.Compact(theirs))
        {
            return ReconciliationLikeness.Width;
        }

        if (IsNumber(ours) && IsNumber(theirs) && ours.TrimStart('0') == theirs.TrimStart('0'))
        {
            return ReconciliationLikeness.Zeros;
        }

        return Names.Contains(field) && SearchKeys.Name(ours).Whole is { Length: > 0 } key && key == SearchKeys.Name(theirs).Whole ? ReconciliationLikeness.Spelling : ReconciliationLikeness.Other;
    }

    private static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
