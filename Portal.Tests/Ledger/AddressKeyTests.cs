using CsCheck;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class AddressKeyTests
{
    [Theory]
    [InlineData("花園四丁目1番2号")]
    [InlineData("花園4丁目1-2")]
    [InlineData("花園4-1-2")]
    [InlineData("花園４－１－２")]
    [InlineData("花園4ー1ー2")]
    [InlineData("花園四丁目一番二号")]
    [InlineData("花園4丁目1番地の2")]
    [InlineData("花園4丁目1の2")]
    [InlineData("小樽市花園4丁目1番2号")]
    [InlineData("北海道 小樽市 花園 4丁目 1番 2号")]
    public void OneAddress_HasOneKey(string address) => Assert.Equal("花園4-1-2", AddressKey.Of(address).Value);

    [Theory]
    [InlineData("花園4丁目", "花園4")]
    [InlineData("花園4丁目1番2号メゾン101号室", "花園4-1-2-メゾン101号室")]
    [InlineData("オタモイ一丁目20番18号", "オタモイ1-20-18")]
    [InlineData("おたもい1-20-18", "オタモイ1-20-18")]
    [InlineData("松が枝2丁目", "松ケ枝2")]
    [InlineData("松ヶ枝2丁目", "松ケ枝2")]
    [InlineData("住の江1", "住ノ江1")]
    [InlineData("住之江1", "住ノ江1")]
    [InlineData("三笠市一番町十二番地", "三笠市一番町12")]
    [InlineData("札幌市中央区北一条西二十三丁目百五番一〇号", "札幌市中央区北一条西23-105-10")]
    [InlineData("一〇〇〇〇〇〇〇〇〇〇〇〇番", "一〇〇〇0")]
    [InlineData("九九九九九九九九千番", "99999999000")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void OnlyNumbersOfTheAddress_BecomeDigits(string? address, string key) => Assert.Equal(key, AddressKey.Of(address).Value);

    [Fact]
    public void HardText_HasAKeyThatIsItsOwnKey() => HardText.Any.Sample(
        text => Assert.Equal(AddressKey.Of(text), AddressKey.Of(AddressKey.Of(text).Value)), iter: 5_000);
}
