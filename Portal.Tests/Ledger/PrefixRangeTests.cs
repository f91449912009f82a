using System.Text;
using CsCheck;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class PrefixRangeTests
{
    [Theory]
    [InlineData("サト", "サド")]
    [InlineData("a\uD7FE", "a\uD7FF")]
    [InlineData("a\uFFFD", "a\uFFFE")]
    [InlineData("𠮷", "𠮸")]
    [InlineData("\U0001FFFF", "\U00020000")]
    public void NextPrefix_AddsOneToTheLastCodePoint(string key, string next) => Assert.Equal(next, PrefixRange.NextPrefix(key));

    [Theory]
    [InlineData("")]
    [InlineData("a\uD7FF")]
    [InlineData("a\uFFFF")]
    [InlineData("a\U0010FFFF")]
    public void NextPrefix_OfNoCharacter_IsAnError(string key) => Assert.Throws<ArgumentException>(() => PrefixRange.NextPrefix(key));

    [Fact]
    public void NextPrefix_OfABrokenSurrogate_IsAnError()
    {
        Assert.Throws<ArgumentException>(() => PrefixRange.NextPrefix("a\uD842"));
        Assert.Throws<ArgumentException>(() => PrefixRange.NextPrefix("a\uDFB7"));
    }

    [Fact]
    public void TheRange_HoldsExactlyWhatBeginsWithTheKey_InBothOrders()
    {
        // Few characters, so that keys and texts meet often; all around the ends where the two orders part.
        string[] characters = ["a", "b", "サ", "\uD7FE", "\uE000", "\uE001", "\uFFFC", "\uFFFD", "𐀀", "𠮷", "𠮸", "\U0001FFFE", "\U0010FFFE"];
        var text = Gen.OneOf(characters).Array[1, 4].Select(string.Concat);
        Gen.Select(text, text).Sample(
            (key, candidate) =>
            {
                var next = PrefixRange.NextPrefix(key);
                var begins = candidate.StartsWith(key, StringComparison.Ordinal);
                Assert.Equal(begins, string.CompareOrdinal(key, candidate) <= 0 && string.CompareOrdinal(candidate, next) < 0);
                Assert.Equal(begins, CompareUtf8(key, candidate) <= 0 && CompareUtf8(candidate, next) < 0);
            },
            iter: 50_000);
    }

    [Fact]
    public void EveryKeyOfHardText_HasARange() => HardText.Any.Sample(
        text =>
        {
            foreach (var key in new[] { KanaKey.Of(text).Value, NameKey.Of(text).Value, AddressKey.Of(text).Value }.Where(key => key.Length > 0))
            {
                Assert.True(string.CompareOrdinal(key, PrefixRange.NextPrefix(key)) < 0);
            }
        },
        iter: 5_000);

    private static int CompareUtf8(string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
