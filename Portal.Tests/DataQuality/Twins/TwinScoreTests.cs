using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.DataQuality.Twins;

public class TwinScoreTests
{
    [Theory]
    [InlineData("same", "佐藤 和子", "サトウ カズコ", "1950-03-04", "色内一丁目2番3号", Sex.Female, 80)]
    [InlineData("and the same address", "佐藤 和子", "サトウ カズコ", "1950-03-04", "花園四丁目1番2号", Sex.Female, 95)]
    [InlineData("written another way", "佐藤 和江", "サトウ カズコ", "1950-03-04", "色内一丁目2番3号", Sex.Female, 70)]
    [InlineData("read another way", "佐藤 和子", "サトウ ワコ", "1950-03-04", "色内一丁目2番3号", Sex.Female, 70)]
    [InlineData("one digit of the birth date", "佐藤 和子", "サトウ カズコ", "1950-03-05", "花園四丁目1番2号", Sex.Female, 80)]
    [InlineData("one digit, another address", "佐藤 和子", "サトウ カズコ", "1950-03-05", "色内一丁目2番3号", Sex.Female, 65)]
    [InlineData("month and day changed over", "佐藤 和子", "サトウ カズコ", "1950-04-03", "花園四丁目1番2号", Sex.Female, 80)]
    [InlineData("another sex", "佐藤 和子", "サトウ カズコ", "1950-03-04", "色内一丁目2番3号", Sex.Male, 55)]
    [InlineData("no birth date", "佐藤 和子", "サトウ カズコ", null, "花園四丁目1番2号", Sex.Female, 70)]
    [InlineData("another birth date", "佐藤 和子", "サトウ カズコ", "1961-07-19", "花園四丁目1番2号", Sex.Female, 0)]
    [InlineData("real twins of one household", "佐藤 和美", "サトウ カズミ", "1950-03-04", "花園四丁目1番2号", Sex.Female, 0)]
    [InlineData("a surname that changed", "鈴木 和子", "スズキ カズコ", "1950-03-04", "花園四丁目1番2号", Sex.Female, 75)]
    [InlineData("the same given name elsewhere", "鈴木 和子", "スズキ カズコ", "1950-03-04", "色内一丁目2番3号", Sex.Female, 0)]
    public void TwoPeople_AreScored_ByWhatAgrees(string why, string name, string kana, string? birth, string address, Sex sex, int points) =>
        Assert.True(points == Score(A.Person(), A.Person(name, kana, "0001204999", birth, sex, address)).Points, why);

    [Fact]
    public void Reasons_AreWords_InTheOrderTheyAreWeighed() => Assert.Equal(
        ["氏名とカナ氏名が同じ", "生年月日が1字違い", "住所が同じ", "性別が違う"],
        Score(A.Person(), A.Person(birthDate: "1950-03-05", sex: Sex.Male)).Reasons);

    [Fact]
    public void AFormerName_ANumberOfTheCity_AndTwoMyNumbers_AreWeighed()
    {
        var married = A.Person("鈴木 和子", "スズキ カズコ", address: "色内一丁目2番3号");
        married.FormerName = "佐藤 和子";
        Assert.Equal(70, Score(A.Person(), married).Points);

        var (one, two) = (A.Person(), A.Person());
        (one.IntegratedNumber, two.IntegratedNumber) = ("300000000001", "300000000001");
        Assert.Equal(100, Score(one, two).Points);
        Assert.Equal(0, TwinScore.Of(TwinFacts.Of(one, hasMyNumber: true), TwinFacts.Of(two, hasMyNumber: true)).Points);
        Assert.Equal(0, Score(one, one).Points);
    }

    [Fact]
    public void TheFingerprint_OfAPair_ChangesWithItsFacts_WhicheverComesFirst()
    {
        var (one, two) = (A.Person(), A.Person());
        var before = TwinFacts.Fingerprint(TwinFacts.Of(one, false), TwinFacts.Of(two, false));

        Assert.Equal(before, TwinFacts.Fingerprint(TwinFacts.Of(two, false), TwinFacts.Of(one, false)));
        two.PostalCode = "0470151";
        Assert.Equal(before, TwinFacts.Fingerprint(TwinFacts.Of(one, false), TwinFacts.Of(two, false)));
        two.Address = "入船五丁目6番7号";
        Assert.NotEqual(before, TwinFacts.Fingerprint(TwinFacts.Of(one, false), TwinFacts.Of(two, false)));
    }

    private static TwinScore Score(LedgerPerson one, LedgerPerson two) => TwinScore.Of(TwinFacts.Of(one, false), TwinFacts.Of(two, false));
}
