using Portal.Demo;
using Portal.Domain;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Tests.DataQuality;

/// <summary>What the rules know beside one person, made without a database.</summary>
internal static class AGround
{
    public static IReadOnlySet<FindingRule> AllOn { get; } = new HashSet<FindingRule>();

    public static DateOnly Today { get; } = JapanTime.DayOf(A.Now);

    /// <summary>A master with うしお内科クリニック only.</summary>
    public static CheckGround Plain { get; } = With();

    public static CheckGround With(params Guid[] onOthersCoupons) =>
        new(Today, Known(("0110113719", "うしお内科クリニック")), onOthersCoupons.ToHashSet());

    public static KnownInstitutions Known(params (string? Code, string Name)[] institutions) =>
        new([.. institutions.Select(i => (i.Code, SearchKeys.Name(i.Name, Institution.NameMaxLength).Whole))]);

    /// <summary>Whose coupon is whose, said over again here: the portal asks the database.</summary>
    public static CheckGround Of(IEnumerable<Institution> institutions, IReadOnlyList<DemoRecord> records)
    {
        var holders = records.SelectMany(r => r.Coupons).ToLookup(c => (c.MunicipalityCode, c.CouponNumber), c => c.LedgerPersonId);
        var others = records.SelectMany(r => r.Doses)
            .Where(d => holders[(d.MunicipalityCode ?? "", d.CouponNumber ?? "")] is var holding && holding.Any() && !holding.Contains(d.LedgerPersonId));
        return new(Today, new([.. institutions.Select(i => (i.Code, i.NameKey))]), others.Select(d => d.DoseId).ToHashSet());
    }
}
