using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections;

public class DoseRegistrationTests
{
    private static readonly LedgerPerson Person = A.Person(birthDate: "1950-03-04");

    [Fact]
    public void AnOrdinarySlip_MakesADose_WithItsNumbersNormalised()
    {
        var registration = ARegistration.Of(Person, ("couponNumber", "００１２３４５６７８"), ("ocrLine", "11 012033 0012345678"));
        var (dose, revision) = registration.Register(Person, A.Clerk, A.Now);

        Assert.Equal((registration.DoseId, Person.LedgerPersonId, 1, A.Day("2021-06-20")), (dose.DoseId, dose.LedgerPersonId, dose.DoseNumber, dose.VaccinatedOn));
        Assert.Equal(("FJ7489", "0012345678", "110120330012345678", "ファイザー"), (dose.LotNumber, dose.CouponNumber, dose.OcrLine, dose.Maker));
        Assert.Equal((RevisionAct.Register, dose.DoseId, dose.Version, A.Clerk.AccountId), (revision.Act, revision.RecordId, revision.ToVersion, revision.RequestedBy));
        Assert.Empty(revision.Changes);
    }

    [Theory]
    [InlineData("vaccinatedOn", "2024-04-01", "令和6年3月31日以前")]
    [InlineData("vaccinatedOn", "2021-02-16", "令和3年2月17日")]
    [InlineData("vaccinatedOn", "2021-02-30", "実在する日付")]
    [InlineData("vaccinatedOn", "", "接種日を入力")]
    [InlineData("doseNumber", "0", "1から9")]
    [InlineData("doseNumber", "10", "1から9")]
    [InlineData("doseNumber", "", "接種回数を入力")]
    [InlineData("productCode", "aspirin", "一覧から")]
    [InlineData("productCode", "", "分からないときはメーカー")]
    [InlineData("institutionName", "", "医療機関か接種場所")]
    [InlineData("ocrLine", "12345", "18桁")]
    [InlineData("couponNumber", "12345", "10桁")]
    [InlineData("municipalityCode", "012034", "自治体コード")]
    [InlineData("institutionCode", "0110113710", "医療機関コード")]
    [InlineData("lotNumber", "123456789012345678901", "ロット番号")]
    [InlineData("amountMl", "三", "接種量")]
    [InlineData("remarks", "番号 123456789018", "個人番号")]
    public void WhatCannotBeRegistered_IsSaidBesideItsField(string field, string text, string words)
    {
        var (dose, problems) = ARegistration.Of(Person, (field, text)).Read(Person, A.Now);

        Assert.Null(dose);
        var problem = Assert.Single(problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptySlip_SaysEverythingThatIsMissing_AtOnce()
    {
        var empty = ARegistration.Of(Person, ("doseNumber", ""), ("vaccinatedOn", ""), ("productCode", ""), ("institutionName", ""));

        Assert.Equal(["doseNumber", "vaccinatedOn", "productCode", "institutionName"], empty.Read(Person, A.Now).Problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("2021-02-17")]
    [InlineData("2024-03-31")]
    public void TheFirstAndTheLastDay_AreRegistered(string day) => Assert.NotNull(ARegistration.Of(Person, ("vaccinatedOn", day)).Read(Person, A.Now).Dose);

    [Fact]
    public void ADay_YetToCome_IsRefused()
    {
        var (_, problems) = ARegistration.Of(Person, ("vaccinatedOn", "2023-05-02")).Read(Person, new DateTime(2023, 5, 1, 14, 59, 0, DateTimeKind.Utc));
        var (today, _) = ARegistration.Of(Person, ("vaccinatedOn", "2023-05-02")).Read(Person, new DateTime(2023, 5, 1, 15, 0, 0, DateTimeKind.Utc));

        Assert.Contains("今日より後", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.NotNull(today);
    }

    [Theory]
    [InlineData("2021-06-21", false)]
    [InlineData("2021-06-20", true)]
    public void ADay_BeforeBirth_IsRefused(string birth, bool isRegistered)
    {
        var person = A.Person(birthDate: birth);

        Assert.Equal(isRegistered, ARegistration.Of(person).Read(person, A.Now).Dose is not null);
    }

    [Fact]
    public void ADay_AfterDeath_IsAWarning()
    {
        var person = A.Person();
        person.SetResidence([new() { EndedOn = A.Day("2021-06-19"), EndKind = ResidenceEnd.Died }]);
        var dose = ARegistration.Of(person).Read(person, A.Now).Dose;

        Assert.NotNull(dose);
        Assert.Contains(DoseWarnings.Of(person, [], dose), w => w.Contains("死亡日", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryWrongField_IsSaidAtOnce()
    {
        var (_, problems) = ARegistration.Of(Person, ("doseNumber", ""), ("lotNumber", new string('1', 30)), ("ocrLine", "1")).Read(Person, A.Now);

        Assert.Equal(["doseNumber", "lotNumber", "ocrLine"], problems.Select(p => p.Field));
    }

    [Fact]
    public void AWithdrawnPerson_TakesNoDose()
    {
        var person = A.Person();
        person.Status = RecordStatus.Cancelled;

        Assert.Null(Assert.Single(ARegistration.Of(person).Read(person, A.Now).Problems).Field);
    }
}
