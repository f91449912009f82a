using Portal.Domain;
using Portal.Domain.DataQuality;
using Xunit;

namespace Portal.Tests.DataQuality;

public class FindingChangesTests
{
    private static readonly Guid Person = Guid.NewGuid();
    private static readonly PersonFinding Found = new(FindingRule.Interval, Guid.NewGuid(), "間隔が足りません。", "aa");
    private readonly FindingRecord _record = new() { LedgerPersonId = Person, DoseId = Found.DoseId, Rule = Found.Rule, Message = Found.Message, Facts = Found.Facts, FoundAt = A.Now };

    [Fact]
    public void WhatWasNotThere_IsNew()
    {
        var record = Assert.Single(Between([], Found).Apply(Person, A.Now));

        Assert.Equal((FindingState.Open, Found.Rule, Found.DoseId, "aa", A.Now), (record.State, record.Rule, record.DoseId, record.Facts, record.FoundAt));
    }

    [Fact]
    public void WhatIsStillThere_IsUnchanged()
    {
        var changes = Between([_record], Found);

        Assert.True(changes.IsNone);
        Assert.Equal(1, changes.Unchanged);
    }

    [Fact]
    public void WhatIsNoLongerThere_IsResolved_AndBackAgain_Open()
    {
        Between([_record]).Apply(Person, A.Now);
        Assert.Equal((FindingState.Resolved, A.Now), (_record.State, _record.ClosedAt));
        Assert.True(Between([_record]).IsNone);

        Between([_record], Found).Apply(Person, A.Now.AddDays(1));
        Assert.Equal((FindingState.Open, A.Now.AddDays(1), null), (_record.State, _record.ReturnedAt, _record.ClosedAt));
    }

    [Fact]
    public void ADismissedOne_StaysAway_UntilTheValuesChange()
    {
        _record.Dismiss(A.Clerk, "予診票のとおり", A.Now);
        Assert.True(Between([_record], Found).IsNone);

        Between([_record], Found with { Facts = "bb" }).Apply(Person, A.Now.AddDays(1));

        Assert.Equal((FindingState.Open, "bb", "予診票のとおり"), (_record.State, _record.Facts, _record.Reason));
    }

    [Fact]
    public void AnAssignedOne_StaysWithItsClerk_WhenTheValuesChange()
    {
        _record.Assign(A.Clerk.PersonKey, A.Clerk.Name);

        Between([_record], Found with { Facts = "bb", Message = "間隔が9日です。" }).Apply(Person, A.Now);

        Assert.Equal((FindingState.Assigned, "高橋 恵", "間隔が9日です。", "bb"), (_record.State, _record.AssigneeName, _record.Message, _record.Facts));
    }

    [Fact]
    public void FindingsOfARuleSwitchedOff_AreLeftAlone() =>
        Assert.True(FindingChanges.Between([_record], [], new HashSet<FindingRule> { FindingRule.Interval }).IsNone);

    [Fact]
    public void ClosedOnes_CanNeitherBeAssignedNorDismissed_AndResolvedOnesNotReopened()
    {
        _record.Dismiss(A.Clerk, "予診票のとおり", A.Now);
        Assert.Throws<RuleException>(() => _record.Assign(A.Clerk.PersonKey, A.Clerk.Name));
        Assert.Throws<RuleException>(() => _record.Dismiss(A.Clerk, "予診票のとおり", A.Now));

        _record.Reopen(A.Now);
        Assert.Equal(FindingState.Open, _record.State);
        Between([_record]).Apply(Person, A.Now);
        Assert.Throws<RuleException>(() => _record.Reopen(A.Now));
    }

    [Theory, InlineData(null), InlineData(" "), InlineData("ＯＫ")]
    public void ADismissal_NeedsAReason(string? reason) => Assert.Throws<RuleException>(() => _record.Dismiss(A.Clerk, reason, A.Now));

    private static FindingChanges Between(FindingRecord[] stored, params PersonFinding[] now) => FindingChanges.Between(stored, now, AGround.AllOn);
}
