using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;
using Portal.Features.DataQuality.Twins;

namespace Portal.Tests.DataQuality.Twins;

/// <summary>A ledger that holds one person twice, beside two others, and the list over it.</summary>
internal sealed class TwinFixture : IDisposable
{
    public TwinFixture(Engine engine)
    {
        Ledger = TestDb.On(engine);
        Ledger.Add(One, Two, A.Person("佐藤 和美", "サトウ カズミ", "0001204875"), A.Person("鈴木 一郎", "スズキ イチロウ", "0001204876", "1961-07-19", Sex.Male));
        Desk = new TwinDesk(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public LedgerPerson One { get; } = A.Person();
    public LedgerPerson Two { get; } = A.Person(residentNumber: "0001204999", address: "色内一丁目2番3号");
    public TwinDesk Desk { get; }

    public async Task<TwinPair> PairAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.TwinPairs.AsNoTracking().SingleAsync();
    }

    public async Task ChangeAsync(Action<LedgerPerson> change)
    {
        await using var db = Ledger.CreateDbContext();
        change(await db.People.SingleAsync(p => p.LedgerPersonId == Two.LedgerPersonId));
        await db.SaveChangesAsync();
    }

    /// <summary>Past the portal, so that no pair is weighed: what a search over everybody has to find.</summary>
    public async Task ChangeBehindAsync()
    {
        await using var db = Ledger.CreateDbContext();
        db.ChecksWhatIsSaved = false;
        (await db.People.SingleAsync(p => p.LedgerPersonId == Two.LedgerPersonId)).Address = One.Address;
        await db.SaveChangesAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
