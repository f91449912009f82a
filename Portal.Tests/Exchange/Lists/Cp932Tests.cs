using Portal.Domain.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

public sealed class Cp932Tests
{
    [Theory]
    [InlineData("佐藤 和子")]
    [InlineData("髙﨑 ①㈱～－∥")]
    [InlineData("ｶﾅ \t\r\n")]
    public void WhatWindowsWrites_IsHeld_AndComesBack(string text)
    {
        Assert.True(Cp932.Holds(text));
        Assert.Equal(text, Cp932.Encoding.GetString(Cp932.Encoding.GetBytes(text)));
    }

    [Theory]
    [InlineData("𠮷", "U+20BB7")]
    [InlineData("〜", "U+301C")]
    [InlineData("−", "U+2212")]
    [InlineData("辻\U000E0100", "U+8FBB U+E0100")]
    [InlineData("か\u3099", "U+304B U+3099")]
    [InlineData("é", "U+00E9")]
    [InlineData("¥", "U+00A5")]
    public void WhatItCannotHold_IsNamed_AsAReaderCountsIt(string character, string codePoints)
    {
        var found = new UnwritableCharacters();
        found.Look($"潮見{character}野{character}", "0001204873");

        var only = Assert.Single(found.Shown);
        Assert.Equal((character, codePoints, 2L), (only.Text, only.CodePoints, only.Count));
        Assert.Equal(["0001204873"], only.Places);
        Assert.Equal((2, "潮見〓野〓", 2), (found.Total, Cp932.Replaced($"潮見{character}野{character}").Text, Cp932.Replaced($"潮見{character}野{character}").Count));
    }

    [Fact]
    public void AHundredAreShown_FivePlacesEach_AndTheRestIsCounted()
    {
        var found = new UnwritableCharacters();
        for (var kind = 0; kind < 130; kind++)
        {
            found.Look(char.ConvertFromUtf32(0x20000 + kind), $"{kind}");
        }

        for (var place = 0; place < 8; place++)
        {
            found.Look(char.ConvertFromUtf32(0x20007), $"p{place}");
        }

        Assert.Equal((138L, 100, 30L), (found.Total, found.Shown.Count, found.NotShown));
        Assert.Equal(("U+20007", 9L, 5), (found.Shown[0].CodePoints, found.Shown[0].Count, found.Shown[0].Places.Count));
    }
}
