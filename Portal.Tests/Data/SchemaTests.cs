using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Portal.Tests.Data;

public class SchemaTests
{
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
}
