using Portal.Demo;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.Twins;
using Portal.Tests.DataQuality;
using Xunit;

namespace Portal.Tests.Demo;

public class DemoFaultTests
{
    private const int People = 12_000;

    private static readonly Lazy<DemoLedger> Ledger = new(() => new DemoLedger(People));
    private static readonly Lazy<List<DemoRecord>> Records = new(() => [.. Enumerable.Range(0, People).Select(Ledger.Value.Record)]);

    [Fact]
    public void EveryFinding_WasPlanted_AndEveryPlantedFaultIsFound()
    {
        var planted = Ledger.Value.Faults.GroupBy(f => f.Key.Rule()).ToDictionary(g => g.Key, g => g.Sum(f => f.Value));

        var ground = AGround.Of(Ledger.Value.Institutions, Records.Value);
        var findings = Records.Value.SelectMany(r => PersonChecks.Of(r.Person, r.Doses, ground, AGround.AllOn)).ToList();

        // Of two people, and so no finding of one: tested below.
        Assert.True(planted.Remove(FindingRule.Twins));
        Assert.Equal(
            planted.OrderBy(p => p.Key).Select(p => $"{p.Key} {p.Value}"),
            findings.GroupBy(f => f.Rule).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"));
    }

    [Fact]
    public void EveryKind_IsPlanted_InItsShareOfTheFullSize()
    {
        Assert.Equal(Enum.GetValues<DemoFault>().Order(), Ledger.Value.Faults.Keys.Order());
        Assert.All(Ledger.Value.Faults.Values, count => Assert.True(count >= 1));
        Assert.Equal(4, Ledger.Value.Faults[DemoFault.IntervalTooShort]);
        Assert.Equal(3, Ledger.Value.Faults[DemoFault.PersonTwice]);
    }

    [Fact]
    public void PeopleEnteredTwice_ShareNameAndBirth_AsManyPairsAsPlanted() => Assert.Equal(
        Ledger.Value.Faults[DemoFault.PersonTwice],
        Records.Value.Zip(Records.Value.Skip(1)).Count(pair =>
            pair.First.Person.Name == pair.Second.Person.Name && pair.First.Person.BirthDate == pair.Second.Person.BirthDate));

    /// <summary>By the rules of 重複の候補: every person entered twice, and nobody else.</summary>
    [Fact]
    public void PeopleEnteredTwice_AreAllFound_AndNoneInvented()
    {
        var people = Records.Value.Select(r => r.Person).ToList();
        var planted = people.Zip(people.Skip(1)).Where(pair => pair.First.Name == pair.Second.Name && pair.First.BirthDate == pair.Second.BirthDate)
            .Select(pair => new[] { pair.First.LedgerPersonId, pair.Second.LedgerPersonId }.Order().ToList()).ToList();

        var found = TwinSearch.Among([.. people.Select(p => TwinFacts.Of(p, hasMyNumber: false))], TestContext.Current.CancellationToken);

        Assert.Equal(planted.Select(p => (p[0], p[1])).Order(), found.Select(c => (c.First.PersonId, c.Second.PersonId)).Order());
    }

    [Fact]
    public void UnknownInstitutions_AreAsManyAsPlanted()
    {
        var known = Ledger.Value.Institutions.Select(i => i.Name).ToHashSet();

        Assert.Equal(
            Ledger.Value.Faults[DemoFault.UnknownInstitution],
            Records.Value.SelectMany(r => r.Doses).Count(d => d.MunicipalityCode == "012033" && !known.Contains(d.InstitutionName ?? "")));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(40)]
    public void AVerySmallLedger_IsMadeToo(int people)
    {
        var ledger = new DemoLedger(people);

        Assert.Equal(people, Enumerable.Range(0, people).Select(ledger.Record).Count());
    }
}
