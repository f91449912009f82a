using Portal.Domain.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public class CampaignRulesTests
{
    [Theory]
    [InlineData("1 2021-02-16", true)]
    [InlineData("1 2021-02-17", false)]
    [InlineData("7 2024-03-31 comirnaty-xbb", false)]
    [InlineData("7 2024-04-01 comirnaty-xbb", true)]
    [InlineData("3 2021-11-30", true)]
    [InlineData("3 2021-12-01", false)]
    [InlineData("4 2022-05-24", true)]
    [InlineData("4 2022-05-25", false)]
    [InlineData("5 2022-09-19 comirnaty-ba1", true)]
    [InlineData("5 2022-09-20 comirnaty-ba1", false)]
    public void ADose_BeforeItsNumberWasGiven_IsSaid(string dose, bool isSaid) => Assert.Equal(
        isSaid, AHistory.Messages(FindingRule.Campaign, dose).Any(m => m.Contains("期間（", StringComparison.Ordinal) || m.Contains("より前です。回数", StringComparison.Ordinal)));

    [Fact]
    public void TheInfantThirdDose_HasNoBoosterWindow() =>
        Assert.DoesNotContain(AHistory.Messages(FindingRule.Campaign, "1 2021-06-20 comirnaty-6m-4y-original", "3 2021-09-20 comirnaty-6m-4y-original"),
            m => m.Contains("3回目の接種が始まった", StringComparison.Ordinal));

    [Fact]
    public void TwoBoosters_InOneSeason_AreSaid() => Assert.Equal(
        ["令和5年春開始接種（令和5年5月8日から令和5年9月19日）に5回目と6回目の2回があります。1人1回です。予診票と照合してください。"],
        AHistory.Messages(FindingRule.Campaign, "5 2023-05-08 comirnaty-ba45", "6 2023-09-19 comirnaty-ba45"));

    [Theory]
    [InlineData("5 2023-05-07 comirnaty-ba45", "6 2023-09-19 comirnaty-ba45")]
    [InlineData("5 2023-05-08 comirnaty-ba45", "6 2023-09-20 comirnaty-xbb")]
    public void OneBooster_InEachSeason_IsRight(string one, string next) => Assert.Empty(AHistory.Messages(FindingRule.Campaign, one, next));

    [Fact]
    public void ABoosterOfTheOriginalStrain_IsNotTheAutumnDose() =>
        Assert.Empty(AHistory.Messages(FindingRule.Campaign, "3 2022-09-25", "4 2023-01-10 comirnaty-ba45"));
}
