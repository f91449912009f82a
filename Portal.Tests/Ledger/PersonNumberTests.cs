using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class PersonNumberTests
{
    [Theory]
    [InlineData("000000000012345", "000000000012345", "12345")]
    [InlineData("  12345", "12345", "12345")]
    [InlineData("００１２", "0012", "12")]
    [InlineData("000", "000", "0")]
    public void Numbers_KeepTheirZerosAndAreFoundWithoutThem(string text, string value, string key)
    {
        var resident = ResidentNumber.Parse(text);
        var integrated = IntegratedNumber.Parse(text);
        Assert.Equal((value, key), (resident.Value, resident.Key));
        Assert.Equal((value, key), (integrated.Value, integrated.Key));
        Assert.Equal(value, $"{resident}");
        Assert.Equal(value, $"{integrated}");
    }

    [Theory]
    [InlineData("1234567890123456")]
    [InlineData("12A45")]
    [InlineData("")]
    [InlineData("　")]
    [InlineData(null)]
    public void AnythingElse_IsRefusedUnderItsOwnName(string? text)
    {
        Assert.False(ResidentNumber.TryParse(text, out _));
        Assert.False(IntegratedNumber.TryParse(text, out _));
        Assert.StartsWith("宛名番号は", Assert.Throws<RuleException>(() => ResidentNumber.Parse(text)).Message, StringComparison.Ordinal);
        Assert.StartsWith("統合宛名番号は", Assert.Throws<RuleException>(() => IntegratedNumber.Parse(text)).Message, StringComparison.Ordinal);
    }
}
