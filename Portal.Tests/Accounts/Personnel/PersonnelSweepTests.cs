using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Xunit;

namespace Portal.Tests.Accounts.Personnel;

public class PersonnelSweepTests
{
    [Theory, EveryEngine]
    public async Task AtMidnightInJapan_TheRightsEndByThemselves_WithoutAnySweep(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync();
        async Task<(AccessRefusal? Own, AccessRefusal? Shared, AccessRefusal? Colleague)> RefusalsAsync()
        {
            var (now, leaver, shared) = (at.Time.GetUtcNow().UtcDateTime, await at.NowAsync(at.Leaver), await at.NowAsync(at.Shared));
            return (AccessRights.RefusalOf(await at.NowAsync(at.Own), leaver, null, now), AccessRights.RefusalOf(shared, leaver, at.Terminal, now),
                AccessRights.RefusalOf(shared, await at.NowAsync(at.Colleague), at.Terminal, now));
        }

        at.GoTo(PersonnelFixture.Day, TimeSpan.FromSeconds(-1));
        Assert.Equal(new DateTime(2026, 11, 30, 14, 59, 59), at.Time.GetUtcNow().UtcDateTime);
        Assert.Equal((null, null, null), await RefusalsAsync());

        at.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((AccessRefusal.PersonLeft, AccessRefusal.NotAMember, null), await RefusalsAsync());
        Assert.Equal(AccountState.Active, (await at.NowAsync(at.Own)).State);
        Assert.Empty(await at.LogAsync(Operation.PersonnelSwept));
    }

    [Theory, EveryEngine]
    public async Task OnItsDay_TheSweepWritesWhatEnded_AndEndsTheSignIns(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync();
        var (own, shared, colleague) = (at.SitAt(at.Own, at.Leaver), at.SitAt(at.Shared, at.Leaver, at.Terminal), at.SitAt(at.Shared, at.Colleague, at.Terminal));
        at.GoTo(PersonnelFixture.Day, TimeSpan.FromSeconds(-1));
        Assert.Equal(0, await at.SweepAsync());
        at.GoTo(PersonnelFixture.Day);

        Assert.Equal(1, await at.SweepAsync());

        var account = await at.NowAsync(at.Own);
        Assert.Equal((AccountState.Revoked, "異動(令和8年12月1日発令)による"), (account.State, account.History.MaxBy(h => h.At)!.Reason));
        var counter = await at.NowAsync(at.Shared);
        Assert.Equal(PersonnelFixture.Day, counter.Members.Single(m => m.StaffMemberId == at.Leaver.StaffMemberId).Until);
        Assert.True(counter.PasswordChangeDue);
        Assert.Equal(SessionEnd.AccountEnded, (await at.NowAsync(own)).EndReason);
        Assert.Equal(SessionEnd.AccountEnded, (await at.NowAsync(shared)).EndReason);
        Assert.Null((await at.NowAsync(colleague)).EndedAt);
        Assert.NotNull((await at.NowAsync(happening)).SweptAt);
        Assert.Equal(new HashSet<Guid?> { at.Own.AccountKey, at.Shared.AccountKey, happening.PersonnelEventId }, (await at.LogAsync(Operation.PersonnelSwept)).Select(e => e.SubjectId).ToHashSet());
    }

    [Theory, EveryEngine]
    public async Task ASecondSweep_ChangesNothing(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync();
        at.GoTo(PersonnelFixture.Day);
        await at.SweepAsync();
        var (account, log) = (await at.NowAsync(at.Own), await at.LogAsync(Operation.PersonnelSwept));

        Assert.Equal(0, await at.SweepAsync());

        Assert.Equal(account.Version, (await at.NowAsync(at.Own)).Version);
        Assert.Equal(log.Count, (await at.LogAsync(Operation.PersonnelSwept)).Count);
    }

