using Portal.Domain.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public class KanaRulesTests
{
    [Theory]
    [InlineData("佐藤 和子", "サイトウ カズコ")]
    [InlineData("齋藤 和子", "サトウ カズコ")]
    [InlineData("佐佐木 望", "ササモト ノゾミ")]
    [InlineData("髙橋 さくら", "タカハシ ハルカ")]
    [InlineData("山岡 しづ", "ヤマオカ ハル")]
    [InlineData("佐藤 和子", "カズコ サトウ")]
    [InlineData("佐藤 和子", "サトウ 和子")]
    public void AReadingWithNoRoomForIt_IsSaid(string name, string kana) => Assert.NotEmpty(Of(name, kana));

    [Theory]
    [InlineData("佐藤 和子", "サトウ ワコ")]
    [InlineData("佐藤 和子", "ｻﾄｳ ｶｽﾞｺ")]
    [InlineData("齋藤 和子", "さいとう かずこ")]
    [InlineData("河野 太郎", "カワノ タロウ")]
    [InlineData("山岡 しづ", "ヤマオカ シズ")]
    [InlineData("山岡 みちゑ", "ヤマオカ ミチエ")]
    [InlineData("髙橋 ゆうこ", "タカハシ ユーコ")]
    [InlineData("佐藤 和子", "サトー カズコ")]
    [InlineData("佐藤和子", "サイトウカズコ")]
    [InlineData("NGUYEN THI LAN", "グエン ティ ラン")]
    [InlineData("王 美玲", "ワン メイリン")]
    public void AReadingThatCanBe_IsNot(string name, string kana) => Assert.Empty(Of(name, kana));

    private static IEnumerable<PersonFinding> Of(string name, string kana) =>
        PersonChecks.Of(A.Person(name, kana), [], AGround.Plain, AGround.AllOn).Where(f => f.Rule == FindingRule.Kana);
}
