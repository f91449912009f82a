using CsCheck;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class KanaKeyTests
{
    [Theory]
    [InlineData("サトウ　タロウ")]
    [InlineData("ｻﾄｳ ﾀﾛｳ")]
    [InlineData("さとう たろう")]
    [InlineData("ザドウ・ダロウ")]
    [InlineData("サトーウ タロウ")]
    [InlineData("サト‐ウタロウ")]
    public void OneReading_HasOneKey(string reading) => Assert.Equal("サトウタロウ", KanaKey.Of(reading).Value);

    [Theory]
    [InlineData("ハットリ キョウコ", "ハツトリキヨウコ")]
    [InlineData("ｷｮｳｺ", "キヨウコ")]
    [InlineData("ヲノ ヰチ ヱミ", "オノイチエミ")]
    [InlineData("ゔぃくとりあ", "ウイクトリア")]
    [InlineData("ヴィクトリア", "ウイクトリア")]
    [InlineData("か\u3099き\u309A", "カキ")]
    [InlineData("ﾊﾟﾊﾞ", "ハハ")]
    [InlineData("ヅ ヂ", "ツチ")]
    [InlineData("ヶヵㇰㇿ", "ケカクロ")]
    [InlineData("みすゞ", "ミスス")]
    [InlineData("O'Brien, José", "OBRIENJOSE")]
    [InlineData("キム 한", "キム한")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void EverySpelling_IsReducedToPlainKana(string? reading, string key) => Assert.Equal(key, KanaKey.Of(reading).Value);

    [Theory]
    [InlineData("サトウ", true)]
    [InlineData("ｻﾄｳ ﾀﾞｲｷ", true)]
    [InlineData("さとー", true)]
    [InlineData("キョウ・か\u3099", true)]
    [InlineData("ヴァ", true)]
    [InlineData("佐とう", false)]
    [InlineData("サトウ1", false)]
    [InlineData("SATO", false)]
    [InlineData("ー", false)]
    [InlineData("゛", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsKana_TellsAReadingFromAName(string? term, bool kana) => Assert.Equal(kana, KanaKey.IsKana(term));

    [Fact]
    public void TheShortWayThroughPlainText_AndTheLongOne_GiveTheSameKey() => Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['ぁ', 'ヾ'], Gen.Char['一', '鿿']).Array[0, 12].Sample(
        characters =>
        {
            var text = new string(characters);
            // A character nobody sees sends the text the long way.
            Assert.Equal(KanaKey.Of(text + '\u200B'), KanaKey.Of(text));
        },
        iter: 20_000);

    [Fact]
    public void HardText_HasAKeyThatIsItsOwnKey() => HardText.Any.Sample(
        text =>
        {
            var key = KanaKey.Of(text);
            Assert.Equal(key, KanaKey.Of(key.Value));
            _ = KanaKey.IsKana(text);
        },
        iter: 5_000);
}
