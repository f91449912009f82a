using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Xunit;

namespace Portal.Tests.Data;

public class SchemaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task APerson_WithADose_IsKeptAsGiven(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person(name: "髙橋 葛󠄀子", kana: "タカハシ クズコ");
        ledger.Add(person, A.Dose(person));

        await using var db = ledger.CreateDbContext();
        var kept = await db.People.SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal("髙橋 葛󠄀子", kept.Name);
        Assert.Equal(DateTimeKind.Utc, kept.CreatedAt.Kind);
        Assert.Equal(1, await db.Doses.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ALockAKilledProcessLeft_DoesNotHoldUpTheNextStart()
    {
        using var ledger = TestDb.On(Engine.Sqlite);
        await using var db = ledger.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)", Token);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, datetime('now'))", Token);

        await Schema.EnsureCurrentAsync(ledger, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Token));
    }
}
