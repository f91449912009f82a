using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class TownListTests
{
    [Fact]
    public void TheCityHas144Entries_EachRecognisedAsWritten()
    {
        Assert.Equal(144, TownList.All.Count);
        Assert.All(TownList.All, chome => Assert.True(TownList.Recognise(chome.Name, out var match) && match.Town == chome.Town, chome.Name));
        Assert.Contains(new Chome("花園四丁目", "花園", "0470024"), TownList.All);
    }

    [Theory]
    [InlineData("花園4丁目", "花園", "花園4")]
    [InlineData("花園四丁目1", "花園", "花園4-1")]
    [InlineData("花園4-1-2", "花園", "花園4-1-2")]
    [InlineData("新光町3", "新光町", "新光町3")]
    [InlineData("朝里川温泉1丁目", "朝里川温泉", "朝里川温泉1")]
    [InlineData("小樽市花園", "花園", "花園")]
    [InlineData("桜1", "桜", "桜1")]
    public void ATownWithANumberOrItsCity_IsAnAddress(string term, string town, string key)
    {
        Assert.True(TownList.Recognise(term, out var match));
        Assert.Equal((town, key, false), (match.Town, match.Key.Value, match.MayBeName));
    }

    [Theory]
    [InlineData("花園")]
    [InlineData("桜")]
    [InlineData("櫻")]
    [InlineData("緑")]
    [InlineData("若松")]
    [InlineData("オタモイ")]
    public void ABareTown_MayBeANameToo(string term) => Assert.True(TownList.Recognise(term, out var match) && match.MayBeName);

    [Theory]
    [InlineData("桜井")]
    [InlineData("若松太郎")]
    [InlineData("緑川")]
    [InlineData("4丁目")]
    [InlineData("小樽市")]
    [InlineData("")]
    [InlineData(null)]
    public void AName_IsNotTakenForATown(string? term) => Assert.False(TownList.Recognise(term, out _));
}
