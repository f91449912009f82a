using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality;

/// <summary>医療機関と接種券 — what a dose names that the ledger's own lists know.</summary>
internal static class MasterRules
{
    /// <summary>台帳にない医療機関: of this city's doses only. A code that is known vouches for whatever name stands beside it.</summary>
    public static IEnumerable<Finding> Institution(DoseHistory history, Dose dose)
    {
        if (history.Ground is not { Institutions: { IsEmpty: false } known } || !DoseHistory.IsOurs(dose))
        {
            return [];
        }

        if (dose.InstitutionCode is { } code)
        {
            return known.HasCode(code) ? [] : [new(FindingRule.Institution, dose.DoseId,
                $"{dose.DoseNumber}回目の医療機関コード {code} は医療機関の一覧にありません。予診票と照合してください。")];
        }

        return dose.InstitutionName is not { } name || known.HasName(name) ? [] : [new(FindingRule.Institution, dose.DoseId,
            $"{dose.DoseNumber}回目の医療機関「{name}」は医療機関の一覧にありません。予診票と照合し、名称を直すか一覧に加えてください。")];
    }

    /// <summary>他の人の接種券: 券番号 and 市町村コード name one coupon; here it was issued to somebody else.</summary>
    public static IEnumerable<Finding> OthersCoupon(DoseHistory history, Dose dose)
    {
        return history.Ground?.IsOnOthersCoupon(dose) == true
            ? [new(FindingRule.OthersCoupon, dose.DoseId,
                $"{dose.DoseNumber}回目の接種券 {dose.CouponNumber} は、別の人に発行されています。券番号の誤りか、別の人の接種でないか予診票と照合してください。")]
            : [];
    }

    /// <summary>連携先の不受理: what we sent last and the partner did not take. It goes when a later file is taken.</summary>
    public static IEnumerable<Finding> PartnerRefused(DoseHistory history, Dose dose)
    {
        return history.Ground?.RefusalOf(dose) is { } words
            ? [new(FindingRule.PartnerRefused, dose.DoseId,
                $"{dose.DoseNumber}回目の記録を{words}。記録を直すと、次の異動分で送られます。直すところがなければ、相手に確かめてください。")]
            : [];
    }
}
