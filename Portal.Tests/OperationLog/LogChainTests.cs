using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogChainTests
{
    [Theory, EveryEngine]
    public async Task Rows_AreNumberedWithoutAGap_InTheOrderTheyWereSaved(Engine engine)
    {
        using var at = new LogFixture(engine);

        await at.WriteAsync(3);

        Assert.Equal([1, 2, 3], (await at.RowsAsync()).Select(e => e.Sequence));
        Assert.All(await at.RowsAsync(), e => Assert.Equal(LogSeal.Length, e.Seal.Length));
    }

    [Theory, EveryEngine]
    public async Task AChangeAndItsRow_AreSavedTogether(Engine engine)
    {
        using var at = new LogFixture(engine);
        await using var db = at.Db.CreateDbContext();
        var person = A.Person();
        db.AddRange(person, LogFixture.Entry());

        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        Assert.Single(await at.RowsAsync());
        Assert.True(await db.People.AnyAsync(p => p.LedgerPersonId == person.LedgerPersonId, TestContext.Current.CancellationToken));
        Assert.DoesNotContain((await at.VerifyAsync()).Faults, f => f.Kind is not LogFaultKind.NoCheckpoint);
    }

    [Theory, EveryEngine]
    public async Task AChangeThatFails_LeavesNeitherRowNorGap(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(1);
        await using (var db = at.Db.CreateDbContext())
        {
            // A dose of nobody.
            db.AddRange(A.Dose(A.Person()), LogFixture.Entry());
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        }

        await at.WriteAsync(1);

        Assert.Equal([1, 2], (await at.RowsAsync()).Select(e => e.Sequence));
        Assert.Empty((await at.VerifyAsync()).Faults);
    }

    [Theory, EveryEngine]
    public async Task ATransactionTakenBack_TakesItsRowsBack(Engine engine)
    {
        using var at = new LogFixture(engine);
        await at.WriteAsync(2);
        await using (var db = at.Db.CreateDbContext())
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            db.AddRange(A.Person(), LogFixture.Entry());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await at.WriteAsync(2);

        Assert.Equal([1, 2, 3, 4], (await at.RowsAsync()).Select(e => e.Sequence));
        Assert.Empty((await at.VerifyAsync()).Faults);
    }

    [Theory, EveryEngine]
    public async Task OneContext_MaySaveSeveralTimes(Engine engine)
    {
        using var at = new LogFixture(engine);
        await using var db = at.Db.CreateDbContext();
        var person = A.Person();
        db.AddRange(person, LogFixture.Entry());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await at.WriteAsync(1);
        db.Add(LogFixture.Entry());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        person.Name = "佐藤 和江";
        db.Add(LogFixture.Entry());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await at.Checkpoints.FlushAsync();

        Assert.Equal(4, (await at.RowsAsync()).Count);
        Assert.Empty((await at.VerifyAsync()).Faults);
    }

    [Theory, EveryEngine]
    public async Task ManyWriters_InTwoProcesses_MakeNoFork_AndLoseNothing(Engine engine)
    {
        using var at = new LogFixture(engine);
        var other = at.Db.FromAnotherProcess();
        const int Writers = 32;
        const int Each = 15;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    await using var db = await (writer % 2 == 0 ? at.Db : other).CreateDbContextAsync();
                    db.Add(LogFixture.Entry($"{writer}-{i}"));
                    if (writer % 4 == 0)
                    {
                        db.Add(A.Person(residentNumber: null));
                    }

                    await db.SaveChangesAsync();
                }
            },
            TestContext.Current.CancellationToken)));
        await at.Checkpoints.FlushAsync();

        var rows = await at.RowsAsync();
        Assert.Equal(Enumerable.Range(1, Writers * Each).Select(n => (long)n), rows.Select(e => e.Sequence));
        Assert.Equal(Writers * Each, rows.Select(e => e.Detail).Distinct().Count());
        Assert.DoesNotContain((await at.VerifyAsync()).Faults, f => f.Kind is not LogFaultKind.NoCheckpoint);
    }

    [Fact]
    public async Task ALogThatCannotBeWritten_StopsTheChange_AndTellsEverybodyWhoWaits()
    {
        using var at = new LogFixture();
        await at.WriteAsync(1);
        await using (var db = at.Db.CreateDbContext())
        {
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TRIGGER full BEFORE INSERT ON OperationLog BEGIN SELECT RAISE(ABORT, 'disk full'); END", TestContext.Current.CancellationToken);
        }

        var saves = Enumerable.Range(0, 20).Select(async i =>
        {
            await using var db = at.Db.CreateDbContext();
            db.Add(LogFixture.Entry());
            if (i % 2 == 0)
            {
                db.Add(A.Person(residentNumber: null));
            }

            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
        });
        await Task.WhenAll(saves);

        await using var after = at.Db.CreateDbContext();
        Assert.Single(await at.RowsAsync());
        Assert.False(await after.People.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheEmbeddedDatabase_RefusesToChangeOrDeleteARow()
    {
        using var at = new LogFixture();
        await at.WriteAsync(2);
        await using var db = at.Db.CreateDbContext();

        foreach (var sql in new[]
        {
            "UPDATE OperationLog SET StaffName = 'x'", "DELETE FROM OperationLog", "UPDATE LogHead SET Sequence = 1", "DELETE FROM LogHead",
            "INSERT OR REPLACE INTO LogHead SELECT * FROM LogHead",
            "INSERT OR REPLACE INTO OperationLog SELECT * FROM OperationLog WHERE Sequence = 1",
        })
        {
            await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
        }

        Assert.Empty((await at.VerifyAsync()).Faults);
    }

    [Fact]
    public void ARow_SavedWithoutWaiting_IsRefused()
    {
        using var at = new LogFixture();
        using var db = at.Db.CreateDbContext();
        db.Add(LogFixture.Entry());

        Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
    }
}
