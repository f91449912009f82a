using CsCheck;
using Portal.Domain;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class LotNumberTests
{
    [Theory]
    [InlineData("FJ7489", "FJ7489", LotFormat.Pfizer)]
    [InlineData(" ｆｊ ７４８９", "FJ7489", LotFormat.Pfizer)]
    [InlineData("3004733", "3004733", LotFormat.Moderna)]
    [InlineData("000221a", "000221A", LotFormat.Moderna)]
    [InlineData("400082A", "400082A", LotFormat.Moderna)]
    [InlineData("4302MF015", "4302MF015", LotFormat.Other)]
    [InlineData("不明", "不明", LotFormat.Other)]
    public void ALot_IsNormalisedAndItsShapeKnown(string text, string value, LotFormat format)
    {
        var lot = LotNumber.Parse(text);
        Assert.Equal((value, format), (lot.Value, lot.Format));
        Assert.Equal(value, $"{lot}");
    }

    [Theory]
    [InlineData("123456789012345678901")]
    [InlineData("　")]
    [InlineData(null)]
    public void EmptyOrLongerThanTwenty_IsRefused(string? text)
    {
        Assert.False(LotNumber.TryParse(text, out _));
        Assert.Contains("ロット番号", Assert.Throws<RuleException>(() => LotNumber.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FJ74B9", "FJ7489 ではありませんか。")]
    [InlineData("fko1o8", "FK0108 ではありませんか。")]
    [InlineData("F17489", "FI7489 ではありませんか。")]
    [InlineData("30O4733", "3004733 ではありませんか。")]
    [InlineData("OOO221A", "000221A ではありませんか。")]
    public void LettersTypedForDigits_AreAskedAbout(string typed, string suggestion)
    {
        Assert.True(LotNumber.LooksMistyped(typed, out var asked));
        Assert.Equal(suggestion, asked);
    }

    [Theory]
    [InlineData("FJ7489")]
    [InlineData("000221A")]
    [InlineData("000221")]
    [InlineData("4302MF015")]
    [InlineData("ABCDEF")]
    [InlineData("")]
    [InlineData(null)]
    public void WhatCannotBeBettered_IsNotAskedAbout(string? typed) => Assert.False(LotNumber.LooksMistyped(typed, out _));

    [Fact]
    public void HardText_IsReadOrRefused() => HardText.Any.Sample(
        text =>
        {
            _ = LotNumber.LooksMistyped(text, out _);
            return !LotNumber.TryParse(text, out var lot) || LotNumber.Parse(lot.Value) == lot;
        },
        iter: 5_000);
}
