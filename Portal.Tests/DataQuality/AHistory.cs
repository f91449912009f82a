using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Tests.DataQuality;

/// <summary>Builds the doses of one person and asks what does not fit: <c>AHistory.Of("1 2021-06-20", "2 2021-07-11 spikevax-original")</c>.</summary>
internal static class AHistory
{
    /// <summary>Each dose as number, day and, where not コミナティ起源株, product (or <c>-</c> for none).</summary>
    public static List<Dose> Of(LedgerPerson person, params string[] doses) => [.. doses.Select(text =>
    {
        var parts = text.Split(' ');
        var product = VaccineProduct.Find(parts.ElementAtOrDefault(2) ?? "comirnaty-original");
        var dose = A.Dose(person, parts[0][0] - '0', parts[1], lot: null);
        dose.ProductCode = product?.Code;
        dose.Maker = product?.MakerName;
        dose.AmountMl = null;
        return dose;
    })];

    public static IReadOnlyList<string> Messages(FindingRule rule, LedgerPerson person, IReadOnlyList<Dose> doses) =>
        [.. DoseChecks.Of(person, doses).Where(f => f.Rule == rule).Select(f => f.Message)];

    public static IReadOnlyList<string> Messages(FindingRule rule, params string[] doses)
    {
        var person = A.Person();
        return Messages(rule, person, Of(person, doses));
    }
}
