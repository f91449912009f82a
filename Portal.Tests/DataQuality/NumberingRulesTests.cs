using Portal.Domain.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public class NumberingRulesTests
{
    [Fact]
    public void AHigherNumber_OnAnEarlierDay_IsOutOfOrder() => Assert.Equal(
        ["3回目（令和4年1月31日）が2回目（令和4年2月1日）より前の日付です。回数と接種日を予診票と照合してください。"],
        AHistory.Messages(FindingRule.Order, "1 2021-06-20", "2 2022-02-01", "3 2022-01-31"));

    [Fact]
    public void DosesInOrder_AreNotSpokenOf() =>
        Assert.Empty(AHistory.Messages(FindingRule.Order, "1 2021-06-20", "2 2021-07-11", "3 2022-02-15"));

    [Fact]
    public void AGap_MayHaveBeenGivenElsewhere() => Assert.Equal(
        ["2・3回目の記録がありません。他の自治体や海外での接種はこの台帳にないことがあります。接種済証などで確かめてください。"],
        AHistory.Messages(FindingRule.MissingDose, "1 2021-06-20", "4 2022-07-15"));

    [Fact]
    public void AMissingFirstDose_IsAGapToo() =>
        Assert.StartsWith("1回目の記録がありません", Assert.Single(AHistory.Messages(FindingRule.MissingDose, "2 2021-07-11")), StringComparison.Ordinal);

    [Fact]
    public void TheSameNumberTwice_IsSaidOnce_AtTheLaterRecord()
    {
        var person = A.Person();
        var doses = AHistory.Of(person, "1 2021-06-20", "2 2021-07-11", "2 2021-07-18");

        var finding = Assert.Single(DoseChecks.Of(person, doses), f => f.Rule == FindingRule.Duplicate);

        Assert.Equal(doses[2].DoseId, finding.DoseId);
        Assert.StartsWith("2回目の記録が重なっています（令和3年7月11日と令和3年7月18日）", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoNumbersOnOneDay_AreADuplicate_AndNotAnInterval()
    {
        string[] doses = ["1 2021-06-20", "2 2021-06-20"];

        Assert.StartsWith("1回目と2回目が同じ日（令和3年6月20日）です", Assert.Single(AHistory.Messages(FindingRule.Duplicate, doses)), StringComparison.Ordinal);
        Assert.Empty(AHistory.Messages(FindingRule.Interval, doses));
    }

    [Fact]
    public void AnOrdinaryHistory_HasNothingToSay()
    {
        var person = A.Person();
        var doses = AHistory.Of(person,
            "1 2021-06-20", "2 2021-07-11", "3 2022-02-15", "4 2022-08-01", "5 2022-11-20 comirnaty-ba45", "6 2023-06-10 comirnaty-ba45", "7 2023-10-03 comirnaty-xbb");

        Assert.Empty(DoseChecks.Of(person, doses));
    }

    [Fact]
    public void Findings_ComeInTheOrderOfTheDoses()
    {
        var person = A.Person();
        var doses = AHistory.Of(person, "5 2022-11-20 comirnaty-ba45", "3 2021-11-30", "1 2021-06-20");

        Assert.Equal([3, 3, 5], DoseChecks.Of(person, doses).Select(f => doses.Single(d => d.DoseId == f.DoseId).DoseNumber));
    }
}
