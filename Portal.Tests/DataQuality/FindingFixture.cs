using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;

namespace Portal.Tests.DataQuality;

/// <summary>A ledger with one person whose second dose came too early, and the 点検 list over it.</summary>
public sealed class FindingFixture : IDisposable
{
    public FindingFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        First = A.Dose(Person);
        Second = A.Dose(Person, 2, "2021-06-30");
        Ledger.Add(new Institution { InstitutionId = Guid.NewGuid(), Code = "0110113719", Name = "うしお内科クリニック" }, Person, First, Second);
        Desk = new FindingDesk(Ledger, Time);
        Check = new LedgerCheck(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public LedgerPerson Person { get; } = A.Person();
    public Dose First { get; }
    public Dose Second { get; }
    public FindingDesk Desk { get; }
    public LedgerCheck Check { get; }

    public async Task<List<FindingRecord>> FindingsAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.FindingRecords.AsNoTracking().OrderBy(f => f.FindingRecordId).ToListAsync();
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public async Task<Dictionary<Guid, Guid>> SeenAsync() => (await FindingsAsync()).ToDictionary(f => f.FindingRecordId, f => f.Version);

    /// <summary>Past the portal: what a check of the whole ledger has to find.</summary>
    public async Task WriteBehindAsync(string sql)
    {
        await using var db = Ledger.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public void Dispose() => Ledger.Dispose();
}
