using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs;

/// <summary>Tells how two values of one item differ.</summary>
public static class VrsLikenesses
{
    private static readonly string[] Names = [DoseFields.InstitutionName.Key, DoseFields.Doctor.Key, DoseFields.Maker.Key];

    public static VrsLikeness Of(string field, string? ours, string? theirs)
    {
        if (ours is null || theirs is null)
        {
            return VrsLikeness.Filled;
        }

        if (Fold.Compact(ours) == Fold.Compact(theirs))
        {
            return VrsLikeness.Width;
        }

        if (IsNumber(ours) && IsNumber(theirs) && ours.TrimStart('0') == theirs.TrimStart('0'))
        {
            return VrsLikeness.Zeros;
        }

        return Names.Contains(field) && SearchKeys.Name(ours).Whole is { Length: > 0 } key && key == SearchKeys.Name(theirs).Whole ? VrsLikeness.Spelling : VrsLikeness.Other;
    }

    private static bool IsNumber(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
