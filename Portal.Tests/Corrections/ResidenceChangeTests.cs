using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections;

public class ResidenceChangeTests
{
    private static readonly DateOnly Today = A.Day("2026-11-23");

    private readonly LedgerPerson _person = A.Person(birthDate: "1950-03-04");

    [Fact]
    public void MoveOut_ThenUndo_LeavesThePersonAsBefore()
    {
        var before = PersonFields.Residence.Get(_person);

        Take(ResidenceChange.MoveOut(_person, A.Day("2023-04-01"), Today));
        Assert.Equal(A.Day("2023-04-01"), _person.MovedOutOn);
        Assert.Equal("転出", ResidenceChange.LastEvent(_person));

        Take(ResidenceChange.Undo(_person));
        Assert.Null(_person.MovedOutOn);
        Assert.Equal(before, PersonFields.Residence.Get(_person));
    }

    [Fact]
    public void MoveOut_MoveIn_Died_AreUndoneOneByOne()
    {
        _person.SetResidence([new() { StartedOn = A.Day("2010-04-01") }]);
        Take(ResidenceChange.MoveOut(_person, A.Day("2020-03-31"), Today));
        Take(ResidenceChange.MoveIn(_person, A.Day("2022-04-01"), Today));
        Take(ResidenceChange.Died(_person, A.Day("2024-01-05"), Today));
        Assert.Equal((null, A.Day("2024-01-05")), (_person.MovedOutOn, _person.DiedOn!.Value));

        List<string?> undone = [];
        while (ResidenceChange.LastEvent(_person) is { } last)
        {
            undone.Add(last);
            Take(ResidenceChange.Undo(_person));
        }

        Assert.Equal(["死亡", "転入", "転出"], undone);
        Assert.Equal("2010-04-01/", PersonFields.Residence.Get(_person));
    }

    [Theory]
    [InlineData("2026-11-24", "今日")]
    [InlineData("1950-03-03", "生年月日")]
    [InlineData("2010-03-31", "転入日")]
    public void Died_OnAnImpossibleDay_IsRefused(string day, string words)
    {
        _person.SetResidence([new() { StartedOn = A.Day("2010-04-01") }]);

        var refusal = Assert.Throws<RuleException>(() => ResidenceChange.Died(_person, A.Day(day), Today));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoveOut_AfterADeath_WarnsAndKeepsTheDeath()
    {
        Take(ResidenceChange.Died(_person, A.Day("2024-01-05"), Today));

        var change = ResidenceChange.MoveOut(_person, A.Day("2024-02-01"), Today);
        Take(change);

        Assert.Contains("死亡日(令和6年1月5日)より後", change.Warning, StringComparison.Ordinal);
        Assert.Equal(A.Day("2024-01-05"), _person.DiedOn);
    }

    [Fact]
    public void MoveOut_BeforeADeathAlreadyKnown_NeedsNoWarning()
    {
        Take(ResidenceChange.Died(_person, A.Day("2024-01-05"), Today));

        var change = ResidenceChange.MoveOut(_person, A.Day("2023-12-01"), Today);
        Take(change);

        Assert.Null(change.Warning);
        Assert.Equal("/2023-12-01:MovedOut 2024-01-05/2024-01-05:Died", change.Text);
        Take(ResidenceChange.Undo(_person));
        Assert.Equal((null, A.Day("2023-12-01")), (_person.DiedOn, _person.MovedOutOn!.Value));
    }

    [Fact]
    public void MoveOut_Twice_AsksToUndoFirst()
    {
        Take(ResidenceChange.MoveOut(_person, A.Day("2023-04-01"), Today));

        var refusal = Assert.Throws<RuleException>(() => ResidenceChange.MoveOut(_person, A.Day("2023-05-01"), Today));

        Assert.Contains("先に転出を取り消してください", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoveIn_OfSomebodyWhoNeverLeft_IsRefused()
    {
        Assert.Throws<RuleException>(() => ResidenceChange.MoveIn(_person, A.Day("2023-04-01"), Today));
        Assert.Throws<RuleException>(() => ResidenceChange.Undo(_person));
    }

    private void Take(ResidenceChange change) => PersonFields.Residence.Set(_person, change.Text);
}
