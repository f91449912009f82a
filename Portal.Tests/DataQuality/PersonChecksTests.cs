using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.DataQuality;

public class PersonChecksTests
{
    private readonly LedgerPerson _person = A.Person();

    [Fact]
    public void ASoundPerson_HasNone() => Assert.Empty(Of(A.Dose(_person)));

    [Theory]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-23", false)]
    public void ADayAfterToday_IsTheFuture_AndNotAlsoOutsideTheProgramme(string on, bool isFuture) =>
        Assert.Equal(isFuture ? [FindingRule.FutureDate] : [FindingRule.Campaign], Of(A.Dose(_person, on: on)).Select(f => f.Rule));

    [Fact]
    public void ABirthAndADeathToCome_AreSaidOfThePerson()
    {
        var person = A.Person(birthDate: "2027-01-01");
        person.SetResidence([new ResidenceSpan { EndedOn = A.Day("2027-02-01"), EndKind = ResidenceEnd.Died }]);

        var finding = Assert.Single(PersonChecks.Of(person, [], AGround.Plain, AGround.AllOn));

        Assert.Equal((FindingRule.FutureDate, null), (finding.Rule, finding.DoseId));
        Assert.Contains("生年月日", finding.Message);
        Assert.Contains("死亡日", finding.Message);
    }

    [Theory]
    [InlineData("2021-06-21", "012033", true)]
    [InlineData("2021-06-21", null, true)]
    [InlineData("2021-06-20", "012033", false)]
    [InlineData("2021-06-21", "011002", false)]
    [InlineData(null, "012033", false)]
    public void ADoseBeforeTheFirstDayHere_IsSaid_WhenTheDayIsKnownAndTheCouponOurs(string? movedIn, string? municipality, bool isSaid)
    {
        _person.SetResidence([new ResidenceSpan { StartedOn = movedIn is null ? null : A.Day(movedIn) }]);
        var dose = A.Dose(_person);
        dose.MunicipalityCode = municipality;

        Assert.Equal(isSaid, Of(dose).Any(f => f.Rule == FindingRule.BeforeMovingIn));
    }

    [Theory]
    [InlineData(null, "うしお内科クリニック", false)]
    [InlineData(null, "うしお内科ｸﾘﾆｯｸ", false)]
    [InlineData("0110113719", "旧 うしお医院", false)]
    [InlineData(null, null, false)]
    [InlineData(null, "しおさい医院", true)]
    [InlineData("0110113727", "うしお内科クリニック", true)]
    public void AnInstitutionNotInTheMaster_IsSaid(string? code, string? name, bool isSaid)
    {
        var dose = A.Dose(_person);
        (dose.InstitutionCode, dose.InstitutionName) = (code, name);

        Assert.Equal(isSaid, Of(dose).Any(f => f.Rule == FindingRule.Institution));
    }

    [Fact]
    public void AnotherCitysInstitution_AndAnyWithoutAMaster_AreNot()
    {
        var (elsewhere, here) = (A.Dose(_person), A.Dose(_person));
        (elsewhere.MunicipalityCode, elsewhere.InstitutionName, here.InstitutionName) = ("011002", "札幌の医院", "どこかの医院");

        Assert.Empty(Of(elsewhere));
        Assert.Empty(PersonChecks.Of(_person, [here], new CheckGround(AGround.Today, AGround.Known(), new HashSet<Guid>()), AGround.AllOn));
    }

    [Fact]
    public void ADoseOnSomebodyElsesCoupon_IsSaid()
    {
        var dose = A.Dose(_person);

        Assert.Equal(FindingRule.OthersCoupon, Assert.Single(PersonChecks.Of(_person, [dose], AGround.With(dose.DoseId), AGround.AllOn)).Rule);
    }

    [Fact]
    public void ARuleSwitchedOff_IsSilent_AndSoAreAllForAWithdrawnPerson()
    {
        var dose = A.Dose(_person, 2);
        Assert.Equal(FindingRule.MissingDose, Assert.Single(Of(dose)).Rule);

        Assert.Empty(PersonChecks.Of(_person, [dose], AGround.Plain, new HashSet<FindingRule> { FindingRule.MissingDose }));
        _person.Status = RecordStatus.Cancelled;
        Assert.Empty(Of(dose));
    }

    [Fact]
    public void TheFacts_ChangeWithAValueTheRuleReads_AndWithNoOther()
    {
        var (first, second) = (A.Dose(_person), A.Dose(_person, 2, "2021-06-30"));
        var before = Assert.Single(Of(first, second));
        Assert.Equal(FindingRule.Interval, before.Rule);

        (second.Doctor, second.LotNumber, _person.Address) = ("別の医師", "EX3618", "稲穂一丁目");
        Assert.Equal(before.Facts, Assert.Single(Of(first, second)).Facts);

        first.VaccinatedOn = first.VaccinatedOn.AddDays(1);
        Assert.NotEqual(before.Facts, Assert.Single(Of(first, second)).Facts);
    }

    private IReadOnlyList<PersonFinding> Of(params Dose[] doses) => PersonChecks.Of(_person, doses, AGround.Plain, AGround.AllOn);
}
