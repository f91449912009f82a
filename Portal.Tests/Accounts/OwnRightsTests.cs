using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

/// <summary>The administrator cannot reach the ledger by any way, and the last one cannot go.</summary>
public class OwnRightsTests
{
    [Theory, EveryEngine]
    public async Task AnAdministrator_CannotChangeTheirOwnId(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (account, acting) = at.AddAdministrator("nakamura", "中村 修", "0107");

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestChangeAsync(acting, account.AccountKey, account.Version, Change(account, Role.Editor)));

        Assert.Contains("自分が使うID", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AnAdministrator_CannotAskForASecondIdOfTheirOwn_AndNobodyElseCanEither(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (_, acting) = at.AddAdministrator("nakamura", "中村 修", "0107");
        await using var db = at.Ledger.CreateDbContext();
        var person = await db.LoadStaffMemberAsync(acting.StaffMemberId!.Value, TestContext.Current.CancellationToken);

        var own = await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(acting, AccountFixture.RequestFor(person, "nakamura2")));
        var others = await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(person, "nakamura2")));

        Assert.Contains("自分が使うID", own.Message, StringComparison.Ordinal);
        Assert.Contains("1人が持つことはできません", others.Message, StringComparison.Ordinal);
        Assert.False(await AnyAsync(at, "nakamura2"));
    }

    [Theory, EveryEngine]
    public async Task AnAdministrator_WhoIsAMemberOfASharedId_CannotIssueIt(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (_, acting) = at.AddAdministrator("nakamura", "中村 修", "0107");
        var other = at.AddAdministrator("kimura", "木村 聡", "0108");
        await using var db = at.Ledger.CreateDbContext();
        var person = await db.LoadStaffMemberAsync(acting.StaffMemberId!.Value, TestContext.Current.CancellationToken);
        var terminal = AnAccount.Terminal(at.Clerk);
        var shared = Requested(person, at.Clerk, terminal);
        at.Ledger.Add(terminal, shared);

        var own = await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(acting, shared.AccountKey, shared.Version));
        var others = await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(other.Acting, shared.AccountKey, shared.Version));

        Assert.Contains("自分が使うID", own.Message, StringComparison.Ordinal);
        Assert.Contains("中村 修さんはID「nakamura」を使っています", others.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task WhoeverIsOnlyResponsibleForASharedId_MayBeAnAdministrator(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var owner = AnAccount.Person("木村 聡", "0108");
        var terminal = AnAccount.Terminal(at.Clerk);
        at.Ledger.Add(owner, terminal);
        at.Ledger.Add(Requested(at.Clerk, owner, terminal));

        await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(owner, "kimura", Role.Administrator));

        Assert.True(await AnyAsync(at, "kimura"));
    }

    [Theory, EveryEngine]
    public async Task ASecondIdThatReachesTheLedger_WaitingForItsApproval_StopsAnAdministratorsIdToo(Engine engine)
    {
        using var at = new AccountFixture(engine);
        await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk, "takahashi", Role.Viewer));

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(AnAccount.Administrator, AccountFixture.RequestFor(at.Clerk, "takahashi-k", Role.Administrator)));
    }

    [Theory, EveryEngine]
    public async Task TheLastAdministrator_CanNeitherBeStoppedNorEndedNorStripped(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (account, _) = at.AddAdministrator("nakamura", "中村 修", "0107");
        await at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, account.Version, Change(account, Role.Auditor));
        var now = await at.NowAsync(account.AccountKey);

        foreach (var act in new Func<Task>[]
        {
            () => at.Issuing.SuspendAsync(AnAccount.Administrator, account.AccountKey, now.Version, "異動のため"),
            () => at.Issuing.RevokeAsync(AnAccount.Administrator, account.AccountKey, now.Version, "異動のため"),
            () => at.Desk.ApproveChangeAsync(AnAccount.Administrator, account.AccountKey, now.Version, now.Changes[0].AccountChangeId),
        })
        {
            Assert.Contains("最後の指定管理者です", (await Assert.ThrowsAsync<RuleException>(act)).Message, StringComparison.Ordinal);
        }

        at.AddAdministrator("kimura", "木村 聡", "0108");
        await at.Desk.ApproveChangeAsync(AnAccount.Administrator, account.AccountKey, now.Version, now.Changes[0].AccountChangeId);
        Assert.Equal([Role.Auditor], (await at.NowAsync(account.AccountKey)).Roles);
    }

    [Theory, EveryEngine]
    public async Task ToTakeIssuingFromTheLastAdministrator_IsToTakeTheLastOneAway(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (account, _) = at.AddAdministrator("nakamura", "中村 修", "0107");
        await at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, account.Version, Change(account, Role.Administrator) with
        {
            Adjusted = Permission.AccountIssue,
            Effect = AdjustmentEffect.Minus,
            AdjustedUntil = account.ValidUntil,
        });
        var now = await at.NowAsync(account.AccountKey);

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveChangeAsync(AnAccount.Administrator, account.AccountKey, now.Version, now.Changes[0].AccountChangeId));
    }

    [Theory, EveryEngine]
    public async Task NobodyStopsOrEndsTheirOwnId(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (account, acting) = at.AddAdministrator("nakamura", "中村 修", "0107");
        at.AddAdministrator("kimura", "木村 聡", "0108");

        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.SuspendAsync(acting, account.AccountKey, account.Version, "試しに停止"));
        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.RevokeAsync(acting, account.AccountKey, account.Version, "試しに失効"));
        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.ReissuePasswordAsync(acting, account.AccountKey, account.Version, "忘れたため"));

        Assert.Equal(AccountState.Active, (await at.NowAsync(account.AccountKey)).State);
    }

    private static Account Requested(StaffMember member, StaffMember owner, Terminal terminal) => Account.RequestShared(
        AnAccount.Chief,
        new SharedIdRequest
        {
            AccountId = "madoguchi-a",
            Name = "窓口A",
            Necessity = "証明書窓口を交代で勤務するため",
            OwnerId = owner.StaffMemberId,
            MemberIds = [member.StaffMemberId],
            TerminalIds = [terminal.TerminalId],
            Roles = [Role.Editor],
            ValidUntil = AnAccount.Today.AddMonths(4),
            Reason = "窓口業務のため",
        },
        A.Now);

    private static ChangeRequest Change(Account account, params Role[] roles) => new() { Roles = roles, ValidUntil = account.ValidUntil, Reason = "業務の追加のため" };

    private static async Task<bool> AnyAsync(AccountFixture at, string id) =>
        (await at.Viewing.ListAsync(AnAccount.Administrator, AccountListView.All, null, TestContext.Current.CancellationToken)).Any(r => r.Account.AccountId == id);
}
