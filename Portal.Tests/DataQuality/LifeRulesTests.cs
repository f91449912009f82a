using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.DataQuality;

public class LifeRulesTests
{
    [Theory]
    [InlineData("2021-06-21", true)]
    [InlineData("2021-06-20", false)]
    public void ADose_BeforeBirth_IsSaid(string birth, bool isSaid)
    {
        var person = A.Person(birthDate: birth);

        Assert.Equal(isSaid ? 1 : 0, AHistory.Messages(FindingRule.LifeSpan, person, AHistory.Of(person, "1 2021-06-20")).Count);
    }

    [Theory]
    [InlineData("2021-06-19", true)]
    [InlineData("2021-06-20", false)]
    public void ADose_AfterDeath_IsSaid(string died, bool isSaid)
    {
        var person = A.Person();
        person.SetResidence([new() { EndedOn = A.Day(died), EndKind = ResidenceEnd.Died }]);

        Assert.Equal(isSaid ? 1 : 0, AHistory.Messages(FindingRule.LifeSpan, person, AHistory.Of(person, "1 2021-06-20")).Count);
    }

    [Theory]
    [InlineData("2022-04-01", "012033", null)]
    [InlineData("2022-04-02", "012033", "1回目の接種日（令和4年4月2日）は転出（令和4年4月1日）の後です。")]
    [InlineData("2022-04-02", null, "1回目の接種日（令和4年4月2日）は転出（令和4年4月1日）の後です。")]
    [InlineData("2022-04-02", "011002", null)]
    [InlineData("2023-01-05", "012033", null)]
    public void ADose_OnOurCoupon_AfterMovingOut_IsSaid(string day, string? municipality, string? said)
    {
        var person = A.Person();
        person.SetResidence([new() { EndedOn = A.Day("2022-04-01"), EndKind = ResidenceEnd.MovedOut }, new() { StartedOn = A.Day("2023-01-05") }]);
        var doses = AHistory.Of(person, $"1 {day}");
        doses[0].MunicipalityCode = municipality;

        var messages = AHistory.Messages(FindingRule.Residence, person, doses);

        Assert.Equal(said is null ? 0 : 1, messages.Count);
        Assert.All(messages, m => Assert.StartsWith(said!, m, StringComparison.Ordinal));
    }
}
