using Portal.Domain.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public class IntervalRulesTests
{
    [Theory]
    // 初回: both sides of each product's days
    [InlineData("1 2021-06-20", "2 2021-07-10", "20日です（21日未満）")]
    [InlineData("1 2021-06-20", "2 2021-07-11", null)]
    [InlineData("1 2021-06-20 spikevax-original", "2 2021-07-17 spikevax-original", "27日です（28日未満）")]
    [InlineData("1 2021-06-20 spikevax-original", "2 2021-07-18 spikevax-original", null)]
    [InlineData("1 2021-08-01 vaxzevria", "2 2021-08-28 vaxzevria", "27日です（28日未満）")]
    [InlineData("1 2021-08-01 vaxzevria", "2 2021-08-29 vaxzevria", null)]
    [InlineData("1 2021-08-01 vaxzevria", "2 2021-10-24 vaxzevria", null)]
    [InlineData("1 2021-08-01 vaxzevria", "2 2021-10-25 vaxzevria", "85日です（84日を超過）")]
    // 追加: five months until 2022-10-20, three from the day after; counted to the same day of the month
    [InlineData("3 2022-05-15", "4 2022-10-14", "152日です（5か月未満）")]
    [InlineData("3 2022-05-15", "4 2022-10-15", null)]
    [InlineData("3 2022-07-21", "4 2022-10-20 comirnaty-ba1", "91日です（5か月未満）")]
    [InlineData("3 2022-07-21", "4 2022-10-21 comirnaty-ba1", null)]
    [InlineData("3 2022-08-23", "4 2022-11-22 comirnaty-ba1", "91日です（3か月未満）")]
    [InlineData("3 2022-08-23", "4 2022-11-23 comirnaty-ba1", null)]
    [InlineData("4 2022-11-30", "5 2023-02-28 comirnaty-ba45", "90日です（3か月未満）")]
    [InlineData("4 2022-11-30", "5 2023-03-01 comirnaty-ba45", null)]
    [InlineData("3 2022-06-10", "4 2022-12-09 nuvaxovid", "182日です（6か月未満）")]
    [InlineData("3 2022-06-10", "4 2022-12-10 nuvaxovid", null)]
    public void ADose_TooSoonOrTooLate_IsSaidWithItsDays(string first, string second, string? said)
    {
        var messages = AHistory.Messages(FindingRule.Interval, first, second);

        if (said is null)
        {
            Assert.Empty(messages);
        }
        else
        {
            Assert.Contains(said, Assert.Single(messages), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheMessage_NamesBothDosesAndTheLimit() => Assert.Equal(
        ["3回目と4回目の間隔が58日です（3か月未満）。予診票と照合してください。"],
        AHistory.Messages(FindingRule.Interval, "3 2022-10-01 comirnaty-ba1", "4 2022-11-28 comirnaty-ba45"));

    [Theory]
    [InlineData("2022-12-30", "20日です（21日未満）")]
    [InlineData("2022-12-31", null)]
    public void TheThirdDoseOfTheInfantSeries_IsNoBooster(string second, string? said)
    {
        const string infant = "comirnaty-6m-4y-original";
        var messages = AHistory.Messages(FindingRule.Interval, $"1 2022-12-10 {infant}", $"2 {second} {infant}", $"3 2023-02-25 {infant}");

        Assert.Equal(said is null ? 0 : 1, messages.Count);
    }

    [Theory]
    [InlineData("2023-02-24", "55日です（56日未満）")]
    [InlineData("2023-02-25", null)]
    public void TheThirdDoseOfTheInfantSeries_ComesEightWeeksAfterTheSecond(string third, string? said)
    {
        const string infant = "comirnaty-6m-4y-original";
        var messages = AHistory.Messages(FindingRule.Interval, $"1 2022-12-10 {infant}", $"2 2022-12-31 {infant}", $"3 {third} {infant}");

        Assert.Equal(said is null ? [] : [$"2回目と3回目の間隔が{said}。予診票と照合してください。"], messages);
    }

    [Fact]
    public void WhereOnlyTheMakerIsKnown_TheMakersDaysCount()
    {
        var person = A.Person();
        var doses = AHistory.Of(person, "1 2021-06-20 -", "2 2021-07-10 -");
        doses.ForEach(d => d.Maker = "武田/モデルナ");

        Assert.Contains("20日です（28日未満）", Assert.Single(AHistory.Messages(FindingRule.Interval, person, doses)), StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledDose_IsNotCounted()
    {
        var person = A.Person();
        var doses = AHistory.Of(person, "1 2021-06-20", "2 2021-06-25");
        doses[1].Status = Portal.Domain.Ledger.RecordStatus.Cancelled;

        Assert.Empty(DoseChecks.Of(person, doses));
    }
}
