using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections;

public class RevisionDecisionTests
{
    private readonly LedgerPerson _person = A.Person();
    private readonly Dose _dose;
    private readonly LedgerRecord _record;
    private readonly List<Revision> _revisions = [];

    public RevisionDecisionTests()
    {
        _dose = A.Dose(_person);
        _record = LedgerRecord.Of(_dose);
    }

    [Fact]
    public void Approve_ByAnotherPerson_AppliesWithBothNames()
    {
        var revision = RequestCancelling();

        var conflicts = revision.Approve(A.Manager, _record, _revisions, A.Now.AddHours(1));

        Assert.Empty(conflicts);
        Assert.True(_record.IsCancelled);
        Assert.Equal((A.Clerk.Name, A.Manager.Name), (revision.RequestedByName, revision.DecidedByName));
        Assert.Equal((RevisionState.Applied, _dose.Version), (revision.State, revision.ToVersion));
    }

    [Fact]
    public void Approve_ByTheRequester_IsRefusedAndLeavesNoTrace()
    {
        var revision = RequestCancelling();

        Assert.Throws<RuleException>(() => revision.Approve(A.Clerk, _record, _revisions, A.Now));

        Assert.False(_record.IsCancelled);
        Assert.Equal((RevisionState.Pending, null), (revision.State, revision.DecidedBy));
    }

    [Fact]
    public void Approve_Twice_SaysWhoDecided()
    {
        var revision = RequestCancelling();
        revision.Approve(A.Manager, _record, _revisions, A.Now);

        var refusal = Assert.Throws<RuleException>(() => revision.Approve(A.Manager, _record, _revisions, A.Now));

        Assert.Contains("吉田 明が処理し、すでに反映済み", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Approve_WhenTheItemChangedMeanwhile_ReturnsTheConflictAndChangesNothing()
    {
        var record = LedgerRecord.Of(_person);
        var revision = Request(record, Ask.For(record, ("name", "佐藤 和江")));
        _person.Name = "佐藤 カズコ";

        var conflicts = revision.Approve(A.Manager, record, _revisions, A.Now);

        Assert.Equal(("佐藤 和子", "佐藤 カズコ", "佐藤 和江"), (conflicts[0].Seen, conflicts[0].Theirs, conflicts[0].Mine));
        Assert.Equal(RevisionState.Pending, revision.State);
        Assert.Equal("佐藤 カズコ", _person.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("　")]
    public void Return_WithoutWords_IsRefused(string? note)
    {
        var revision = RequestCancelling();

        Assert.Throws<RuleException>(() => revision.Return(A.Manager, note, A.Now));

        Assert.Equal(RevisionState.Pending, revision.State);
    }

    [Fact]
    public void Withdraw_ByAnybodyElse_IsRefused()
    {
        var revision = RequestCancelling();

        Assert.Throws<RuleException>(() => revision.Withdraw(A.Manager, A.Now));
        revision.Withdraw(A.Clerk, A.Now);

        Assert.Equal(RevisionState.Withdrawn, revision.State);
    }

    private Revision RequestCancelling() => Request(_record, Ask.ToCancel(_record));

    private Revision Request(LedgerRecord record, CorrectionRequest request)
    {
        var revision = Assert.IsType<CorrectionOutcome.Pending>(Correction.Make(record, _revisions, request, ApprovalPolicy.Default, A.Clerk, A.Now)).Revision;
        _revisions.Add(revision);
        return revision;
    }
}
