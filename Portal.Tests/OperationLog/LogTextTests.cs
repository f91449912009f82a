using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("窓口\r\n2026-11-23 takahashi 削除", "窓口  2026-11-23 takahashi 削除")]
    [InlineData("a\u001b[31mb", "a [31mb")]
    [InlineData("a\u2028b\u2029c\u0085d", "a b c d")]
    [InlineData("a\u202Eb", "a b")]
    [InlineData("a\u0000b\tc", "a b c")]
    public void WhatBreaksALine_BecomesASpace(string typed, string kept) => Assert.Equal(kept, LogText.OneLine(typed, 100));

    [Theory]
    [InlineData("髙橋 𠮷野 邉󠄂")]
    [InlineData("")]
    public void Names_StayAsTheyAre(string name) => Assert.Equal(name, LogText.OneLine(name, 100));

    [Fact]
    public void HalfACharacter_IsNeverKept()
    {
        Assert.Equal("a ", LogText.OneLine("a\uD842", 100));
        Assert.Equal("aa…", LogText.OneLine("aa𠮷野屋", 4));
    }

    [Theory]
    [InlineData("受付 123456789018 番")]
    [InlineData("受付 1234 5678 9018 番")]
    [InlineData("受付 １２３４５６７８９０１８ 番")]
    public void APossibleMyNumber_IsStruckOut(string typed) => Assert.DoesNotContain("9018", LogText.OneLine(typed, 100), StringComparison.Ordinal);

    [Fact]
    public void ALongText_EndsInDots() => Assert.Equal("ああ…", LogText.OneLine("ああああ", 3));
}
