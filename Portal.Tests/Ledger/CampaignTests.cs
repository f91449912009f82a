using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class CampaignTests
{
    [Theory]
    [InlineData("2021-02-16", false)]
    [InlineData("2021-02-17", true)]
    [InlineData("2024-03-31", true)]
    [InlineData("2024-04-01", false)]
    public void TheProgramme_EndsWithReiwa5(string day, bool within) => Assert.Equal(within, Campaign.Programme.Contains(Iso(day)));

    [Theory]
    [InlineData("2022-09-19", null)]
    [InlineData("2022-09-20", "autumn-2022")]
    [InlineData("2023-05-07", "autumn-2022")]
    [InlineData("2023-05-08", "spring-2023")]
    [InlineData("2023-09-19", "spring-2023")]
    [InlineData("2023-09-20", "autumn-2023")]
    [InlineData("2024-03-31", "autumn-2023")]
    [InlineData("2024-04-01", null)]
    public void ADay_IsInOneSeason(string day, string? season) => Assert.Equal(season, Campaign.SeasonOf(Iso(day))?.Code);

    [Fact]
    public void TheSeasons_FollowWithoutAGap()
    {
        Assert.All(Campaign.Seasons.Zip(Campaign.Seasons.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
        Assert.All(Campaign.All, campaign => Assert.True(Campaign.Programme.Contains(campaign.From) && Campaign.Programme.Contains(campaign.To)));
    }

    [Fact]
    public void ADose_CannotBeEarlierThanItsCampaign()
    {
        Assert.Equal([new(2021, 2, 17), new(2021, 2, 17), new(2021, 12, 1), new(2022, 5, 25), new(2022, 9, 20), new(2023, 5, 8), new(2023, 9, 20)],
            Enumerable.Range(1, 7).Select(Campaign.FirstDayOf));
        Assert.Throws<ArgumentOutOfRangeException>(() => Campaign.FirstDayOf(0));
    }

    private static DateOnly Iso(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
