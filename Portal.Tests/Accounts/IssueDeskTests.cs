using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Xunit;

namespace Portal.Tests.Accounts;

public class IssueDeskTests
{
    [Theory, EveryEngine]
    public async Task AnApprovedId_IsIssuedWithACodeThatIsKeptAsAHashOnly(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var key = await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk));
        await Assert.ThrowsAsync<RuleException>(async () => await at.Issuing.IssueAsync(AnAccount.Administrator, key, await at.VersionOfAsync(key)));
        await at.Desk.ApproveAsync(AnAccount.Administrator, key, await at.VersionOfAsync(key));

        var code = await at.Issuing.IssueAsync(AnAccount.Administrator, key, await at.VersionOfAsync(key));

        var account = await at.NowAsync(key);
        Assert.Equal((AccountState.Active, true, A.Now), (account.State, account.PasswordChangeDue, account.IssuedAt!.Value));
        Assert.Equal(("takahashi", "高橋 恵", A.Now + OneTimeCodes.ValidFor), (code.Id, code.Name, code.ValidUntil));
        await using var db = at.Ledger.CreateDbContext();
        var credential = await db.Credentials.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Credential.IdOf(key), credential.Id);
        Assert.DoesNotContain(code.Code, credential.PasswordHash, StringComparison.Ordinal);
        Assert.DoesNotContain(code.Code, Assert.Single(await at.LogAsync(Operation.AccountIssued)).Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task WhoeverMayOnlyApprove_IssuesAndStopsNothing(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Issuing.IssueAsync(AnAccount.Chief, account.AccountKey, account.Version));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Issuing.SuspendAsync(AnAccount.Chief, account.AccountKey, account.Version, "異動のため"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Issuing.RevokeAsync(AnAccount.Chief, account.AccountKey, account.Version, "異動のため"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Issuing.ReissuePasswordAsync(AnAccount.Chief, account.AccountKey, account.Version, "忘れたため"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Issuing.SuspendManyAsync(AnAccount.Chief, new Dictionary<Guid, Guid> { [account.AccountKey] = account.Version }, "棚卸のため"));

        Assert.Equal(AccountState.Active, (await at.NowAsync(account.AccountKey)).State);
        Assert.All(await at.LogAsync(Operation.AccountSuspended), e => Assert.Equal(OperationResult.Denied, e.Result));
    }

    [Theory, EveryEngine]
    public async Task Stopping_EndsOpenSignIns_AndResumingLetsThemInAgain(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);
        var session = at.AddSession(account, at.Clerk);
        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.SuspendAsync(AnAccount.Administrator, account.AccountKey, account.Version, " "));

        await at.Issuing.SuspendAsync(AnAccount.Administrator, account.AccountKey, account.Version, "長く使っていないため");

        Assert.Equal(AccountState.Suspended, (await at.NowAsync(account.AccountKey)).State);
        Assert.Equal((SessionEnd.AccountEnded, A.Now), await EndOfAsync(at, session));
        Assert.Single(await at.LogAsync(Operation.AccountSuspended));

        await at.Issuing.ResumeAsync(AnAccount.Administrator, account.AccountKey, await at.VersionOfAsync(account.AccountKey), "復帰のため");
        Assert.Equal(AccountState.Active, (await at.NowAsync(account.AccountKey)).State);
    }

    [Theory, EveryEngine]
    public async Task Revoking_IsForGood(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);
        var session = at.AddSession(account, at.Clerk);

        await at.Issuing.RevokeAsync(AnAccount.Administrator, account.AccountKey, account.Version, "退職のため");

        var seen = await at.VersionOfAsync(account.AccountKey);
        Assert.Equal(SessionEnd.AccountEnded, (await EndOfAsync(at, session)).Reason);
        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.ResumeAsync(AnAccount.Administrator, account.AccountKey, seen, "やはり使うため"));
        await Assert.ThrowsAsync<RuleException>(() => at.Issuing.ReissuePasswordAsync(AnAccount.Administrator, account.AccountKey, seen, "やはり使うため"));
    }

    [Theory, EveryEngine]
    public async Task ANewPassword_EndsOpenSignIns_AndMakesAnotherCode(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);
        var session = at.AddSession(account, at.Clerk);

        var first = await at.Issuing.ReissuePasswordAsync(AnAccount.Administrator, account.AccountKey, account.Version, "忘れたため");
        var second = await at.Issuing.ReissuePasswordAsync(AnAccount.Administrator, account.AccountKey, await at.VersionOfAsync(account.AccountKey), "紙をなくしたため");

        Assert.NotEqual(first.Code, second.Code);
        Assert.True((await at.NowAsync(account.AccountKey)).PasswordChangeDue);
        Assert.Equal(SessionEnd.PasswordChanged, (await EndOfAsync(at, session)).Reason);
        Assert.Equal(2, (await at.LogAsync(Operation.PasswordReissued)).Count);
    }

    [Theory, EveryEngine]
    public async Task TheSecondOfTwoWhoActOnOneId_IsTold(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var account = at.Add(at.Clerk, "takahashi", Role.Editor);
        await at.Issuing.ReissuePasswordAsync(AnAccount.Administrator, account.AccountKey, account.Version, "忘れたため");

        var late = await Assert.ThrowsAsync<RuleException>(() => at.Issuing.SuspendAsync(AnAccount.Administrator, account.AccountKey, account.Version, "異動のため"));
        Assert.Contains("同時に変更しました", late.Message, StringComparison.Ordinal);

        var seen = await at.VersionOfAsync(account.AccountKey);
        var between = at.IssuingOn(new MeanwhileDb(at.Ledger, () => at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, seen, new() { Roles = [Role.Viewer], ValidUntil = account.ValidUntil, Reason = "業務が変わるため" })));
        await Assert.ThrowsAsync<RuleException>(() => between.SuspendAsync(AnAccount.Administrator, account.AccountKey, seen, "異動のため"));

        var now = await at.NowAsync(account.AccountKey);
        Assert.Equal((AccountState.Active, 1), (now.State, now.Changes.Count));
        Assert.Empty(await at.LogAsync(Operation.AccountSuspended));
    }

    [Theory, EveryEngine]
    public async Task OfTwoAdministratorsWhoStopEachOtherAtOnce_OneStays(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (nakamura, asNakamura) = at.AddAdministrator("nakamura", "中村 修", "0107");
        var (kimura, asKimura) = at.AddAdministrator("kimura", "木村 聡", "0108");
        var between = at.IssuingOn(new MeanwhileDb(at.Ledger, () => at.Issuing.SuspendAsync(asKimura, nakamura.AccountKey, nakamura.Version, "先に停止するため")));

        await Assert.ThrowsAsync<RuleException>(() => between.SuspendAsync(asNakamura, kimura.AccountKey, kimura.Version, "こちらも停止するため"));

        Assert.Equal((AccountState.Suspended, AccountState.Active), ((await at.NowAsync(nakamura.AccountKey)).State, (await at.NowAsync(kimura.AccountKey)).State));
        Assert.Single(await at.LogAsync(Operation.AccountSuspended));
    }

    private static async Task<(SessionEnd? Reason, DateTime? At)> EndOfAsync(AccountFixture at, Session session)
    {
        await using var db = at.Ledger.CreateDbContext();
        var now = await db.Sessions.SingleAsync(s => s.SessionId == session.SessionId);
        return (now.EndReason, now.EndedAt);
    }
}
