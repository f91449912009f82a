using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections.Merging;

public class MergePreviewTests
{
    private readonly LedgerPerson _keeper = A.Person();
    private readonly LedgerPerson _other = A.Person(residentNumber: "0001204999");

    [Fact]
    public void Doses_OfOneDayOrOneNumber_AreNamedAsPairs_AndCancelledOnesAreNot()
    {
        var (first, second, same, cancelled) = (A.Dose(_keeper), A.Dose(_keeper, 2, "2021-07-11"), A.Dose(_other, 3, "2021-06-20"), A.Dose(_other, 2, "2021-07-11"));
        cancelled.Status = RecordStatus.Cancelled;

        var preview = Preview([first, second, same, cancelled]);

        Assert.Equal([(first.DoseId, same.DoseId)], preview.Doubles.Select(d => (d.Keepers.DoseId, d.Others.DoseId)));
        Assert.Equal((2, 0), (preview.Doses, preview.Coupons));
    }

    [Fact]
    public void WhatNoLongerFits_IsSaid_AndWhatDidNotFitBefore_IsNotSaidAgain()
    {
        var early = A.Dose(_other, 2, "2021-06-30");
        Assert.Contains("1回目と2回目の間隔が10日です", Assert.Single(Preview([A.Dose(_keeper), early]).Warnings), StringComparison.Ordinal);

        var (one, two) = (A.Dose(_keeper), A.Dose(_keeper, 2, "2021-06-30"));
        Assert.Empty(Preview([one, two]).Warnings);
    }

    [Fact]
    public void ADeath_AMove_AnotherSexAndBirthDate_AreSaid_WithWhatBecomesOfThem()
    {
        _other.Sex = Sex.Male;
        _other.BirthDate = A.Day("1950-03-05");
        _other.SetResidence([new ResidenceSpan { StartedOn = A.Day("2010-04-01"), EndedOn = A.Day("2023-04-01"), EndKind = ResidenceEnd.Died }]);

        Assert.Collection(
            Preview([]).Warnings,
            w => Assert.Contains("性別が違います", w, StringComparison.Ordinal),
            w => Assert.Contains("生年月日が違います", w, StringComparison.Ordinal),
            w => Assert.Contains("統合される人には令和5年4月1日の死亡の記録があります。いまの選び方では、統合後の記録に残りません", w, StringComparison.Ordinal));
    }

    [Fact]
    public void TwoDifferentNumbersOfTheCity_AreWarnedOf_AndOneMissingIsNot()
    {
        _keeper.IntegratedNumber = "000000002001";
        Assert.Empty(Preview([]).Warnings);
        _other.IntegratedNumber = "000000002002";

        var warning = Assert.Single(Preview([]).Warnings);
        Assert.Contains("統合宛名番号が違います（統合先の人 000000002001、統合される人 000000002002）", warning, StringComparison.Ordinal);
        _other.IntegratedNumber = "2001";
        Assert.Empty(Preview([]).Warnings);
    }

    [Fact]
    public void WithoutAChoice_TheKeeperTakesOnlyWhatTheyHaveNot()
    {
        var (keeper, other) = (A.Person(residentNumber: null, address: null), A.Person(residentNumber: "0001204999"));
        other.FormerName = "鈴木 和子";

        Assert.Equal(["address", "formerName", "residentNumber"], Merge.Defaults(keeper, other).Order());
        Assert.Empty(Merge.Defaults(other, keeper));
        Assert.Equal([PersonFields.IsProtected, PersonFields.Status], PersonFields.All.Except(Merge.Items));
    }

    private MergePreview Preview(IReadOnlyList<Dose> doses)
    {
        MergePair pair = new() { Keeper = _keeper, Other = _other, Doses = doses, Coupons = [], Followers = [], HasPending = false, MyNumbers = 0 };
        var preview = MergePreview.Of(pair, MergeFixture.Order(_keeper, _other), A.Manager, A.Now);
        // Of copies the desk reads for it; here they are needed again.
        _other.MergedIntoId = null;
        return preview;
    }
}
