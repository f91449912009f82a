using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Corrections.Merging;
using Portal.Features.Ledger.AsOf;

namespace Portal.Tests.Corrections.Merging;

/// <summary>A ledger that holds one person twice, each time with a dose and a coupon, and the desks that merge them.</summary>
internal sealed class MergeFixture : IDisposable
{
    public static readonly Grounds Twice = new(ReasonKind.Duplicate, "転入で二重に登録");

    public MergeFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        Keeper = A.Person();
        Other = A.Person(name: "佐藤 和子", residentNumber: "0001204999", address: "色内一丁目2番3号");
        KeepersDose = A.Dose(Keeper);
        OthersDose = A.Dose(Other, 2, "2021-07-11");
        OthersCoupon = Coupon(Other, "0000000002");
        Ledger.Add(Keeper, Other, KeepersDose, OthersDose, Coupon(Keeper, "0000000001"), OthersCoupon);
        var saving = new RevisionSaving(Ledger, ApprovalPolicy.None, Time);
        Corrections = new CorrectionDesk(Ledger, saving, Time);
        Merging = new MergeDesk(Ledger, Time);
        Unmerging = new UnmergeDesk(Ledger, Time);
        AsOf = new AsOfDesk(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public LedgerPerson Keeper { get; }
    public LedgerPerson Other { get; }
    public Dose KeepersDose { get; }
    public Dose OthersDose { get; }
    public Coupon OthersCoupon { get; }
    public CorrectionDesk Corrections { get; }
    public MergeDesk Merging { get; }
    public UnmergeDesk Unmerging { get; }
    public AsOfDesk AsOf { get; }

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public static Coupon Coupon(LedgerPerson person, string number) => new()
    {
        CouponId = Guid.CreateVersion7(),
        LedgerPersonId = person.LedgerPersonId,
        MunicipalityCode = "012033",
        CouponNumber = number,
        Kind = 1,
        DoseNumber = 1,
        CreatedAt = A.Now.AddYears(-4),
    };

    public MergeOrder Order(params RecordField<LedgerPerson>[] taken) => Order(Keeper, Other, taken);

    public static MergeOrder Order(LedgerPerson keeper, LedgerPerson other, params RecordField<LedgerPerson>[] taken) => new()
    {
        MergeId = Guid.CreateVersion7(),
        KeeperId = keeper.LedgerPersonId,
        OtherId = other.LedgerPersonId,
        TakesFromOther = taken.Select(f => f.Key).ToHashSet(),
        Grounds = Twice,
    };

    /// <summary>An hour passes, then the two are merged.</summary>
    public Task<Guid> MergeAsync(params RecordField<LedgerPerson>[] taken) => MergeAsync(Order(taken));

    public async Task<Guid> MergeAsync(MergeOrder order)
    {
        Time.Advance(TimeSpan.FromHours(1));
        await Merging.MergeAsync(A.Manager, order);
        return order.MergeId;
    }

    public Task UnmergeAsync(Guid mergeId, params Guid[] toOther)
    {
        Time.Advance(TimeSpan.FromHours(1));
        return Unmerging.UnmergeAsync(A.Manager, mergeId, toOther.ToHashSet(), Twice);
    }

    /// <summary>An hour passes, then an item is corrected.</summary>
    public async Task CorrectAsync(RecordKind kind, Guid id, string field, string? text)
    {
        Time.Advance(TimeSpan.FromHours(1));
        await using var db = Ledger.CreateDbContext();
        var record = (await db.LoadRecordAsync(kind, id))!;
        await Corrections.CorrectAsync(A.Clerk, kind, id, Ask.For(record, (field, text)));
    }

    public async Task<LedgerPerson> PersonAsync(LedgerPerson person)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.People.AsNoTracking().Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == person.LedgerPersonId);
    }

    public async Task<List<Guid>> DosesOfAsync(LedgerPerson person)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Doses.Where(d => d.LedgerPersonId == person.LedgerPersonId).OrderBy(d => d.DoseNumber).Select(d => d.DoseId).ToListAsync();
    }

    public async Task<List<Guid>> CouponsOfAsync(LedgerPerson person)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Coupons.Where(c => c.LedgerPersonId == person.LedgerPersonId).OrderBy(c => c.CouponNumber).Select(c => c.CouponId).ToListAsync();
    }

    public async Task<List<Revision>> RevisionsAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Revisions.AsNoTracking().Include(r => r.Changes).OrderBy(r => r.RequestedAt).ThenBy(r => r.RevisionId).ToListAsync();
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    /// <summary>Past the portal: a table taken away answers nothing any more.</summary>
    public async Task WriteBehindAsync(string sql)
    {
        await using var db = Ledger.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public void Dispose() => Ledger.Dispose();
}
