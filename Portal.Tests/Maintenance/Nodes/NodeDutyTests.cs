using Microsoft.EntityFrameworkCore;
using Portal.Features.Maintenance.Nodes;
using Xunit;

namespace Portal.Tests.Maintenance.Nodes;

public sealed class NodeDutyTests
{
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task OfTwoNodes_OneIsOnDuty_AndTheOtherOnceItIsStopped(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        using var one = await ANode.StartedAsync(ledger);
        using var other = await ANode.StartedAsync(ledger);
        Assert.Equal((true, false), (await one.IsMineAsync(Token), await other.IsMineAsync(Token)));

        await one.StopAsync(Token);

        using var next = await ANode.StartedAsync(ledger);
        Assert.Equal((false, true), (await one.IsMineAsync(Token), await next.IsMineAsync(Token)));
        await next.StopAsync(Token);
        await other.StopAsync(Token);
    }

    [Theory, EveryEngine]
    public async Task NodesThatAskAtOnce_AreToldOfOneHolder(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => TakeAsync(ledger, $"node {i}"), Token)));

        Assert.Single(taken, isMine => isMine);
    }

    [Theory, EveryEngine]
    public async Task ALease_IsKeptByItsHolder_AndRunsOutByTheClockOfTheDatabase(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        Assert.True(await TakeAsync(ledger, "one"));
        Assert.True(await TakeAsync(ledger, "one"));
        Assert.False(await TakeAsync(ledger, "other"));
        await using var db = ledger.CreateDbContext();
        Assert.InRange((await db.JobLeases.AsNoTracking().SingleAsync(Token)).Until, DateTime.UtcNow.AddSeconds(20), DateTime.UtcNow.AddSeconds(31));

        // The holder died half a minute ago.
        await db.JobLeases.ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, l => DateTime.UtcNow.AddMilliseconds(-1)), Token);

        Assert.True(await TakeAsync(ledger, "other"));
        Assert.False(await TakeAsync(ledger, "one"));
    }

    [Theory, EveryEngine]
    public async Task WhatOneGivesBack_IsNotTheOthersToGive(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        await TakeAsync(ledger, "one");
        await using var db = ledger.CreateDbContext();

        await JobLease.GiveBackAsync(db, "job", "other", Token);
        Assert.False(await TakeAsync(ledger, "other"));
        await JobLease.GiveBackAsync(db, "job", "one", Token);

        Assert.True(await TakeAsync(ledger, "other"));
    }

    [Fact]
    public void OnSqlServer_TheServersClockIsAsked()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("GETUTCDATE()", JobLease.Open(db, "job", "one").ToQueryString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutADatabase_NobodyIsOnDuty()
    {
        using var ledger = TestDb.OnSqlite();
        await using (var db = ledger.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE \"JobLease\"", Token);
        }

        using var node = await ANode.StartedAsync(ledger);

        Assert.False(await node.IsMineAsync(Token));
        await node.StopAsync(Token);
    }

    private static async Task<bool> TakeAsync(TestDb ledger, string holder)
    {
        await using var db = ledger.CreateDbContext();
        return await JobLease.TakeAsync(db, "job", holder, Term, Token);
    }
}
