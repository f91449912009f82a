using CsCheck;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class AgeTests
{
    [Theory]
    [InlineData("2010-04-02", "2022-03-31", 11, 11)]
    [InlineData("2010-04-02", "2022-04-01", 11, 12)]
    [InlineData("2010-04-02", "2022-04-02", 12, 12)]
    [InlineData("2004-02-29", "2023-02-27", 18, 18)]
    [InlineData("2004-02-29", "2023-02-28", 18, 19)]
    [InlineData("2004-02-29", "2023-03-01", 19, 19)]
    [InlineData("2004-02-29", "2024-02-28", 19, 20)]
    [InlineData("2004-02-29", "2024-02-29", 20, 20)]
    [InlineData("2022-01-01", "2022-01-01", 0, 0)]
    [InlineData("2022-01-02", "2022-01-01", -1, 0)]
    public void TheLaw_CountsAYearOneDayEarlier(string birth, string day, int shown, int legal)
    {
        Assert.Equal(shown, Age.On(Iso(birth), Iso(day)));
        Assert.Equal(legal, Age.LegalOn(Iso(birth), Iso(day)));
    }

    [Theory]
    [InlineData("2022-08-31", "2023-02-27", 5, 5)]
    [InlineData("2022-08-31", "2023-02-28", 5, 6)]
    [InlineData("2022-08-31", "2023-03-01", 6, 6)]
    [InlineData("2022-05-10", "2022-11-09", 5, 6)]
    public void Months_EndWithAShortMonth(string birth, string day, int shown, int legal)
    {
        Assert.Equal(shown, Age.MonthsOn(Iso(birth), Iso(day)));
        Assert.Equal(legal, Age.LegalMonthsOn(Iso(birth), Iso(day)));
    }

    [Theory]
    [InlineData("2022-05-10", "2023-01-15", "8か月")]
    [InlineData("2022-05-10", "2023-05-10", "1歳")]
    [InlineData("1950-03-04", "2022-03-04", "72歳")]
    public void Describe_GivesMonthsToInfants(string birth, string day, string words) => Assert.Equal(words, Age.Describe(Iso(birth), Iso(day)));

    [Fact]
    public void Age_OnlyGrowsAndByLawNeverLagsBehind() => Gen.Select(Gen.Int[0, 40_000], Gen.Int[0, 40_000]).Sample((born, lived) =>
    {
        var birth = new DateOnly(1900, 1, 1).AddDays(born);
        var day = birth.AddDays(lived);
        return Age.On(birth, day) <= Age.LegalOn(birth, day)
            && Age.LegalOn(birth, day) == Age.On(birth, day.AddDays(1))
            && Age.On(birth, day) == Age.MonthsOn(birth, day) / 12;
    });

    private static DateOnly Iso(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
