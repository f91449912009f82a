using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class MyNumberScanTests
{
    [Theory]
    [InlineData("123456789018")]
    [InlineData("本人の番号は１２３４　５６７８　９０１８です")]
    [InlineData("1234-5678-9018")]
    [InlineData("1234ー5678―9018")]
    [InlineData("1234\u200b5678\u200b9018")]
    [InlineData("電話 0134 1234 5678 9018")]
    public void Twelve_InOneOrInFours_AreFound(string text) => Assert.True(MyNumberScan.Holds(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456789019")]
    [InlineData("1234567890180")]
    [InlineData("12345 6789018")]
    [InlineData("2021-06-20 2021")]
    public void OtherDigits_AreLeftAlone(string? text) => Assert.False(MyNumberScan.Holds(text));

    [Theory]
    [InlineData("予診票_123456789018.png", "予診票_xxxxxxxxxxxx.png")]
    [InlineData("1234-5678-9018 1234 5678 9018.csv", "xxxxxxxxxxxxxx xxxxxxxxxxxxxx.csv")]
    [InlineData("VRS_20230620.csv", "VRS_20230620.csv")]
    public void StrikeOut_LeavesNoDigitOfIt(string name, string kept) => Assert.Equal(kept, MyNumberScan.StrikeOut(name));
}
