using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public class SharedIdRaceTests
{
    [Theory, EveryEngine]
    public async Task FourPeopleAtOnce_ChangeASharedIdOnce_AndTheOthersAreTold(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var newcomers = Enumerable.Range(0, 4).Select(n => AnAccount.Person($"職員 {n}", $"02000{n}")).ToList();
        at.Db.Add([.. newcomers]);

        var results = await Task.WhenAll(newcomers.Select(n => Task.Run(async () =>
            await Record.ExceptionAsync(() => at.Desk.AddMemberAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, n.StaffMemberId, "窓口に加わるため")))));

        Assert.Single(results, refusal => refusal is null);
        Assert.All(results.OfType<Exception>(), refusal => Assert.Contains("同時に変更", Assert.IsType<RuleException>(refusal).Message, StringComparison.Ordinal));
        Assert.Equal(3, (await at.AccountNowAsync()).Members.Count);
        Assert.Single(await at.LogAsync(Operation.SharedIdChanged));
    }

    [Theory, EveryEngine]
    public async Task OnePerson_GivenTheLedgerAndTheIssuingOfIdsAtOnce_GetsOneOfTheTwo(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var asking = new AccountDesk(at.Db, at.Time);
        var administrator = new AccountRequest
        {
            StaffMemberId = at.Watanabe.StaffMemberId,
            AccountId = "watanabe",
            Roles = [Role.Administrator],
            ValidUntil = AnAccount.Today.AddMonths(6),
            Reason = "指定管理者を担当するため",
        };

        var results = await Task.WhenAll(
            Task.Run(async () => await Record.ExceptionAsync(() =>
                at.Desk.AddMemberAsync(AnAccount.Administrator, at.Account.AccountKey, at.Account.Version, at.Watanabe.StaffMemberId, "窓口に加わるため"))),
            Task.Run(async () => await Record.ExceptionAsync(() => asking.RequestAsync(AnAccount.Chief, administrator))));

        Assert.Single(results, refusal => refusal is null);
        Assert.IsType<RuleException>(results.Single(refusal => refusal is not null));
    }
}
