using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Terminals;
using Portal.Tests.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.Terminals;

public class TerminalDeskTests
{
    private const string Reason = "庁用車に置き忘れた";

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsDone_AndEachDenialIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var (id, version) = (at.Terminal.TerminalId, at.Terminal.Version);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Terminals.AddAsync(AnAccount.Chief, Entry(at)));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Terminals.ChangeAsync(AnAccount.Chief, id, version, Entry(at)));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Terminals.NewCodeAsync(AnAccount.Chief, id, version));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Terminals.LoseAsync(AnAccount.Chief, id, version, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Terminals.RetireAsync(AnAccount.Chief, id, version, Reason));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Terminals.OpenAsync(A.Clerk, id));

        var log = (await at.LogAsync(Operation.TerminalSaved)).Concat(await at.LogAsync(Operation.TerminalEnded)).Concat(await at.LogAsync(Operation.AccountsShown));
        Assert.Equal(Enumerable.Repeat(OperationResult.Denied, 6), log.Select(e => e.Result));
        Assert.Equal(TerminalState.Active, (await at.TerminalNowAsync(id)).State);
    }

    [Theory, EveryEngine]
    public async Task Add_KeepsTheTerminalWaiting_AndTheCodeOnlyAsAHash(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        var code = await at.Terminals.AddAsync(AnAccount.Administrator, Entry(at, "窓口4"));

        var kept = await at.TerminalNowAsync(code.TerminalId);
        Assert.Equal((TerminalState.Waiting, "窓口4", "10.20.3.0/24", A.Now.AddHours(24)), (kept.State, kept.Name, kept.AddressRanges, code.ExpiresAt));
        Assert.True(kept.AcceptsCode(code.Code, A.Now));
        var entry = Assert.Single(await at.LogAsync(Operation.TerminalSaved));
        Assert.Equal((kept.TerminalId, OperationResult.Done), (entry.SubjectId!.Value, entry.Result));
        Assert.DoesNotContain(code.Code[..4], entry.Detail!, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ANameThatIsTaken_IsRefusedWithWords(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        var added = await Assert.ThrowsAsync<RuleException>(() => at.Terminals.AddAsync(AnAccount.Administrator, Entry(at, "窓口３")));
        var changed = await Assert.ThrowsAsync<RuleException>(() => at.Terminals.ChangeAsync(AnAccount.Administrator, at.Terminal.TerminalId, at.Terminal.Version, Entry(at, "窓口3")));

        Assert.All([added, changed], refused => Assert.Contains("「窓口3」という端末はすでにあります", refused.Message, StringComparison.Ordinal));
        Assert.Empty(await at.LogAsync(Operation.TerminalSaved));
    }

    [Theory, EveryEngine]
    public async Task Change_KeepsTheBrowserRegistered_AndTellsTheSecondOfTwoPeople(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var (id, seen) = (at.Terminal.TerminalId, at.Terminal.Version);

        await at.Terminals.ChangeAsync(AnAccount.Administrator, id, seen, Entry(at, "窓口2") with { IsLgwan = false });

        var kept = await at.TerminalNowAsync(id);
        Assert.Equal((TerminalState.Active, false), (kept.State, kept.IsLgwan));
        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Terminals.ChangeAsync(AnAccount.Administrator, id, seen, Entry(at, "窓口9")));
        Assert.Contains("同時に変更", refused.Message, StringComparison.Ordinal);
        Assert.Equal("窓口2", (await at.TerminalNowAsync(id)).Name);
        Assert.Single(await at.LogAsync(Operation.TerminalSaved));
    }

    [Theory, EveryEngine]
    public async Task ALostTerminal_EndsTheSignInsThere_AndNoOthers(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var here = at.SitDown(at.Terminal, null, (at.Takahashi, A.Now.AddMinutes(-5)));
        var there = at.SitDown(at.OtherTerminal, null, (at.Ito, A.Now.AddMinutes(-5)));

        var stranded = await at.Terminals.LoseAsync(AnAccount.Administrator, at.Terminal.TerminalId, at.Terminal.Version, Reason);

        Assert.Empty(stranded);
        var ended = await at.SessionNowAsync(here);
        Assert.Equal((SessionEnd.TerminalEnded, A.Now, A.Now), (ended.EndReason!.Value, ended.EndedAt!.Value, ended.Seats[0].Until!.Value));
        Assert.Null((await at.SessionNowAsync(there)).EndedAt);
        var kept = await at.TerminalNowAsync(at.Terminal.TerminalId);
        Assert.Equal((TerminalState.Lost, null, Reason), (kept.State, kept.SecretHash, kept.EndReason));
        Assert.Single(await at.LogAsync(Operation.TerminalEnded));
    }

    [Theory, EveryEngine]
    public async Task RetiringTheLastTerminal_IsAllowed_AndNamesTheSharedIdsLeftWithoutOne(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        await at.Terminals.LoseAsync(AnAccount.Administrator, at.OtherTerminal.TerminalId, at.OtherTerminal.Version, Reason);
        var opened = await at.Terminals.OpenAsync(AnAccount.Chief, at.Terminal.TerminalId);
        Assert.Equal(("窓口A", true), (Assert.Single(opened!.SharedIds).Name, opened.SharedIds[0].IsOnlyTerminal));

        var stranded = await at.Terminals.RetireAsync(AnAccount.Administrator, at.Terminal.TerminalId, at.Terminal.Version, "機器の更新");

        Assert.Equal(["窓口A"], stranded);
        Assert.Contains(await at.LogAsync(Operation.TerminalEnded), row => row.Detail!.Contains("窓口A", StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task ANewCode_EndsTheSignInsOfTheOldBrowser(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var session = at.SitDown(at.Terminal, null, (at.Takahashi, A.Now.AddMinutes(-5)));

        var code = await at.Terminals.NewCodeAsync(AnAccount.Administrator, at.Terminal.TerminalId, at.Terminal.Version);

        Assert.True((await at.TerminalNowAsync(at.Terminal.TerminalId)).AcceptsCode(code.Code, A.Now));
        Assert.Equal(SessionEnd.TerminalEnded, (await at.SessionNowAsync(session)).EndReason);
    }

    [Theory, EveryEngine]
    public async Task ATerminalNobodyHas_IsNotFound_AndTheLookIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        Assert.Null(await at.Terminals.OpenAsync(AnAccount.Administrator, Guid.CreateVersion7()));
        await Assert.ThrowsAsync<RuleException>(() => at.Terminals.LoseAsync(AnAccount.Administrator, Guid.CreateVersion7(), Guid.Empty, Reason));

        Assert.Equal(OperationResult.Failed, Assert.Single(await at.LogAsync(Operation.AccountsShown)).Result);
    }

    [Theory, EveryEngine]
    public async Task TheList_NamesOwnerAndSharedIds_AndIsLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        await at.Terminals.RetireAsync(AnAccount.Administrator, at.Terminal.TerminalId, at.Terminal.Version, "機器の更新");

        var rows = await new TerminalSearch(at.Db, at.Time).ListAsync(AnAccount.Chief, SharedIdFixture.Stop);

        Assert.Equal([("窓口3", TerminalState.Active), ("窓口2", TerminalState.Retired)], rows.Select(r => (r.Name, r.State)));
        Assert.Equal(("高橋 恵", "窓口A"), (rows[0].OwnerName, Assert.Single(rows[0].SharedIds)));
        Assert.Single(await at.LogAsync(Operation.AccountsShown));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => new TerminalSearch(at.Db, at.Time).ListAsync(A.Clerk, SharedIdFixture.Stop));
    }

    private static TerminalEntry Entry(SharedIdFixture at, string name = "窓口4") => new()
    {
        Name = name,
        Place = "保健所1階 窓口",
        OwnerId = at.Takahashi.StaffMemberId,
        IsLgwan = true,
        AddressRanges = "10.20.3.0/24",
    };
}
