using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Exchange.Media;

/// <summary>A use from its application to its erasure, and who may do which step.</summary>
public sealed class MediumUseTests
{
    private static readonly DateOnly Today = JapanTime.DayOf(A.Now);

    private readonly Medium _stick = AMedium.Stick();

    private MediumApplication Asked => new() { MediumId = _stick.MediumId, Purpose = "医師会への提供", Contents = "接種記録の一覧", Files = "２", Rows = "1,000", EraseBy = Today.AddDays(7) };

    [Fact]
    public void AnApplication_KeepsWhatIsPlanned_AndWaits()
    {
        var use = Apply(Asked);

        Assert.Equal((MediumUseState.Waiting, 2, 1000L, A.Clerk.Name, "窓口2"), (use.State, use.PlannedFiles, use.PlannedRows, use.ApplicantName, use.Terminal));
    }

    [Fact]
    public void EachThingMissing_IsNamed()
    {
        Assert.Equal(["MediumId", "Purpose", "Contents", "Files", "Rows", "EraseBy"], Refused(new()));
        Assert.Equal(["Contents"], Refused(Asked with { Contents = "佐藤 1234 5678 9018" }));
        Assert.Equal(["Files", "Rows"], Refused(Asked with { Files = "0", Rows = "たくさん" }));
        Assert.Equal(["EraseBy"], Refused(Asked with { EraseBy = Today.AddDays(-1) }));
        Assert.Equal(["EraseBy"], Refused(Asked with { EraseBy = Today.AddDays(367) }));
    }

