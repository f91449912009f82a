using Portal.Domain;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

public class IssuedNumberTests
{
    private static readonly NumberRange Range = new(NumberKind.Resident, 900_000_000, 900_000_009);

    /// <summary>Published examples of ISO/IEC 7064 MOD 11,10: the standard's own, a German tax number, a German VAT number.</summary>
    [Theory]
    [InlineData("794623")]
    [InlineData("86095742719")]
    [InlineData("136695976")]
    public void ANumberWithItsCheckDigit_IsRead(string text)
    {
        Assert.True(IssuedNumber.TryParse(text, out var number));
        Assert.Equal(text, number.Value);
        Assert.Equal(text, IssuedNumber.Of(number.Serial).Value);
    }

    [Fact]
    public void EveryDigitMistakenForAnother_IsNoticed()
    {
        foreach (var serial in new long[] { 900_000_000, 912_345_678, 987_654_321 })
        {
            var right = IssuedNumber.Of(serial).Value;
            var wrong = Enumerable.Range(0, right.Length).SelectMany(at => "0123456789".Where(d => d != right[at]).Select(d => right[..at] + d + right[(at + 1)..]));
            Assert.DoesNotContain(wrong, text => IssuedNumber.TryParse(text, out _));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("9")]
    [InlineData("0000000017")]
    [InlineData("90000000OO")]
    [InlineData("123456789018")]
    [InlineData("9000000000000009")]
    public void WhatIsNoNumberOfOurs_IsRefused(string text)
    {
        Assert.False(IssuedNumber.TryParse(text, out _));
        Assert.Throws<RuleException>(() => IssuedNumber.Parse(text));
    }

    [Theory]
    [InlineData(99_999, 100_000)]
    [InlineData(2, 1)]
    [InlineData(0, 5)]
    [InlineData(10_000_000_000, 99_999_999_999)]
    [InlineData(100_000_000_000_000, 999_999_999_999_999)]
    public void ARange_IsOfOneLength_AndNeverThatOfAMyNumber(long first, long last) =>
        Assert.Throws<RuleException>(() => new NumberRange(NumberKind.Resident, first, last));

    [Fact]
    public void NoNumberOfTheUsualRanges_CanBeTakenForAMyNumber()
    {
        var ranges = Portal.Features.Exchange.ResidentIndex.NumberRanges.Default;
        Assert.All(Enum.GetValues<NumberKind>(), kind => Assert.False(MyNumberScan.Holds(IssuedNumber.Of(ranges.Of(kind).First).Value)));
    }

    [Fact]
    public void ACounter_GivesEachNumberOnce_AndSaysWhenThereAreNoMore()
    {
        var counter = new NumberCounter { Kind = NumberKind.Resident };
        counter.Take(counter.Candidates(Range, 1)[0], Range, A.Now);
        var version = counter.Version;
        counter.Take(IssuedNumber.Of(Range.First + 3), Range, A.Now);

        Assert.Equal((2, 2, 6), (counter.Issued, counter.PassedOver, counter.LeftIn(Range)));
        Assert.NotEqual(version, counter.Version);
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Take(IssuedNumber.Of(Range.First), Range, A.Now));
        counter.Take(IssuedNumber.Of(Range.Last), Range, A.Now);
        Assert.Contains("使い切りました", Assert.Throws<RuleException>(() => counter.Candidates(Range, 1)).Message, StringComparison.Ordinal);
    }
}
