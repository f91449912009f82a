using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.ResidentIndex;

namespace Portal.Tests.Exchange.ResidentIndex;

/// <summary>A ledger with one person from outside the resident register, and a short range to give numbers out from.</summary>
internal sealed class NumberingFixture : IDisposable
{
    public static readonly Grounds Because = new(ReasonKind.Other, "住登外者の接種記録の登録のため");

    public NumberingFixture(Engine engine, long residentNumbers = 10)
    {
        Ledger = TestDb.On(engine);
        Ledger.Add(Person);
        Ranges = new(new(NumberKind.Resident, 900_000_000, 900_000_000 + residentNumbers - 1), NumberRanges.Default.Integrated);
        Desk = DeskOn(Ledger);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public LedgerPerson Person { get; } = A.Person("潮見 たまき", "シオミ タマキ", residentNumber: null);
    public NumberRanges Ranges { get; }
    public NumberingDesk Desk { get; }

    public NumberingDesk DeskOn(IDbContextFactory<PortalDb> factory) => new(factory, Ranges, Time);

    public Task<Revision> IssueAsync(LedgerPerson? person = null, Guid? revisionId = null) =>
        Desk.IssueAsync(A.Clerk, (person ?? Person).LedgerPersonId, revisionId ?? Guid.CreateVersion7(), Because);

    public LedgerPerson Now(LedgerPerson? person = null)
    {
        using var db = Ledger.CreateDbContext();
        var id = (person ?? Person).LedgerPersonId;
        return db.People.Single(p => p.LedgerPersonId == id);
    }

    public NumberCounter? Counter(NumberKind kind = NumberKind.Resident)
    {
        using var db = Ledger.CreateDbContext();
        return db.NumberCounters.SingleOrDefault(c => c.Kind == kind);
    }

    public List<OperationLogEntry> Log(Operation operation)
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];
    }

    public void Dispose() => Ledger.Dispose();
}
