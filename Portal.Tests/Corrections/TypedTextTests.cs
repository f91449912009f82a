using Portal.Domain;
using Portal.Domain.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public class TypedTextTests
{
    [Theory]
    [InlineData("lotNumber", "ｅｘ ３６１７", "EX3617")]
    [InlineData("doseNumber", "３", "3")]
    [InlineData("amountMl", "０．２５ mL", "0.25")]
    [InlineData("couponNumber", "0123456789", "0123456789")]
    [InlineData("paymentMonth", "R4.7", "2022-07-01")]
    [InlineData("paymentMonth", "2022-07-01", "2022-07-01")]
    [InlineData("doctor", "  髙橋 葛󠄀子 ", "髙橋 葛󠄀子")]
    [InlineData("doctor", "　", null)]
    public void Read_AsClerksType_IsCanonical(string key, string typed, string? canonical)
    {
        Assert.Equal(canonical, TypedText.Read(RecordKind.Dose, RecordItems.Find(RecordKind.Dose, key), typed));
    }

    [Theory]
    [InlineData("doseNumber", "10", "接種回数")]
    [InlineData("doseNumber", "", "接種回数")]
    [InlineData("vaccinatedOn", "2024-04-01", "令和6年3月31日以前")]
    [InlineData("amountMl", "0", "接種量")]
    [InlineData("couponNumber", "123", "券番号")]
    [InlineData("municipalityCode", "012034", "自治体コード")]
    [InlineData("paymentMonth", "7月", "支払月")]
    [InlineData("remarks", "番号 123456789018 の件", "個人番号は台帳に入力できません")]
    [InlineData("remarks", "番号 １２３４－５６７８－９０１８ の件", "個人番号は台帳に入力できません")]
    [InlineData("remarks", "4811 1234 5678 9018", "個人番号は台帳に入力できません")]
    public void Read_OfSomethingImpossible_NamesTheItem(string key, string typed, string words)
    {
        var refusal = Assert.Throws<RuleException>(() => TypedText.Read(RecordKind.Dose, RecordItems.Find(RecordKind.Dose, key), typed));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MyNumberIn_ALongerNumber_IsAnotherNumber()
    {
        Assert.Null(TypedText.MyNumberIn("特記事項", "1101203312345678901812"));
    }

    [Theory]
    [InlineData("電話 0134-32-4111")]
    [InlineData("2021-06-20と2021-07-11に接種")]
    [InlineData("番号 1234 5678 9017")]
    public void MyNumberIn_OrdinaryFigures_FindsNone(string text) => Assert.Null(TypedText.MyNumberIn("特記事項", text));
}
