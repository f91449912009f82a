using System.Text.Json;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class MyNumberTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    [Theory]
    [InlineData("983205673214")]
    [InlineData("123456789018")]
    [InlineData("９８３２ ０５６７ ３２１４")]
    [InlineData("9832-0567-3214")]
    public void ANumberWhoseCheckDigitAgrees_IsRead(string text)
    {
        Assert.True(MyNumber.LooksLike(text));
        Assert.Equal(12, MyNumber.Parse(text).Reveal().Length);
    }

    [Theory]
    [InlineData("983205673210")]
    [InlineData("98320567321")]
    [InlineData("9832056732140")]
    [InlineData("000000000000")]
    [InlineData("98320567321A")]
    [InlineData("")]
    [InlineData(null)]
    public void AnythingElse_IsRefused(string? text) => Assert.False(MyNumber.TryParse(text, out _));

    [Fact]
    public void OneWrongDigit_IsFoundInNearlyEveryPlace()
    {
        const string Valid = "983205673214";
        var accepted = from place in Enumerable.Range(0, Valid.Length)
                       from digit in "0123456789"
                       where digit != Valid[place] && MyNumber.LooksLike(Valid[..place] + digit + Valid[(place + 1)..])
                       select place;

        // Modulus 11 with remainders 0 and 1 sharing digit 0 lets through only changes to and from those.
        Assert.Empty(accepted);
    }

    [Fact]
    public void Refusal_DoesNotRepeatTheNumber()
    {
        var refusal = Assert.Throws<MyNumberRefusedException>(() => MyNumber.Parse("983205673210"));
        Assert.StartsWith("個人番号は12桁", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("9832", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextLogAndJson_ShowNoDigit()
    {
        var number = MyNumber.Parse("983205673214");
        Assert.Equal("個人番号", $"{number}");
        Assert.Equal("{}", JsonSerializer.Serialize(number));
        Assert.Equal("{}", JsonSerializer.Serialize(number, WithFields));
    }
}
