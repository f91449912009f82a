using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality.BulkFixes;

namespace Portal.Tests.DataQuality.BulkFixes;

/// <summary>A ledger with three people whose lot numbers were mistyped, and one sound.</summary>
public sealed class BulkFixFixture : IDisposable
{
    public BulkFixFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        People = [.. Enumerable.Range(1, 4).Select(i => A.Person(residentNumber: $"000000000{i}"))];
        Doses = [.. People.Select((p, i) => A.Dose(p, lot: i < 3 ? "EX36I7" : "EX3617"))];
        Ledger.Add([new VaccineLot { LotNumber = "EX3617", ProductCode = "comirnaty-original" }, .. People, .. Doses]);
        (Desk, List) = (new(Ledger, Time), new(Ledger, Time));
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public IReadOnlyList<LedgerPerson> People { get; }
    public IReadOnlyList<Dose> Doses { get; }
    public BulkFixDesk Desk { get; }
    public BulkFixList List { get; }

    public async Task<Guid> RequestAsync()
    {
        var id = Guid.CreateVersion7();
        var rows = (await Desk.ProposeAsync(A.Clerk, FindingRule.Lot)).Rows;
        await Desk.RequestAsync(A.Clerk, id, FindingRule.Lot, rows.ToDictionary(r => r.DoseId, r => r.Proposal), "予診票のシールと照合した");
        return id;
    }

    /// <summary>Every dose it was asked for is corrected by somebody else before it is approved.</summary>
    public async Task<Guid> RequestAndApproveInVainAsync()
    {
        var id = await RequestAsync();
        foreach (var dose in Doses.Take(3))
        {
            await ChangeAsync(dose, d => d.LotNumber = "EY2173");
        }

        await Desk.ApproveAsync(A.Manager, id);
        return id;
    }

    public async Task ChangeAsync(Dose dose, Action<Dose> change)
    {
        await using var db = Ledger.CreateDbContext();
        var stored = await db.Doses.SingleAsync(d => d.DoseId == dose.DoseId);
        change(stored);
        stored.Version = Guid.CreateVersion7();
        await db.SaveChangesAsync();
    }

    public async Task<List<string?>> LotsAsync()
    {
        await using var db = Ledger.CreateDbContext();
        var lots = await db.Doses.AsNoTracking().ToDictionaryAsync(d => d.DoseId, d => d.LotNumber);
        return [.. Doses.Select(d => lots[d.DoseId])];
    }

    public async Task<List<Revision>> RevisionsAsync(Dose dose)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => r.RecordId == dose.DoseId).OrderBy(r => r.RevisionId).ToListAsync();
    }

    public async Task<List<BulkFixLineState>> LinesAsync(Guid id) =>
        [.. (await List.OpenAsync(A.Manager, id))!.Rows.OrderBy(r => r.ResidentNumber).Select(r => r.Line.State)];

    public async Task<int> LeftAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.FindingRecords.CountAsync(f => f.Rule == FindingRule.Lot && f.State == FindingState.Open);
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
