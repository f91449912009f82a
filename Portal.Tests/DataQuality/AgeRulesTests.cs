using Portal.Domain.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public class AgeRulesTests
{
    [Theory]
    [InlineData("2010-07-02", "1 2021-06-30", true)]
    [InlineData("2009-07-02", "1 2021-06-30", true)]
    [InlineData("2009-07-02", "1 2021-07-01", false)] // the day before the twelfth birthday
    [InlineData("2009-07-02", "1 2021-07-02", false)]
    [InlineData("2016-03-10", "1 2022-03-08 comirnaty-5-11-original", false)]
    [InlineData("2017-03-10", "1 2022-03-08 comirnaty-5-11-original", true)]
    [InlineData("2017-03-10", "1 2022-03-09 comirnaty-5-11-original", false)]
    [InlineData("2010-03-10", "1 2022-03-08 comirnaty-5-11-original", false)]
    [InlineData("2010-03-10", "1 2022-03-09 comirnaty-5-11-original", true)]
    [InlineData("2022-05-15", "1 2022-11-13 comirnaty-6m-4y-original", true)]
    [InlineData("2022-05-15", "1 2022-11-14 comirnaty-6m-4y-original", false)]
    public void AnAge_IsReachedTheDayBeforeTheBirthday(string birth, string dose, bool isSaid)
    {
        var person = A.Person(birthDate: birth);

        Assert.Equal(isSaid ? 1 : 0, AHistory.Messages(FindingRule.Age, person, AHistory.Of(person, dose)).Count);
    }

    [Fact]
    public void TheMessage_SaysTheAgeAndTheProductsAges()
    {
        var person = A.Person(birthDate: "2010-07-02");

        Assert.Equal(
            ["1回目の接種日に10歳です（コミナティ筋注（起源株）は12歳以上）。生年月日と製品を照合してください。"],
            AHistory.Messages(FindingRule.Age, person, AHistory.Of(person, "1 2021-06-30")));
    }

    [Fact]
    public void AnInfant_WhoTurnsFiveWithinTheSeries_StaysWithTheProductOfTheFirstDose()
    {
        const string infant = "comirnaty-6m-4y-original";
        var person = A.Person(birthDate: "2018-01-10");

        Assert.Empty(AHistory.Messages(FindingRule.Age, person, AHistory.Of(person, $"1 2022-12-10 {infant}", $"2 2022-12-31 {infant}", $"3 2023-03-01 {infant}")));
        Assert.Single(AHistory.Messages(FindingRule.Age, person, AHistory.Of(person, $"3 2023-03-01 {infant}")));
    }
}
