using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public class AccountDeskTests
{
    [Theory, EveryEngine]
    public async Task AnId_IsAskedForByOne_ApprovedByAnother_AndEachStepIsLogged(Engine engine)
    {
        using var at = new AccountFixture(engine);

        var key = await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk));
        Assert.Equal(AccountState.Requested, (await at.NowAsync(key)).State);
        await at.Desk.ApproveAsync(AnAccount.Administrator, key, await at.VersionOfAsync(key));

        var account = await at.NowAsync(key);
        Assert.Equal((AccountState.Approved, "吉田 明", "中村 修"), (account.State, account.RequestedByName, account.ApprovedByName));
        Assert.Equal((key, "takahashi 高橋 恵 登録・訂正 期限 2027-03-23"), (Assert.Single(await at.LogAsync(Operation.AccountRequested)).SubjectId!.Value, (await at.LogAsync(Operation.AccountRequested))[0].Detail));
        Assert.Equal(AnAccount.Administrator.AccountId, Assert.Single(await at.LogAsync(Operation.AccountApproved)).AccountId);
    }

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsAskedForOrDecided_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new AccountFixture(engine);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.RequestAsync(A.Clerk, AccountFixture.RequestFor(at.Clerk)));
        var key = await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk));
        var seen = await at.VersionOfAsync(key);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ApproveAsync(A.Clerk, key, seen));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ReturnAsync(A.Clerk, key, seen, "理由は後で伝えます"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Viewing.OpenAsync(A.Clerk, key));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Viewing.ListAsync(A.Clerk, AccountListView.All, null, TestContext.Current.CancellationToken));

        Assert.Equal(AccountState.Requested, (await at.NowAsync(key)).State);
        Assert.Single(await at.LogAsync(Operation.AccountRequested), e => e.Result == OperationResult.Denied);
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.AccountApproved)).Result);
        Assert.All(await at.LogAsync(Operation.AccountsShown), e => Assert.Equal(OperationResult.Denied, e.Result));
    }

    [Theory, EveryEngine]
    public async Task TheRequester_CannotApproveTheirOwnRequest(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var key = await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk));

        var refused = await Assert.ThrowsAsync<RuleException>(async () => await at.Desk.ApproveAsync(AnAccount.Chief, key, await at.VersionOfAsync(key)));

        Assert.Contains("自分が申請したものは承認できません", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await at.LogAsync(Operation.AccountApproved));
    }

    [Theory, EveryEngine]
    public async Task AnIdOfSomebody_IsNotGivenAgain_NotEvenAfterItEnded(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var other = AnAccount.Person("伊藤 健", "022222");
        at.Ledger.Add(other);
        var old = at.Add(other, "takahashi", Role.Viewer);
        await at.Issuing.RevokeAsync(AnAccount.Administrator, old.AccountKey, old.Version, "退職のため");

        var refused = await Assert.ThrowsAsync<LoginIdTakenException>(() => at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk, "Ｔakahashi")));

        Assert.Contains("ID「takahashi」", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await at.LogAsync(Operation.AccountRequested));
    }

    [Theory, EveryEngine]
    public async Task OfTwoWhoAskForTheSameIdAtOnce_TheSecondIsTold(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var other = AnAccount.Person("伊藤 健", "022222");
        at.Ledger.Add(other);
        var between = new AccountDesk(new MeanwhileDb(at.Ledger, () => at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(other))), at.Time);

        await Assert.ThrowsAsync<LoginIdTakenException>(() => between.RequestAsync(AnAccount.Administrator, AccountFixture.RequestFor(at.Clerk)));

        Assert.Single(await at.LogAsync(Operation.AccountRequested));
    }

    [Theory, EveryEngine]
    public async Task AReturn_NeedsWords_AndEndsTheRequest(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var key = await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk));
        var seen = await at.VersionOfAsync(key);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ReturnAsync(AnAccount.Administrator, key, seen, ""));

        await at.Desk.ReturnAsync(AnAccount.Administrator, key, seen, "役割を確かめてください");

        Assert.Equal(AccountState.Returned, (await at.NowAsync(key)).State);
        Assert.Single(await at.LogAsync(Operation.AccountReturned));
    }

    [Theory, EveryEngine]
    public async Task AChange_HoldsFromItsApproval_WithItsAdjustment(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Viewer);
        await at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, account.Version, Change(account) with
        {
            Roles = [Role.Viewer, Role.Reporter],
            Adjusted = Permission.ImportRun,
            Effect = AdjustmentEffect.Extra,
            AdjustedUntil = AnAccount.Today.AddDays(7),
        });
        var waiting = await at.NowAsync(account.AccountKey);
        Assert.Equal([Role.Viewer], waiting.Roles);

        await at.Desk.ApproveChangeAsync(AnAccount.Administrator, account.AccountKey, waiting.Version, waiting.Changes[0].AccountChangeId);

        var changed = await at.NowAsync(account.AccountKey);
        Assert.Equal([Role.Viewer, Role.Reporter], changed.Roles);
        Assert.Contains(AccountRight.Of(changed, A.Now), r => r is { Permission: Permission.ImportRun, IsHeld: true } && r.Sources.StartsWith("個別の追加", StringComparison.Ordinal));
        Assert.DoesNotContain(AccountRight.Of(changed, A.Now.AddDays(8)), r => r.Permission == Permission.ImportRun);
        Assert.Single(await at.LogAsync(Operation.AccountChangeRequested));
        Assert.Single(await at.LogAsync(Operation.AccountChanged));
    }

    [Theory, EveryEngine]
    public async Task AChange_ThatChangesNothing_IsRefused_AndAReturnedOneLeavesTheRights(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Viewer);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, account.Version, Change(account)));
        await at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, account.Version, Change(account) with { Roles = [Role.Editor] });
        var waiting = await at.NowAsync(account.AccountKey);

        await at.Desk.ReturnChangeAsync(AnAccount.Administrator, account.AccountKey, waiting.Version, waiting.Changes[0].AccountChangeId, "必要性を書いてください");

        var after = await at.NowAsync(account.AccountKey);
        Assert.Equal((AccountChangeState.Returned, Role.Viewer), (after.Changes[0].State, Assert.Single(after.Roles)));
    }

    [Theory, EveryEngine]
    public async Task ARetiredPerson_GetsNoId(Engine engine)
    {
        using var at = new AccountFixture(engine);
        at.Ledger.Add(AnAccount.Event(at.Clerk, PersonnelEventKind.Retirement, AnAccount.Today));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk)));

        Assert.Contains("退職しています", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AnUnknownId_IsRefused_AndTheLookAtItIsLogged(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var unknown = Guid.CreateVersion7();

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ApproveAsync(AnAccount.Chief, unknown, Guid.Empty));
        Assert.Null(await at.Viewing.OpenAsync(AnAccount.Chief, unknown));

        Assert.Equal((OperationResult.Failed, unknown), (Assert.Single(await at.LogAsync(Operation.AccountsShown)).Result, (await at.LogAsync(Operation.AccountsShown))[0].SubjectId!.Value));
    }

    private static ChangeRequest Change(Account account) => new() { Roles = [.. account.Roles], ValidUntil = account.ValidUntil, Reason = "業務の追加のため" };
}
