using Microsoft.EntityFrameworkCore;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SharedIds;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public class SeatSearchTests
{
    [Theory, EveryEngine]
    public async Task TheInstantOfAHandOver_BelongsToTheNewPerson(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.SitDown(at.Terminal, null, (at.Takahashi, SharedIdFixture.At("8:45")), (at.Ito, SharedIdFixture.At("10:20")));

        Assert.Equal("高橋 恵", await WhoAsync(at, SharedIdFixture.At("10:20").AddTicks(-1)));
        Assert.Equal("伊藤 健", await WhoAsync(at, SharedIdFixture.At("10:20")));
        Assert.Equal("高橋 恵", await WhoAsync(at, SharedIdFixture.At("8:45")));
        Assert.Equal("", await WhoAsync(at, SharedIdFixture.At("8:45").AddTicks(-1)));
    }

    [Theory, EveryEngine]
    public async Task AtTwoTerminalsAtOnce_BothPeopleAreNamed(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.SitDown(at.Terminal, null, (at.Takahashi, SharedIdFixture.At("8:45")));
        at.SitDown(at.OtherTerminal, null, (at.Ito, SharedIdFixture.At("8:52")));

        var who = await at.Seats.WhoAsync(at.Account.AccountKey, SharedIdFixture.At("10:00"), SharedIdFixture.Stop);

        Assert.Equal([("窓口2", "高橋 恵"), ("窓口3", "伊藤 健")], who.Select(w => (w.TerminalName, w.StaffName)));
    }

    [Theory, EveryEngine]
    public async Task ASeatLeftOpen_CountsUntilItsSignInWasOver(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.SitDown(at.Terminal, SharedIdFixture.At("9:10"), (at.Takahashi, SharedIdFixture.At("8:45")));

        var seat = Assert.Single(await at.Seats.DayAsync(at.Account.AccountKey, AnAccount.Today, SharedIdFixture.Stop));

        Assert.Equal(SharedIdFixture.At("9:25"), seat.Until);
        Assert.Equal("高橋 恵", await WhoAsync(at, SharedIdFixture.At("9:25").AddTicks(-1)));
        Assert.Equal("", await WhoAsync(at, SharedIdFixture.At("9:25")));
    }

    [Theory, EveryEngine]
    public async Task WhileTheSignInLasts_ThePersonStillSitsThere_ButNotInTheFuture(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.SitDown(at.Terminal, A.Now.AddMinutes(-14), (at.Takahashi, SharedIdFixture.At("8:45")));

        Assert.Null(Assert.Single(await at.Seats.DayAsync(at.Account.AccountKey, AnAccount.Today, SharedIdFixture.Stop)).Until);
        Assert.Equal("高橋 恵", await WhoAsync(at, A.Now));
        Assert.Equal("", await WhoAsync(at, A.Now.AddSeconds(1)));
    }

    [Theory, EveryEngine]
    public async Task ASignInEndedByHand_EndsItsSeat(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var session = at.SitDown(at.Terminal, null, (at.Takahashi, SharedIdFixture.At("8:45")));
        await using (var db = at.Db.CreateDbContext())
        {
            (await db.Sessions.Include(s => s.Seats).SingleAsync(s => s.SessionId == session.SessionId, SharedIdFixture.Stop)).End(SessionEnd.SignedOut, SharedIdFixture.At("9:00"));
            await db.SaveChangesAsync(SharedIdFixture.Stop);
        }

        Assert.Equal("", await WhoAsync(at, SharedIdFixture.At("9:00")));
    }

    [Theory, EveryEngine]
    public async Task TheDay_GoesFromMidnightToMidnightInJapan(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var midnight = SharedIdFixture.At("0:00");
        // Until exactly midnight; over it; from exactly midnight on.
        at.SitDown(at.Terminal, midnight.AddHours(-1), (at.Takahashi, midnight.AddHours(-3)), (at.Ito, midnight.AddHours(-1)), (at.Takahashi, midnight));
        at.SitDown(at.OtherTerminal, midnight.AddMinutes(-5), (at.Ito, midnight.AddMinutes(-30)));

        var today = await at.Seats.DayAsync(at.Account.AccountKey, AnAccount.Today, SharedIdFixture.Stop);
        var yesterday = await at.Seats.DayAsync(at.Account.AccountKey, AnAccount.Today.AddDays(-1), SharedIdFixture.Stop);

        Assert.Equal([("窓口2", "高橋 恵"), ("窓口3", "伊藤 健")], today.Select(s => (s.TerminalName, s.StaffName)));
        Assert.Equal(["高橋 恵", "伊藤 健", "伊藤 健"], yesterday.Select(s => s.StaffName));
    }

    [Theory, EveryEngine]
    public async Task AnotherSharedId_IsNotAnswered(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        at.SitDown(at.Terminal, null, (at.Takahashi, SharedIdFixture.At("8:45")));

        Assert.Empty(await at.Seats.WhoAsync(Guid.CreateVersion7(), SharedIdFixture.At("9:00"), SharedIdFixture.Stop));
    }

    [Fact]
    public void TheQueries_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        var rows = SeatSearch.Rows(db, Guid.CreateVersion7());

        Assert.Contains("ORDER BY", SeatSearch.Between(rows, A.Now, A.Now.AddDays(1)).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", SeatSearch.At(rows, A.Now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", SharedIdSearch.Rows(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", SharedIdChoices.People(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", SharedIdChoices.Terminals(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", Features.Accounts.Terminals.TerminalSearch.Rows(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("ORDER BY", Features.Accounts.Terminals.TerminalSearch.SharedIds(db).ToQueryString(), StringComparison.Ordinal);
    }

    private static async Task<string> WhoAsync(SharedIdFixture at, DateTime moment) =>
        string.Join("・", (await at.Seats.WhoAsync(at.Account.AccountKey, moment, SharedIdFixture.Stop)).Select(s => s.StaffName));
}