    [Fact]
    public void AMedium_ThatIsInUseOrOutOfOrder_CannotBeAppliedFor()
    {
        Assert.Contains("使用中", Assert.Throws<RuleException>(() => Apply(Asked, AMedium.Waiting(_stick, A.OtherClerk))).Message, StringComparison.Ordinal);
        _stick.Encryption = MediumEncryption.None;
        Assert.Contains("暗号化されない", Assert.Throws<RuleException>(() => Apply(Asked)).Message, StringComparison.Ordinal);
        (_stick.Encryption, _stick.State) = (MediumEncryption.Software, MediumState.Lost);
        Assert.Contains("紛失", Assert.Throws<RuleException>(() => Apply(Asked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoApplies_DoesNotDecide()
    {
        var use = AMedium.Waiting(_stick, A.Manager);

        Assert.Contains("自分が申請した", Assert.Throws<RuleException>(() => use.Approve(A.Manager, _stick, null, A.Now)).Message, StringComparison.Ordinal);
        Assert.Throws<RuleException>(() => use.Return(A.Manager, "期限が長すぎます", A.Now));
        use.Approve(A.Staff("matsumoto", "松本 京子"), _stick, null, A.Now);

        Assert.Equal((MediumUseState.Approved, "松本 京子"), (use.State, use.DecidedByName));
        Assert.Throws<RuleException>(() => use.Return(A.Clerk, "期限が長すぎます", A.Now));
    }

    [Fact]
    public void WhatCannotBeHadAnyMore_IsNotApproved_AndAReturnNeedsItsReason()
    {
        var use = AMedium.Waiting(_stick, A.Clerk, eraseInDays: -1);
        Assert.Contains("期限を過ぎている", Assert.Throws<RuleException>(() => use.Approve(A.Manager, _stick, null, A.Now)).Message, StringComparison.Ordinal);
        Assert.Throws<RuleException>(() => use.Return(A.Manager, " ", A.Now));
        use.Return(A.Manager, "期限を改めてください", A.Now);

        Assert.Equal((MediumUseState.Returned, false), (use.State, use.IsOpen));
        _stick.State = MediumState.Lost;
        Assert.Throws<RuleException>(() => AMedium.Waiting(_stick, A.Clerk).Approve(A.Manager, _stick, null, A.Now));
    }

    [Fact]
    public void OnesOwnUse_IsWithdrawn_OnlyWhileNothingLiesOnTheMedium()
    {
        var use = AMedium.Approved(_stick, A.Clerk);
        Assert.Throws<RuleException>(() => use.Withdraw(A.OtherClerk, isTouched: false, A.Now));
        use.Put(A.Clerk, _stick, "一覧.zip", 10, 900, A.Now);

        Assert.Contains("取り下げられません", Assert.Throws<RuleException>(() => use.Withdraw(A.Clerk, isTouched: false, A.Now)).Message, StringComparison.Ordinal);
        var unused = AMedium.Approved(_stick, A.Clerk);
        Assert.Contains("取り下げられません", Assert.Throws<RuleException>(() => unused.Withdraw(A.Clerk, isTouched: true, A.Now)).Message, StringComparison.Ordinal);
        unused.Withdraw(A.Clerk, isTouched: false, A.Now);

        Assert.Equal(MediumUseState.Withdrawn, unused.State);
    }

    [Fact]
    public void HandedOverAndTakenBack_ItWaitsForItsErasure_AndTakesNothingMore()
    {
        var use = AMedium.Approved(_stick, A.Clerk);
        Assert.Throws<RuleException>(() => use.HandOver(A.Administrator, _stick, " ", A.Now));
        use.HandOver(A.Administrator, _stick, "医師会 事務局 田中", A.Now);
        Assert.Equal((MediumState.Out, "医師会 事務局 田中"), (_stick.State, use.HandedTo));
        use.DemandRoom(A.Clerk, _stick, 1, A.Now);
        Assert.Contains("先に返却", Assert.Throws<RuleException>(() => use.Erase(A.Administrator, _stick, ErasureMethod.Overwritten, AnAccount.Person(), A.Now)).Message, StringComparison.Ordinal);

        use.TakeBack(A.Administrator, _stick, A.Now);

        Assert.Equal(MediumState.Stored, _stick.State);
        Assert.Contains("返却済み", Assert.Throws<RuleException>(() => use.DemandRoom(A.Clerk, _stick, 1, A.Now)).Message, StringComparison.Ordinal);
        Assert.Throws<RuleException>(() => use.TakeBack(A.Administrator, _stick, A.Now));
        Assert.Throws<RuleException>(() => use.HandOver(A.Administrator, _stick, "医師会 事務局 田中", A.Now));
    }

    [Fact]
    public void WhatWasDestroyed_IsNotOfferedAgain()
    {
        var use = AMedium.Approved(_stick, A.Clerk);

        use.Erase(A.Administrator, _stick, ErasureMethod.Broken, AnAccount.Person("木村 聡", "000778"), A.Now);

        Assert.Equal((MediumState.Discarded, "使用第1号の消去で物理破壊（立会 木村 聡）"), (_stick.State, _stick.StateReason));
    }

    [Fact]
    public void PastItsErasureDay_ItIsNotHandedOver()
    {
        var use = AMedium.Approved(_stick, A.Clerk);

        var refused = Assert.Throws<RuleException>(() => use.HandOver(A.Administrator, _stick, "医師会 事務局 田中", A.Now.AddYears(1)));

        Assert.Contains("期限", refused.Message, StringComparison.Ordinal);
        Assert.Equal(MediumState.Stored, _stick.State);
    }

    [Fact]
    public void WhoErases_IsNotTheWitness()
    {
        var (own, other) = (AnAccount.Person("中村 修"), AnAccount.Person("木村 聡", "000778"));
        var by = A.Administrator with { StaffMemberId = own.StaffMemberId };
        var use = AMedium.Approved(_stick, A.Clerk);

        Assert.Contains("立会人になれません", Assert.Throws<RuleException>(() => use.Erase(by, _stick, ErasureMethod.Overwritten, own, A.Now)).Message, StringComparison.Ordinal);
        Assert.Throws<RuleException>(() => use.Erase(by, _stick, null, other, A.Now));
        Assert.Throws<RuleException>(() => use.Erase(by, _stick, ErasureMethod.Overwritten, null, A.Now));
        Assert.Equal((MediumUseState.Approved, null, null), (use.State, use.ErasedAt, use.ErasureMethod));
        use.Erase(by, _stick, ErasureMethod.KeyDestroyed, other, A.Now);

        Assert.Equal((MediumUseState.Erased, ErasureMethod.KeyDestroyed, "中村 修", "木村 聡", false), (use.State, use.ErasureMethod, use.ErasedByName, use.WitnessName, use.IsOpen));
        Assert.Throws<RuleException>(() => use.DemandRoom(A.Clerk, _stick, 1, A.Now));
        Assert.Throws<RuleException>(() => use.Erase(by, _stick, ErasureMethod.Overwritten, other, A.Now));
    }

    [Fact]
    public void ALostMedium_IsNotErased_BeforeItIsFound()
    {
        var use = AMedium.Approved(_stick, A.Clerk);
        _stick.State = MediumState.Lost;

        Assert.Contains("発見", Assert.Throws<RuleException>(() => use.Erase(A.Administrator, _stick, ErasureMethod.Broken, AnAccount.Person(), A.Now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePlan_Binds_ToTheLastFileAndRow()
    {
        var use = AMedium.Approved(_stick, A.Clerk, files: 2, rows: 100);
        use.Put(A.Clerk, _stick, "一.zip", 60, 1, A.Now);
        Assert.Throws<RuleException>(() => use.Put(A.Clerk, _stick, "二.zip", 41, 1, A.Now));
        use.Put(A.Clerk, _stick, "二.zip", 40, 1, A.Now);

        Assert.Throws<RuleException>(() => use.Put(A.Clerk, _stick, "三.zip", 0, 1, A.Now));
        Assert.Equal((2, 100L), (use.Files, use.Rows));
    }

    [Fact]
    public void AFileThatWasBegun_CountsWhenItIsWhole_WithWhatItBecame()
    {
        var use = AMedium.Approved(_stick, A.Clerk, files: 1, rows: 100);
        var file = use.Begin(A.Clerk, _stick, "一.zip", 100, [], A.Now);
        Assert.Equal((MediumFileState.Writing, 0, 0L), (file.State, use.Files, use.Rows));

        use.Finish(file, 98, 4_321, A.Now.AddMinutes(1));

        Assert.Equal((MediumFileState.Written, 98L, 4_321L, A.Now.AddMinutes(1)), (file.State, file.Rows, file.Bytes, file.FinishedAt));
        Assert.Equal((1, 98L), (use.Files, use.Rows));
        file.Stop(1, 1, A.Now);
        Assert.Equal(MediumFileState.Written, file.State);
    }

    [Fact]
    public void AFileThatWasCutOff_HoldsItsPlace_OnlyUntilItIsNeeded_AndIsThenNeverWhole()
    {
        var use = AMedium.Approved(_stick, A.Clerk, files: 2, rows: 100);
        var cutOff = use.Begin(A.Clerk, _stick, "一.zip", 60, [], A.Now);
        var beside = use.Begin(A.Clerk, _stick, "二.zip", 40, [cutOff], A.Now);
        Assert.Equal((MediumFileState.Writing, MediumFileState.Writing), (cutOff.State, beside.State));
        use.Finish(beside, 40, 1, A.Now);

        var again = use.Begin(A.Clerk, _stick, "一.zip", 60, [cutOff], A.Now);

        Assert.Equal((MediumFileState.Stopped, MediumFileState.Writing), (cutOff.State, again.State));
        Assert.Contains("削除してください", Assert.Throws<RuleException>(() => use.Finish(cutOff, 60, 1, A.Now)).Message, StringComparison.Ordinal);
        use.Finish(again, 60, 1, A.Now);
        Assert.Equal((2, 100L), (use.Files, use.Rows));
    }

    [Fact]
    public void AFileThatEndsBehindTheErasure_IsNotWhole()
    {
        var use = AMedium.Approved(_stick, A.Clerk);
        var file = use.Begin(A.Clerk, _stick, "一.zip", 60, [], A.Now);
        use.Erase(A.Administrator, _stick, ErasureMethod.Overwritten, AnAccount.Person(), A.Now);

        Assert.Throws<RuleException>(() => use.Finish(file, 60, 1, A.Now));
        Assert.Equal(MediumFileState.Writing, file.State);
    }

    [Theory, InlineData(0, false), InlineData(1, true)]
    public void TheLastDay_IsNotOverdue(int daysAfter, bool overdue)
    {
        var use = AMedium.Approved(_stick, A.Clerk);

        Assert.Equal(overdue, use.IsOverdue(use.EraseBy.AddDays(daysAfter)));
        Assert.False(AMedium.Waiting(_stick, A.Clerk).IsOverdue(use.EraseBy.AddDays(1)));
    }

    private MediumUse Apply(MediumApplication asked, MediumUse? open = null) => MediumUse.Apply(A.Clerk, _stick, open, 1, asked, A.Now);

    private IEnumerable<string?> Refused(MediumApplication asked) => Assert.Throws<FieldProblemsException>(() => Apply(asked)).Problems.Select(p => p.Field);
}
