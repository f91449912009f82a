using Portal.Demo;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Demo;

/// <summary>Whether the demo ledger looks like the city it stands for.</summary>
public class DemoCityTests
{
    private static readonly DateOnly EndOfProgramme = new(2024, 3, 31);
    private static readonly Lazy<List<DemoRecord>> Records = new(() => Make(12_000));

    private static IEnumerable<LedgerPerson> Residents => Records.Value.Select(r => r.Person).Where(p => p.MovedOutOn is null && p.DiedOn is null);

    [Fact]
    public void FourInTen_AreSixtyFiveOrOlder() => Assert.InRange(Share(Residents, p => AgeOf(p) >= 65), 0.385, 0.435);

    [Fact]
    public void Women_AreTheGreaterPart_AndMoreSoAmongTheOld()
    {
        Assert.InRange(Share(Residents, p => p.Sex == Sex.Female), 0.52, 0.58);
        Assert.InRange(Share(Residents.Where(p => AgeOf(p) >= 85), p => p.Sex == Sex.Female), 0.62, 0.80);
    }

    [Theory, InlineData(0, 14, 0.06, 0.10), InlineData(15, 64, 0.47, 0.56), InlineData(75, 120, 0.20, 0.28)]
    public void EveryAgeGroup_HasItsShare(int from, int to, double least, double most) =>
        Assert.InRange(Share(Residents, p => AgeOf(p) >= from && AgeOf(p) <= to), least, most);

    [Fact]
    public void SomeMovedOut_AndSomeDied()
    {
        var people = Records.Value.Select(r => r.Person).ToList();

        Assert.InRange(Share(people, p => p.MovedOutOn is not null), 0.045, 0.075);
        Assert.InRange(Share(people, p => p.DiedOn is not null), 0.04, 0.065);
        Assert.InRange(people.Count(p => p.IsProtected), 4, 25);
    }

    [Fact]
    public void DosesPerPerson_AreAsInTheCity() => Assert.InRange(Records.Value.Average(r => r.Doses.Count), 3.95, 4.25);

    [Fact]
    public void AskedForMoreDoses_PeopleHaveMore() => Assert.InRange(Make(3_000, doses: 5).Average(r => r.Doses.Count), 4.7, 5.2);

    [Fact]
    public void MostDoses_CameFromVrs_AndFourInAHundredFromOtherCities()
    {
        var doses = Records.Value.SelectMany(r => r.Doses).ToList();

        Assert.InRange(Share(doses, d => d.Source == DoseSource.Vrs), 0.89, 0.95);
        Assert.InRange(Share(doses, d => d.Source == DoseSource.TransferInquiry), 0.025, 0.055);
        Assert.All(doses, d => Assert.Equal(d.Source == DoseSource.TransferInquiry, d.MunicipalityCode != "012033"));
    }

    [Fact]
    public void TheCommonestSurnames_AreThoseOfHokkaido()
    {
        var surnames = Records.Value.CountBy(r => r.Person.Name.Split(' ')[0]).OrderByDescending(n => n.Value).Select(n => n.Key).ToList();

        Assert.Equal("佐藤", surnames[0]);
        Assert.Subset(surnames.Take(12).ToHashSet(), new HashSet<string> { "高橋", "佐々木", "鈴木", "伊藤" });
        Assert.Contains(surnames, s => s.Contains("𠮷", StringComparison.Ordinal));
        Assert.Contains(surnames, s => s.Contains("葛󠄀", StringComparison.Ordinal));
    }

    [Fact]
    public void AHousehold_SharesSurnameAndAddress() => Assert.InRange(
        Share(Records.Value.GroupBy(r => (r.Person.Name.Split(' ')[0], r.Person.Address)), household => household.Count() > 1), 0.25, 0.60);

    [Fact]
    public void TheFirstThousand_AreAPartOfTheCity_LikeAnyOther() => Assert.InRange(
        Share(Records.Value.Take(1_000).Select(r => r.Person), p => AgeOf(p) >= 65), 0.36, 0.50);

    private static List<DemoRecord> Make(int people, double doses = DemoLedger.UsualDosesPerPerson)
    {
        var ledger = new DemoLedger(people, dosesPerPerson: doses);
        return [.. Enumerable.Range(0, people).Select(ledger.Record)];
    }

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> counts)
    {
        var items = all.ToList();
        return (double)items.Count(counts) / items.Count;
    }

    private static int AgeOf(LedgerPerson person) => Age.On(person.BirthDate!.Value, EndOfProgramme);
}
