using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public class SharedIdDeskTests
{
    private const string Reason = "窓口の体制の変更";

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingChanges_AndEachDenialIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var (key, version) = (at.Account.AccountKey, at.Account.Version);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.AddMemberAsync(AnAccount.Chief, key, version, at.Watanabe.StaffMemberId, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.RemoveMemberAsync(AnAccount.Chief, key, version, at.Ito.StaffMemberId, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.AddTerminalAsync(AnAccount.Chief, key, version, at.Terminal.TerminalId, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.RemoveTerminalAsync(AnAccount.Chief, key, version, at.Terminal.TerminalId, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ChangeOwnerAsync(AnAccount.Chief, key, version, at.Ito.StaffMemberId, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OpenAsync(A.Clerk, key, AnAccount.Today));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.WhoAsync(A.Clerk, key, A.Now));

        Assert.Equal(Enumerable.Repeat(OperationResult.Denied, 5), (await at.LogAsync(Operation.SharedIdChanged)).Select(e => e.Result));
        Assert.Equal(Enumerable.Repeat(OperationResult.Denied, 2), (await at.LogAsync(Operation.SeatsShown)).Select(e => e.Result));
        Assert.Equal(version, (await at.AccountNowAsync()).Version);
    }

    [Theory, EveryEngine]
    public async Task ANewMember_ForcesANewPassword(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        await at.Desk.AddMemberAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Watanabe.StaffMemberId, Reason);

        var account = await at.AccountNowAsync();
        Assert.True(account.PasswordChangeDue);
        Assert.Equal(3, account.MembersOn(AnAccount.Today).Count());
        var entry = Assert.Single(await at.LogAsync(Operation.SharedIdChanged));
        Assert.Equal((account.AccountKey, "madoguchi-a 職員の追加 渡辺 由美"), (entry.SubjectId!.Value, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task ARemovedMember_LosesTheSeat_TheOthersKeepTheirs(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var leaving = at.SitDown(at.Terminal, null, (at.Takahashi, A.Now.AddHours(-1)), (at.Ito, A.Now.AddMinutes(-5)));
        var staying = at.SitDown(at.OtherTerminal, null, (at.Ito, A.Now.AddHours(-1)), (at.Takahashi, A.Now.AddMinutes(-5)));

        await at.Desk.RemoveMemberAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Ito.StaffMemberId, Reason);

        var ended = await at.SessionNowAsync(leaving);
        Assert.Equal((A.Now, SessionEnd.EndedByAdministrator), (ended.EndedAt!.Value, ended.EndReason!.Value));
        Assert.All(ended.Seats, seat => Assert.NotNull(seat.Until));
        Assert.Null((await at.SessionNowAsync(staying)).EndedAt);
        var account = await at.AccountNowAsync();
        Assert.True(account.PasswordChangeDue);
        Assert.Equal(at.Takahashi.StaffMemberId, Assert.Single(account.MembersOn(AnAccount.Today)).StaffMemberId);
        Assert.Equal(AccessRefusal.NotAMember, AccessRights.RefusalOf(account, at.Ito, at.Terminal, A.Now));
    }

    [Theory, EveryEngine]
    public async Task TheLastMemberAndTheLastTerminal_CannotBeRemoved(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        await at.Desk.RemoveMemberAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Ito.StaffMemberId, Reason);
        await at.Desk.RemoveTerminalAsync(AnAccount.Administrator, at.Account.AccountKey, (await at.AccountNowAsync()).Version, at.Terminal.TerminalId, Reason);
        var (key, version) = (at.Account.AccountKey, (await at.AccountNowAsync()).Version);

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RemoveMemberAsync(AnAccount.Administrator, key, version, at.Takahashi.StaffMemberId, Reason));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RemoveTerminalAsync(AnAccount.Administrator, key, version, at.OtherTerminal.TerminalId, Reason));

        Assert.Equal((1, 1), ((await at.AccountNowAsync()).MembersOn(AnAccount.Today).Count(), (await at.AccountNowAsync()).TerminalsOn(AnAccount.Today).Count()));
    }

    [Theory, EveryEngine]
    public async Task ARemovedTerminal_EndsTheSignInsAtIt_AndNoOthers(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var here = at.SitDown(at.Terminal, null, (at.Takahashi, A.Now.AddMinutes(-5)));
        var there = at.SitDown(at.OtherTerminal, null, (at.Takahashi, A.Now.AddMinutes(-5)));

        await at.Desk.RemoveTerminalAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Terminal.TerminalId, Reason);

        Assert.Equal(A.Now, (await at.SessionNowAsync(here)).EndedAt);
        Assert.Null((await at.SessionNowAsync(there)).EndedAt);
    }

    [Theory, EveryEngine]
    public async Task AnAdministrator_DoesNotBecomeAMemberOfALedgerId(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.Db.Add(AnAccount.For(at.Watanabe, "watanabe", Role.Administrator));

        var refused = await Assert.ThrowsAsync<RuleException>(() =>
            at.Desk.AddMemberAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Watanabe.StaffMemberId, Reason));

        Assert.Contains("「watanabe」", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await at.AccountNowAsync()).Members.Count);
        // Being responsible for it gives no rights, and is allowed.
        await at.Desk.ChangeOwnerAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Watanabe.StaffMemberId, Reason);
        Assert.Equal(at.Watanabe.StaffMemberId, (await at.AccountNowAsync()).OwnerId);
    }

    [Theory, EveryEngine]
    public async Task SomebodyRetired_AndATerminalLost_CannotBeNamed(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var lost = AnAccount.Terminal(at.Takahashi, "窓口4");
        lost.Lose("置き忘れた", A.Now);
        at.Db.Add(lost, AnAccount.Event(at.Watanabe, PersonnelEventKind.Retirement, AnAccount.Today));
        var (key, version) = (at.Account.AccountKey, at.Account.Version);

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.AddMemberAsync(AnAccount.Administrator, key, version, at.Watanabe.StaffMemberId, Reason));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ChangeOwnerAsync(AnAccount.Administrator, key, version, at.Watanabe.StaffMemberId, Reason));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.AddTerminalAsync(AnAccount.Administrator, key, version, lost.TerminalId, Reason));

        Assert.Empty(await at.LogAsync(Operation.SharedIdChanged));
    }

    [Theory, EveryEngine]
    public async Task TheSecondOfTwoPeople_IsTold(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var (key, seen) = (at.Account.AccountKey, at.Account.Version);
        await at.Desk.ChangeOwnerAsync(AnAccount.Administrator, key, seen, at.Ito.StaffMemberId, Reason);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.AddMemberAsync(AnAccount.Administrator, key, seen, at.Watanabe.StaffMemberId, Reason));

        Assert.Contains("同時に変更", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await at.AccountNowAsync()).Members.Count);
    }

    [Theory, EveryEngine]
    public async Task Opening_ShowsMembersComingEventsAndSeats_AndIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.Db.Add(AnAccount.Event(at.Ito, PersonnelEventKind.Transfer, A.Day("2026-12-01")));
        at.SitDown(at.Terminal, null, (at.Takahashi, A.Now.AddHours(-1)));

        var opened = await at.Desk.OpenAsync(AnAccount.Chief, at.Account.AccountKey, AnAccount.Today);
        await at.Desk.WhoAsync(AnAccount.Chief, at.Account.AccountKey, A.Now);

        Assert.Equal(["伊藤 健", "高橋 恵"], opened!.Members.Select(m => m.Person.Name).Order(StringComparer.Ordinal));
        Assert.Equal("12/1 異動", opened.Members.Single(m => m.Event is not null).EventWords);
        Assert.Equal([SharedIdFlag.MemberLeaving], opened.Flags);
        Assert.Single(opened.Seats);
        Assert.Equal(["madoguchi-a 2026-11-23", "この時刻に誰が 2026-11-23 10:42:00"], (await at.LogAsync(Operation.SeatsShown)).Select(e => e.Detail).Order(StringComparer.Ordinal));
        Assert.Null(await at.Desk.OpenAsync(AnAccount.Chief, Guid.CreateVersion7(), AnAccount.Today));
    }
}
