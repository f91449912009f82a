using Portal.Domain.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class ErrorRateTests
{
    /// <summary>Newcombe 1998, Table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_GivesThePublishedLimits(int errors, int size, double low, double high)
    {
        var interval = ErrorRate.Wilson((double)errors / size, size);

        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void ASampleOfAVeryLargeSet_HasThePublishedLimitsToo() =>
        Assert.Equal(0.2553, new ErrorRate(81, 263, 1_000_000_000, IsSample: true).Interval!.Value.Low, 4);

    [Fact]
    public void AHalfOfTheSet_IsKnownMoreClosely_AsIfTheSampleWereTwiceAsLarge()
    {
        var half = new ErrorRate(10, 100, 200, IsSample: true).Interval!.Value;
        var twice = ErrorRate.Wilson(0.1, 199);

        Assert.Equal(twice.Low, half.Low, 12);
        Assert.Equal(twice.High, half.High, 12);
    }

    [Fact]
    public void AWholeSet_HasItsRate_AndNoInterval()
    {
        var whole = new ErrorRate(3, 120, 120, IsSample: false);

        Assert.Equal(0.025, whole.Rate);
        Assert.Null(whole.Interval);
    }

    [Fact]
    public void NothingCompared_IsNoRate()
    {
        var nothing = new ErrorRate(0, 0, 120, IsSample: true);

        Assert.Null(nothing.Rate);
        Assert.Null(nothing.Interval);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 46)]
    [InlineData(312, 186)]
    [InlineData(20_000, 447)]
    [InlineData(1_000_000, 456)]
    public void TheSuggestedSample_KnowsFivePercentToTwoPoints(int population, int size)
    {
        Assert.Equal(size, SampleSize.For(population));
        if (size > 0 && size < population)
        {
            var (low, high) = new ErrorRate((int)Math.Round(size * 0.05), size, population, IsSample: true).Interval!.Value;
            Assert.InRange((high - low) / 2, 0.012, 0.0225);
        }
    }
}
