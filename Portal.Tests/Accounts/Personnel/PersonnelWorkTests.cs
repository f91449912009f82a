using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Xunit;

namespace Portal.Tests.Accounts.Personnel;

public class PersonnelWorkTests
{
    [Theory, EveryEngine]
    public async Task ThirtyDaysBefore_EachIdOwnAndShared_AndTheTerminals_StandOnTheList(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync(on: AnAccount.Today.AddDays(31));
        Assert.Empty(await ListAsync(at));

        at.Time.Advance(TimeSpan.FromDays(1));

        var lines = await ListAsync(at);
        Assert.Equal(["個人ID kobayashi", "共用ID 窓口A", "端末 窓口2"], lines.OrderByDescending(l => l.Account is not null).ThenBy(l => l.Account?.Kind).Select(l => l.What));
        Assert.All(lines, line => Assert.Equal((30, false), (line.DaysLeft, line.IsOverdue)));
        Assert.Equal(2, await at.Work.CountAsync(AnAccount.Administrator, TestContext.Current.CancellationToken));
        Assert.Equal(0, await at.Work.CountAsync(AnAccount.Chief, TestContext.Current.CancellationToken));
        Assert.Equal("異動の確認 3件", (await at.LogAsync(Operation.AccountsShown))[^1].Detail);
    }

    [Theory, EveryEngine]
    public async Task ALine_StaysThroughItsDay_UntilSomebodyConfirmsIt_Once(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync();
        at.GoTo(PersonnelFixture.Day.AddDays(3));
        await at.SweepAsync();
        var before = await ListAsync(at);
        Assert.Equal(2, before.Count(l => l.IsOverdue));
        Assert.Equal(AccountState.Revoked, before.Single(l => l.What == "個人ID kobayashi").Account!.State);

        await at.Desk.ConfirmAsync(AnAccount.Administrator, happening.PersonnelEventId, at.Shared.AccountKey, "後任を加えた");

        Assert.Equal(["個人ID kobayashi", "端末 窓口2"], (await ListAsync(at)).OrderBy(l => l.Account is null).Select(l => l.What));
        var kept = Assert.Single((await at.NowAsync(happening)).Confirmations);
        Assert.Equal((AnAccount.Administrator.Name, "後任を加えた"), (kept.ConfirmedByName, kept.Note));
        Assert.Equal("012345 小林 誠 異動 2026-12-01 ID madoguchi-a", Assert.Single(await at.LogAsync(Operation.PersonnelConfirmed)).Detail);
        Assert.Contains("確認済みです", (await Assert.ThrowsAsync<RuleException>(
            () => at.Desk.ConfirmAsync(PersonnelFixture.By(at.Administrator), happening.PersonnelEventId, at.Shared.AccountKey, null))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AnIdTheEventDoesNotTouch_CannotBeConfirmed(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync();

        Assert.Contains("対象ではありません", (await Assert.ThrowsAsync<RuleException>(
            () => at.Desk.ConfirmAsync(AnAccount.Administrator, happening.PersonnelEventId, at.Kanri.AccountKey, null))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ConfirmAsync(AnAccount.Administrator, Guid.NewGuid(), at.Own.AccountKey, null));
    }

    [Theory, EveryEngine]
    public async Task TheOwnerOfASharedId_IsNamedToo(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync(person: at.Colleague);

        var line = Assert.Single(await ListAsync(at));

        Assert.Equal("利用職員から外れ、残る職員は次のサインインでパスワードを変更、責任者の変更が必要（自動では替わりません）", line.Effects);
    }

    [Theory, EveryEngine]
    public async Task AnIdRevokedBefore_IsNotTouched(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync();
        await using (var db = at.Ledger.CreateDbContext())
        {
            var account = await db.Accounts.SingleAsync(a => a.AccountKey == at.Own.AccountKey, TestContext.Current.CancellationToken);
            account.Revoke(AnAccount.Administrator, "使わなくなったため", A.Now);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(await ListAsync(at), line => line.What == "個人ID kobayashi");
    }

    [Theory, EveryEngine]
    public async Task TheListOfEvents_IsByDay_AndPartsWhatCameWhatComesAndWhatWasCancelled(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync(on: AnAccount.Today.AddDays(9));
        await at.EnterAsync(PersonnelEventKind.Leave, AnAccount.Today.AddDays(2));
        await at.EnterAsync(PersonnelEventKind.Return, AnAccount.Today.AddDays(-2));
        var cancelled = await at.EnterAsync(PersonnelEventKind.Retirement);
        await at.Desk.CancelAsync(AnAccount.Administrator, cancelled.PersonnelEventId, "取り違えていた");
        async Task<IEnumerable<PersonnelEventKind>> KindsAsync(PersonnelView view) => (await at.Search.ListAsync(view, TestContext.Current.CancellationToken)).Select(r => r.Kind);

        Assert.Equal([PersonnelEventKind.Leave, PersonnelEventKind.Transfer], await KindsAsync(PersonnelView.Coming));
        Assert.Equal([PersonnelEventKind.Return], await KindsAsync(PersonnelView.Past));
        Assert.Equal([PersonnelEventKind.Retirement], await KindsAsync(PersonnelView.Cancelled));
    }

    [Theory]
    [InlineData("012345", "小林 誠")]
    [InlineData("小林誠", "小林 誠")]
    [InlineData("たかはし", "中村 修")]
    [InlineData("", null)]
    public async Task PeopleAreFound_ByNumberNameAndReading(string typed, string? name)
    {
        using var at = new PersonnelFixture();

        var found = await at.Search.FindPeopleAsync(typed);

        Assert.Equal(name is not null, found.Any(o => o.Text == name));
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        var today = AnAccount.Today;

        Assert.Contains("PersonnelConfirmation", PersonnelWork.Pairs(db, today).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", PersonnelSweepDesk.Due(db, today).ToQueryString(), StringComparison.Ordinal);
        Assert.All(Enum.GetValues<PersonnelView>(), view => Assert.Contains("TOP", PersonnelSearch.Rows(db, view, today).ToQueryString(), StringComparison.Ordinal));
        Assert.Contains("REPLACE", PersonnelSearch.People(db, "小林").ToQueryString(), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<PersonnelWorkLine>> ListAsync(PersonnelFixture at) => at.Work.ListAsync(AnAccount.Administrator, TestContext.Current.CancellationToken);
}
