using Microsoft.EntityFrameworkCore;
using Portal.Demo;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Demo;

public class DemoFillTests
{
    private static readonly Staff By = Staff.System("test");

    [Theory, EveryEngine]
    public async Task AFilledLedger_HoldsEveryRow_AsItWasMade(Engine engine)
    {
        using var test = TestDb.On(engine);
        var ledger = new DemoLedger(300);

        Assert.Equal(DemoOutcome.Made, await FillAsync(test, ledger));

        await using var db = test.CreateDbContext();
        var made = Enumerable.Range(0, 300).Select(ledger.Record).ToList();
        Assert.Equal(made.Sum(r => r.Doses.Count), await db.Doses.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(made.Sum(r => r.Coupons.Count), await db.Coupons.CountAsync(TestContext.Current.CancellationToken));
        foreach (var record in made.Take(40))
        {
            var kept = await db.People.Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == record.Person.LedgerPersonId, TestContext.Current.CancellationToken);
            var doses = await db.Doses.Where(d => d.LedgerPersonId == kept.LedgerPersonId).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(PersonFields.All.Select(f => f.Get(record.Person)), PersonFields.All.Select(f => f.Get(kept)));
            Assert.Equal((record.Person.KanaKey, record.Person.NameKey, record.Person.Version), (kept.KanaKey, kept.NameKey, kept.Version));
            Assert.Equal(DosesOf(record.Doses), DosesOf(doses));
        }
    }

    [Fact]
    public async Task ARowWrittenByPreparedStatement_IsTheRowEfWrites()
    {
        using var test = TestDb.OnSqlite();
        var ledger = new DemoLedger(5);
        await FillAsync(test, ledger);
        var prepared = await RawAsync(test, "SELECT * FROM LedgerPerson ORDER BY LedgerPersonId", "SELECT * FROM Dose ORDER BY DoseId", "SELECT * FROM Coupon ORDER BY CouponId");

        using var tracked = TestDb.OnSqlite();
        foreach (var record in Enumerable.Range(0, 5).Select(ledger.Record))
        {
            tracked.Add([record.Person, .. record.Doses, .. record.Coupons]);
        }

        Assert.Equal(await RawAsync(tracked, "SELECT * FROM LedgerPerson ORDER BY LedgerPersonId", "SELECT * FROM Dose ORDER BY DoseId", "SELECT * FROM Coupon ORDER BY CouponId"), prepared);
    }

    [Fact]
    public async Task AnInterruptedFill_GoesOnWhereItStopped()
    {
        using var test = TestDb.OnSqlite();
        var ledger = new DemoLedger(1_200);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DemoFill(test, TimeProvider.System).RunAsync(
            ledger, By, done => { if (done >= 500) { stop.Cancel(); } }, stop.Token));
        var half = await CountAsync(test);
        var reported = new List<int>();
        var outcome = await new DemoFill(test, TimeProvider.System).RunAsync(ledger, By, reported.Add, TestContext.Current.CancellationToken);

        Assert.Equal(500, half.People);
        Assert.Equal((DemoOutcome.Made, 500), (outcome, reported[0]));
        Assert.Equal(1_200, (await CountAsync(test)).People);
        Assert.Equal(await WholeAsync(1_200), await CountAsync(test));
    }

    [Fact]
    public async Task AFinishedLedger_IsNotMadeAgain_AndTheActIsLoggedOnce()
    {
        using var test = TestDb.OnSqlite();
        await FillAsync(test, new DemoLedger(60));

        Assert.Equal(DemoOutcome.AlreadyThere, await FillAsync(test, new DemoLedger(60)));

        await using var db = test.CreateDbContext();
        var entry = await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Operation.DemoLedgerMade, "people=60 seed=1"), (entry.Operation, entry.Detail));
    }

    [Fact]
    public async Task ALedgerOfRealPeople_IsLeftAlone()
    {
        using var test = TestDb.OnSqlite();
        test.Add(A.Person());

        Assert.Equal(DemoOutcome.LedgerInUse, await FillAsync(test, new DemoLedger(60)));
        Assert.Equal(1, (await CountAsync(test)).People);
    }

    private static Task<DemoOutcome> FillAsync(TestDb test, DemoLedger ledger) =>
        new DemoFill(test, TimeProvider.System).RunAsync(ledger, By, _ => { }, TestContext.Current.CancellationToken);

    private static Task<DemoTotals> CountAsync(TestDb test) => DemoTotals.OfAsync(test, TestContext.Current.CancellationToken);

    private static async Task<DemoTotals> WholeAsync(int people)
    {
        using var test = TestDb.OnSqlite();
        await FillAsync(test, new DemoLedger(people));
        return await CountAsync(test);
    }

    private static IEnumerable<string> DosesOf(IEnumerable<Dose> doses) =>
        doses.OrderBy(d => d.DoseId.ToString()).Select(d => string.Join('|', DoseFields.All.Select(f => f.Get(d))));

    /// <summary>What the file holds, before EF reads anything into it.</summary>
    private static async Task<List<string>> RawAsync(TestDb test, params string[] queries)
    {
        await using var db = test.CreateDbContext();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        foreach (var query in queries)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = query;
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={reader.GetDataTypeName(i)}:{reader.GetValue(i)}")));
            }
        }

        return rows;
    }
}
