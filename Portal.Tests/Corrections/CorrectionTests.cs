using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections;

public class CorrectionTests
{
    private const string Lot = "lotNumber";
    private const string Day = "vaccinatedOn";
    private const string Name = "name";

    private readonly LedgerPerson _person = A.Person();
    private readonly Dose _dose;
    private readonly LedgerRecord _record;
    private readonly List<Revision> _revisions = [];

    public CorrectionTests()
    {
        _dose = A.Dose(_person);
        _record = LedgerRecord.Of(_dose);
    }

    [Fact]
    public void Make_WithANewValue_ChangesTheRecordAndLinksItsVersions()
    {
        var before = _dose.Version;

        var outcome = Assert.IsType<CorrectionOutcome.Applied>(Make(Ask.For(_record, (Lot, "EX3618"))));

        Assert.Equal("EX3618", _dose.LotNumber);
        Assert.Equal((before, _dose.Version), (outcome.Revision.FromVersion, outcome.Revision.ToVersion));
        Assert.NotEqual(before, _dose.Version);
        var change = Assert.Single(outcome.Revision.Changes);
        Assert.Equal((Lot, "EX3617", "EX3618"), (change.Field, change.OldValue, change.NewValue));
    }

    [Fact]
    public void Make_WithTheSameValues_ChangesNothingAndAsksForNoReason()
    {
        var version = _dose.Version;

        var outcome = Make(Ask.For(_record, (Lot, "EX3617")) with { Grounds = new Grounds(null) });

        Assert.IsType<CorrectionOutcome.NothingChanged>(outcome);
        Assert.Equal(version, _dose.Version);
    }

    [Theory]
    [InlineData(null, null, "訂正の理由を選んでください")]
    [InlineData(ReasonKind.Other, " ", "「その他」")]
    [InlineData(ReasonKind.SlipError, "マイナンバーは１２３４５６７８９０１８です", "個人番号と思われる12桁")]
    public void Make_WithoutSoundGrounds_IsRefusedAndLeavesTheRecord(ReasonKind? reason, string? text, string words)
    {
        var request = Ask.For(_record, (Lot, "EX3618")) with { Grounds = new Grounds(reason, text) };

        var refusal = Assert.Throws<RuleException>(() => Make(request));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("EX3617", _dose.LotNumber);
    }

    [Fact]
    public void Make_WhenAnotherClerkChangedTheSameItem_ShowsBothValuesAndWho()
    {
        var opened = _record.Texts();
        Make(Ask.For(opened, (Lot, "EX3618")), by: A.OtherClerk);

        var outcome = Assert.IsType<CorrectionOutcome.Conflict>(Make(Ask.For(opened, (Lot, "EX3619"))));

        var conflict = Assert.Single(outcome.Fields);
        Assert.Equal(new FieldConflict(Lot, "EX3617", "EX3618", "EX3619", A.OtherClerk.Name, A.Now), conflict);
        Assert.Equal("EX3618", _dose.LotNumber);
    }

    [Fact]
    public void Make_WhenAnotherClerkChangedAnotherItem_KeepsBothAndTells()
    {
        var opened = _record.Texts();
        Make(Ask.For(opened, (Day, "2021-06-21")), by: A.OtherClerk);

        var outcome = Assert.IsType<CorrectionOutcome.Applied>(Make(Ask.For(opened, (Lot, "EX3618"))));

        Assert.Equal(Day, Assert.Single(outcome.Meanwhile).Field);
        Assert.Equal(("EX3618", A.Day("2021-06-21")), (_dose.LotNumber, _dose.VaccinatedOn));
        Assert.Equal(Lot, Assert.Single(outcome.Revision.Changes).Field);
    }

    [Fact]
    public void Make_WhenAnotherClerkMadeTheSameChange_HasNothingLeftToDo()
    {
        var opened = _record.Texts();
        Make(Ask.For(opened, (Lot, "EX3618")), by: A.OtherClerk);

        var outcome = Assert.IsType<CorrectionOutcome.NothingChanged>(Make(Ask.For(opened, (Lot, "EX3618"))));

        Assert.Equal(A.OtherClerk.Name, Assert.Single(outcome.Meanwhile).ChangedBy);
    }

    [Fact]
    public void Make_OfAnItemThatNeedsApproval_WaitsAndLeavesTheRecord()
    {
        var record = LedgerRecord.Of(_person);

        var outcome = Assert.IsType<CorrectionOutcome.Pending>(Make(Ask.For(record, (Name, "佐藤 和江"), ("kana", "サトウ カズエ")), record));

        Assert.Equal(RevisionState.Pending, outcome.Revision.State);
        Assert.Null(outcome.Revision.ToVersion);
        Assert.Equal(("佐藤 和子", "サトウ カズコ"), (_person.Name, _person.Kana));
    }

    [Fact]
    public void Make_WhenTheSettingAsksForNoApproval_IsAppliedAtOnce()
    {
        var record = LedgerRecord.Of(_person);

        var outcome = Correction.Make(record, [], Ask.For(record, (Name, "佐藤 和江")), new ApprovalPolicy([]), A.Clerk, A.Now);

        Assert.IsType<CorrectionOutcome.Applied>(outcome);
    }

    [Fact]
    public void Make_OfAnItemThatAlreadyWaits_PointsToTheWaitingRequest()
    {
        var record = LedgerRecord.Of(_person);
        var first = Assert.IsType<CorrectionOutcome.Pending>(Make(Ask.For(record, (Name, "佐藤 和江")), record, A.OtherClerk));

        var second = Assert.IsType<CorrectionOutcome.AlreadyPending>(Make(Ask.For(record, (Name, "佐藤 和代")), record));

        Assert.Same(first.Revision, second.Other);
    }

    [Fact]
    public void Make_OfACancelledRecord_IsRefusedUntilItIsBroughtBack()
    {
        Cancel();

        var refusal = Assert.Throws<RuleException>(() => Make(Ask.For(_record, (Lot, "EX3618"))));

        Assert.Contains("先に取消を戻してください", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("birthDate", "2026-11-24", "今日")]
    [InlineData("birthDate", "2023-04-02", "転出日")]
    [InlineData("name", null, "氏名を入力してください")]
    public void Make_WithAnImpossibleValue_IsRefusedInWords(string field, string? text, string words)
    {
        _person.SetResidence([new() { EndedOn = A.Day("2023-04-01"), EndKind = ResidenceEnd.MovedOut }]);
        var record = LedgerRecord.Of(_person);

        var refusal = Assert.Throws<RuleException>(() => Make(Ask.For(record, (field, text)), record));

        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ApprovalPolicy_WithAnUnknownWord_DoesNotStart()
    {
        Assert.Throws<ArgumentException>(() => new ApprovalPolicy(["nmae"]));
    }

    private CorrectionOutcome Make(CorrectionRequest request, LedgerRecord? record = null, Portal.Domain.Accounts.Staff? by = null)
    {
        var outcome = Correction.Make(record ?? _record, _revisions, request, ApprovalPolicy.Default, by ?? A.Clerk, A.Now);
        switch (outcome)
        {
            case CorrectionOutcome.Applied applied:
                _revisions.Add(applied.Revision);
                break;
            case CorrectionOutcome.Pending pending:
                _revisions.Add(pending.Revision);
                break;
        }

        return outcome;
    }

    private void Cancel() =>
        Assert.IsType<CorrectionOutcome.Pending>(Make(Ask.ToCancel(_record))).Revision.Approve(A.Manager, _record, _revisions, A.Now);
}
