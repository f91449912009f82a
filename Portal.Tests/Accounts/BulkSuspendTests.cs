using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Accounts;

public class BulkSuspendTests
{
    [Theory, EveryEngine]
    public async Task ThePreview_SaysOfEachWhatWouldHappen_AndChangesNothing(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (nakamura, _) = at.AddAdministrator("nakamura", "中村 修", "0107");
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);
        at.AddSession(account, at.Clerk);

        var outlooks = await at.Issuing.PreviewSuspendAsync(AnAccount.Administrator, [account.AccountKey, nakamura.AccountKey]);

        Assert.Equal(["nakamura", "takahashi"], outlooks.Select(o => o.AccountId));
        Assert.Contains("最後の指定管理者です", outlooks[0].WhyNot, StringComparison.Ordinal);
        Assert.Equal((null, 1), (outlooks[1].WhyNot, outlooks[1].OpenSessions));
        Assert.Equal((AccountState.Active, account.Version), ((await at.NowAsync(account.AccountKey)).State, (await at.NowAsync(account.AccountKey)).Version));
        Assert.Empty(await at.LogAsync(Operation.AccountSuspended));
        Assert.Single(await at.LogAsync(Operation.AccountsShown));
    }

    [Theory, EveryEngine]
    public async Task EveryOne_IsStoppedInOneSave_WithALineInTheLogEach(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var other = AnAccount.Person("伊藤 健", "022222");
        at.Ledger.Add(other);
        Account[] accounts = [at.Add(at.Clerk, "takahashi", Role.Editor), at.Add(other, "ito", Role.Viewer)];

        await at.Issuing.SuspendManyAsync(AnAccount.Administrator, accounts.ToDictionary(a => a.AccountKey, a => a.Version), "90日以上使っていないため");

        foreach (var account in accounts)
        {
            var now = await at.NowAsync(account.AccountKey);
            Assert.Equal((AccountState.Suspended, "90日以上使っていないため"), (now.State, now.History.Single(h => h.Kind == AccountActKind.Suspended).Reason));
        }

        Assert.Equal(accounts.Select(a => a.AccountKey).Order(), (await at.LogAsync(Operation.AccountSuspended)).Select(e => e.SubjectId!.Value).Order());
    }

    [Theory, EveryEngine]
    public async Task IfOneCannotBeStopped_NoneIs(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (nakamura, _) = at.AddAdministrator("nakamura", "中村 修", "0107");
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Issuing.SuspendManyAsync(
            AnAccount.Administrator, new[] { account, nakamura }.ToDictionary(a => a.AccountKey, a => a.Version), "棚卸のため"));

        Assert.Contains("nakamura: 最後の指定管理者です", refused.Message, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, (await at.NowAsync(account.AccountKey)).State);
        Assert.Empty(await at.LogAsync(Operation.AccountSuspended));
    }

    [Theory, EveryEngine]
    public async Task AllAdministratorsTogether_CannotBeStopped(Engine engine)
    {
        using var at = new AccountFixture(engine);
        Account[] both = [at.AddAdministrator("nakamura", "中村 修", "0107").Account, at.AddAdministrator("kimura", "木村 聡", "0108").Account];

        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.SuspendManyAsync(AnAccount.Administrator, both.ToDictionary(a => a.AccountKey, a => a.Version), "棚卸のため"));

        Assert.Equal(AccountState.Active, (await at.NowAsync(both[0].AccountKey)).State);
    }

    [Theory, EveryEngine]
    public async Task AnIdChangedSinceThePreview_StopsTheWhole(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);
        var outlooks = await at.Issuing.PreviewSuspendAsync(AnAccount.Administrator, [account.AccountKey]);
        await at.Issuing.ReissuePasswordAsync(AnAccount.Administrator, account.AccountKey, account.Version, "忘れたため");

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Issuing.SuspendManyAsync(AnAccount.Administrator, outlooks.ToDictionary(o => o.AccountKey, o => o.Seen), "棚卸のため"));

        Assert.Contains("同時に変更しました", refused.Message, StringComparison.Ordinal);
    }
}
