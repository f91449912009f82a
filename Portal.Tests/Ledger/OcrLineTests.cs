using CsCheck;
using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class OcrLineTests
{
    [Theory]
    [InlineData("130120330000012345")]
    [InlineData("1 3 012033 0000012345")]
    [InlineData("１３０１２０３３　００００　０１２３４５")]
    public void EighteenDigits_AreTakenApart(string scanned)
    {
        var line = OcrLine.Parse(scanned);
        Assert.Equal(CouponKind.Vaccination, line.Kind);
        Assert.Equal(3, line.DoseNumber);
        Assert.Equal(MunicipalityCode.Otaru, line.Municipality);
        Assert.Equal("0000012345", line.Coupon.Value);
        Assert.Equal("130120330000012345", $"{line}");
    }

    [Fact]
    public void AnInterviewOnlySheet_IsToldApart() => Assert.Equal(CouponKind.InterviewOnly, OcrLine.Parse("210120330000012345").Kind);

    [Theory]
    [InlineData("330120330000012345")]
    [InlineData("030120330000012345")]
    [InlineData("100120330000012345")]
    [InlineData("130120340000012345")]
    [InlineData("13012033000001234")]
    [InlineData("1301203300000123456")]
    [InlineData("13O120330000012345")]
    [InlineData(null)]
    public void AnythingElse_IsRefused(string? scanned)
    {
        Assert.False(OcrLine.TryParse(scanned, out _));
        Assert.Contains("18桁", Assert.Throws<RuleException>(() => OcrLine.Parse(scanned)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryLine_IsWrittenAsItWasRead() => Gen
        .Select(Gen.Int[1, 2], Gen.Int[1, 9], Gen.OneOf(MunicipalityList.All.ToArray()), Gen.Long[0, 9_999_999_999])
        .Select((kind, dose, municipality, coupon) => $"{kind}{dose}{municipality}{coupon:D10}")
        .Sample(text => OcrLine.Parse(text).ToString() == text);
}
