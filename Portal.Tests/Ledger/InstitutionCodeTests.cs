using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class InstitutionCodeTests
{
    [Theory]
    [InlineData("0110113719")]
    [InlineData("０１-１-０１１３７１-９")]
    public void ACodeWhoseCheckDigitAgrees_IsRead(string text) => Assert.Equal("0110113719", InstitutionCode.Parse(text).Value);

    [Theory]
    [InlineData("0110113718")]
    [InlineData("0101113719")]
    [InlineData("110113719")]
    [InlineData("9910113710")]
    [InlineData(null)]
    public void AnythingElse_IsRefused(string? text)
    {
        Assert.False(InstitutionCode.TryParse(text, out _));
        Assert.Contains("医療機関コード", Assert.Throws<RuleException>(() => InstitutionCode.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRepair_GivesBackTheZeroOfHokkaido()
    {
        Assert.True(InstitutionCode.TryRepair("110113719", out var code));
        Assert.Equal("0110113719", $"{code}");
        Assert.False(InstitutionCode.TryRepair("110113718", out _));
    }
}
