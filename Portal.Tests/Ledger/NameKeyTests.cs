using System.Text;
using CsCheck;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class NameKeyTests
{
    [Theory]
    [InlineData("髙橋", "高橋")]
    [InlineData("高槗", "高橋")]
    [InlineData("山﨑", "山崎")]
    [InlineData("山嵜", "山崎")]
    [InlineData("𠮷田", "吉田")]
    [InlineData("渡邉", "渡辺")]
    [InlineData("渡邊", "渡辺")]
    [InlineData("齋藤", "斉藤")]
    [InlineData("斎藤", "齊藤")]
    [InlineData("濵田", "浜田")]
    [InlineData("葛\U000E0100城", "葛城")]
    [InlineData("辻\uFE00", "辻")]
    [InlineData("\uFA19田", "神田")]
    [InlineData("⼭⽥", "山田")]
    [InlineData("佐々木", "佐佐木")]
    [InlineData("佐藤　太郎", "佐藤太郎")]
    [InlineData("ジョン・スミス", "ジョンスミス")]
    [InlineData("あゆみ", "アユミ")]
    [InlineData("松ヶ枝", "松ケ枝")]
    [InlineData("ｓｍｉｔｈ", "SMITH")]
    public void OneName_HasOneKey(string written, string typed) => Assert.Equal(NameKey.Of(typed), NameKey.Of(written));

    [Theory]
    [InlineData("恵", "慧")]
    [InlineData("広", "弘")]
    [InlineData("崎", "埼")]
    [InlineData("佐藤", "佐東")]
    [InlineData("かき", "かぎ")]
    public void DifferentNames_StayApart(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("\uE123", "\uE123")]
    [InlineData("々", "々")]
    [InlineData("　", "")]
    [InlineData(null, "")]
    public void GaijiAndBrokenText_StillHaveAKey(string? name, string key) => Assert.Equal(key, $"{NameKey.Of(name)}");

    [Fact]
    public void ALoneSurrogate_IsOneUnknownCharacter() => Assert.Equal("佐\uFFFD", NameKey.Of("佐\uD842").Value);

    [Fact]
    public void VariantTable_NamesEachCharacterOnce()
    {
        var characters = NameVariants.Groups().SelectMany(group => group).Select(rune => rune.ToString()).ToList();
        Assert.Empty(characters.GroupBy(character => character).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(characters, character => Assert.Equal(character, character.Normalize(NormalizationForm.FormKC)));
    }

    [Fact]
    public void VariantTable_HasAtLeastTwoInAGroupAndMostNameCharacters()
    {
        Assert.All(NameVariants.Groups(), group => Assert.True(group.Length > 1, $"{group[0]}"));
        Assert.True(NameVariants.Groups().Count() >= 200);
    }

    [Fact]
    public void HardText_HasAKeyThatIsItsOwnKey() => HardText.Any.Sample(
        text => Assert.Equal(NameKey.Of(text), NameKey.Of(NameKey.Of(text).Value)), iter: 5_000);
}