    [Theory, EveryEngine]
    public async Task SeveralServersAtOnce_CarryAnEventOutOnce(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync();
        at.GoTo(PersonnelFixture.Day);

        var swept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(at.SweepAsync)));

        Assert.Equal(1, swept.Sum());
        Assert.Single((await at.NowAsync(at.Own)).History, h => h.Kind == AccountActKind.Revoked);
        Assert.Equal(3, (await at.LogAsync(Operation.PersonnelSwept)).Count);
    }

    [Theory, EveryEngine]
    public async Task ALeave_SuspendsAndAReturnResumesNothingByItself(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync(PersonnelEventKind.Leave);
        await at.EnterAsync(PersonnelEventKind.Return, PersonnelFixture.Day.AddMonths(2));
        at.GoTo(PersonnelFixture.Day);
        await at.SweepAsync();
        Assert.Equal(AccountState.Suspended, (await at.NowAsync(at.Own)).State);

        at.GoTo(PersonnelFixture.Day.AddMonths(2));
        Assert.Equal(1, await at.SweepAsync());

        Assert.Equal(AccountState.Suspended, (await at.NowAsync(at.Own)).State);
        var lines = (await at.Work.ListAsync(AnAccount.Administrator, TestContext.Current.CancellationToken)).Where(l => l.Event.Kind == PersonnelEventKind.Return && l.Account is not null);
        Assert.Equal([("個人ID kobayashi", "停止中なら再開が必要（自動では戻りません）"), ("共用ID 窓口A", "休職前の利用職員。加え直すか確認（自動では戻りません）")], lines.Select(l => (l.What, l.Effects)).OrderByDescending(l => l.Item1 == "個人ID kobayashi"));
    }

    [Theory, EveryEngine]
    public async Task AnIdIssuedAfterTheEvent_IsLeftAlone(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync(on: AnAccount.Today.AddMonths(-3));

        Assert.Equal(1, await at.SweepAsync());

        Assert.Equal(AccountState.Active, (await at.NowAsync(at.Own)).State);
        Assert.Null((await at.NowAsync(at.Shared)).Members.Single(m => m.StaffMemberId == at.Leaver.StaffMemberId).Until);
    }

    [Theory, EveryEngine]
    public async Task TheLastAdministrator_IsRevokedLikeAnybodyElse_AndTheLogSaysSo(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync(PersonnelEventKind.Retirement, person: at.Administrator);
        await at.EnterAsync(PersonnelEventKind.Retirement, PersonnelFixture.Day.AddDays(1), at.OtherAdministrator);
        at.GoTo(PersonnelFixture.Day.AddDays(1));

        Assert.Equal(2, await at.SweepAsync());

        Assert.Equal((AccountState.Revoked, AccountState.Revoked), ((await at.NowAsync(at.Kanri)).State, (await at.NowAsync(at.OtherKanri)).State));
        Assert.Contains("木村 司", Assert.Single(await at.LogAsync(Operation.PersonnelSwept), e => e.Detail!.Contains("最後の指定管理者でした", StringComparison.Ordinal)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSweeper_WorksAtTheStart_AndEveryMinute()
    {
        using var at = new PersonnelFixture();
        await at.EnterAsync(on: AnAccount.Today);
        using var duty = await ANode.StartedAsync(at.Ledger);
        using var sweeper = new PersonnelSweeper(at.Sweep, duty, at.Time, NullLogger<PersonnelSweeper>.Instance);
        await sweeper.StartAsync(TestContext.Current.CancellationToken);
        await EventuallyAsync(() => at.NowAsync(at.Own), account => account.State == AccountState.Revoked);

        await at.EnterAsync(PersonnelEventKind.Retirement, AnAccount.Today, at.Administrator);
        at.Time.Advance(TimeSpan.FromMinutes(1));
        await EventuallyAsync(() => at.NowAsync(at.Kanri), account => account.State == AccountState.Revoked);

        await sweeper.StopAsync(TestContext.Current.CancellationToken);
        Assert.All(await at.LogAsync(Operation.PersonnelSwept), e => Assert.Equal("システム(自動)", e.StaffName));
    }

    private static async Task EventuallyAsync(Func<Task<Account>> look, Func<Account, bool> holds)
    {
        for (var attempt = 0; attempt < 100 && !holds(await look()); attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.True(holds(await look()));
    }
}
