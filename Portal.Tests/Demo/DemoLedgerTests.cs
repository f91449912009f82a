using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Demo;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Demo;

public partial class DemoLedgerTests
{
    private const int People = 3_000;

    private static readonly Lazy<DemoLedger> Shared = new(() => new DemoLedger(People));
    private static readonly Lazy<List<DemoRecord>> Records = new(() => All(Shared.Value));

    [Fact]
    public void TheSameSizeAndSeed_GiveTheSameLedger_ToTheLastValue() => Assert.Equal(Hash(Records.Value), Hash(All(new DemoLedger(People))));

    [Fact]
    public void AnotherSeed_GivesAnotherLedger() => Assert.NotEqual(Hash(Records.Value), Hash(All(new DemoLedger(People, seed: 2))));

    [Fact]
    public void AnyPerson_CanBeMade_WithoutTheOthers() =>
        Assert.Equal(Hash([Records.Value[1234]]), Hash([new DemoLedger(People).Record(1234)]));

    [Fact]
    public void Ids_AndNumbers_AreUnique()
    {
        var records = Records.Value;

        Assert.Equal(People, records.Select(r => r.Person.LedgerPersonId).Distinct().Count());
        Assert.Equal(People, records.Select(r => r.Person.ResidentNumber).Distinct().Count());
        Assert.Equal(People, records.Select(r => r.Person.IntegratedNumber).Distinct().Count());
        Assert.Distinct(records.SelectMany(r => r.Doses).Select(d => d.DoseId));
        Assert.Distinct(records.SelectMany(r => r.Coupons).Select(c => c.CouponId));
        Assert.Distinct(records.SelectMany(r => r.Coupons).DistinctBy(c => (c.LedgerPersonId, c.CouponNumber)).Select(c => c.CouponNumber));
    }

    [Fact]
    public void NoTwelveDigits_Anywhere_CouldBeAMyNumber() => Assert.DoesNotContain(
        Records.Value.SelectMany(Texts).SelectMany(text => Digits().Matches(text).Select(m => m.Value)), MyNumber.LooksLike);

    [Fact]
    public void EveryCode_IsReadByItsOwnType()
    {
        Assert.All(Records.Value.SelectMany(r => r.Doses), dose =>
        {
            Assert.True(MunicipalityCode.TryParse(dose.MunicipalityCode, out var city) && MunicipalityList.NameOf(city) is not null, dose.MunicipalityCode);
            Assert.True(OcrLine.TryParse(dose.OcrLine, out var line), dose.OcrLine);
            Assert.Equal((dose.DoseNumber, dose.CouponNumber), (line.DoseNumber, line.Coupon.Value));
            Assert.True(LotNumber.TryParse(dose.LotNumber, out _));
            Assert.NotNull(VaccineProduct.Find(dose.ProductCode));
            Assert.True(MakerNames.TryParse(dose.Maker, out _), dose.Maker);
            Assert.True(dose.InstitutionCode is null || InstitutionCode.TryParse(dose.InstitutionCode, out _), dose.InstitutionCode);
        });
        Assert.All(Records.Value.SelectMany(r => r.Coupons), coupon => Assert.True(CouponNumber.TryParse(coupon.CouponNumber, out _)));
        Assert.All(Shared.Value.Institutions, institution => Assert.True(InstitutionCode.TryParse(institution.Code, out _), institution.Name));
    }

    [Fact]
    public void AnInventedLot_HasTheShapeOfItsMaker() => Assert.All(DemoLedger.Lots, lot => Assert.Equal(
        VaccineProduct.Find(lot.ProductCode)!.Maker switch { Maker.Pfizer => LotFormat.Pfizer, Maker.Moderna => LotFormat.Moderna, _ => LotFormat.Other },
        LotNumber.Parse(lot.LotNumber).Format));

    [Fact]
    public void EveryValue_PassesTheFieldsOfTheLedger()
    {
        // Setting what was read runs the length and form checks a clerk's own entry has to pass; on records nobody else looks at.
        Assert.All(All(new DemoLedger(People)), record =>
        {
            foreach (var field in PersonFields.All)
            {
                field.Set(record.Person, field.Get(record.Person));
            }

            foreach (var (dose, field) in record.Doses.SelectMany(dose => DoseFields.All.Select(field => (dose, field))))
            {
                field.Set(dose, field.Get(dose));
            }
        });
    }

    private static List<DemoRecord> All(DemoLedger ledger) => [.. Enumerable.Range(0, ledger.People).Select(ledger.Record)];

    private static string Hash(IEnumerable<DemoRecord> records) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', records.SelectMany(Texts)))));

    /// <summary>Every value of a person's rows as text.</summary>
    private static IEnumerable<string> Texts(DemoRecord record) =>
    [
        .. Of(record.Person), .. record.Person.Residence.SelectMany(Of), .. record.Doses.SelectMany(Of), .. record.Coupons.SelectMany(Of),
    ];

    // The runtime does not promise the order of properties, not even twice in one process.
    private static IEnumerable<string> Of(object row) => row.GetType().GetProperties()
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .Where(p => p.PropertyType == typeof(string) || p.PropertyType.IsValueType)
        .Select(p => $"{p.Name}={Convert.ToString(p.GetValue(row), CultureInfo.InvariantCulture)}");

    [GeneratedRegex("(?<![0-9A-F-])[0-9]{12}(?![0-9A-F-])")]
    private static partial Regex Digits();
}
