using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class CouponNumberTests
{
    [Theory]
    [InlineData("0000012345", "0000012345")]
    [InlineData("００００ ０１２３４５", "0000012345")]
    public void TenDigits_KeepTheirZeros(string text, string value) => Assert.Equal(value, $"{CouponNumber.Parse(text)}");

    [Theory]
    [InlineData("12345")]
    [InlineData("00000123456")]
    [InlineData("1.23E+09")]
    [InlineData("")]
    [InlineData(null)]
    public void AnythingElse_IsRefused(string? text)
    {
        Assert.False(CouponNumber.TryParse(text, out _));
        Assert.Contains("券番号", Assert.Throws<RuleException>(() => CouponNumber.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRepair_PadsAndSaysSo()
    {
        Assert.True(CouponNumber.TryRepair("12345", out var number, out var notice));
        Assert.Equal("0000012345", number.Value);
        Assert.Equal("券番号の先頭の0が失われています。0000012345 として扱います。", notice);
    }

    [Theory]
    [InlineData("0000012345")]
    [InlineData("0")]
    [InlineData("12A")]
    [InlineData("12345678901")]
    [InlineData("")]
    public void TryRepair_LeavesTheRestAlone(string text)
    {
        Assert.False(CouponNumber.TryRepair(text, out _, out var notice));
        Assert.Empty(notice);
    }
}
