using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.Corrections;
using Portal.Features.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

/// <summary>A binder of slips of one institution and month, and the office that compares them.</summary>
public sealed class SlipFixture : IDisposable
{
    public const string Clinic = "うしお内科クリニック";

    public SlipFixture(Engine engine = Engine.Sqlite, int slips = 5)
    {
        Ledger = TestDb.On(engine);
        (Screen, Reader, Third, Manager) = (Seat(A.Clerk), Seat(A.OtherClerk), Seat(A.Staff("watanabe", "渡辺 由美", Role.Editor)), Seat(A.Manager));
        People = [.. Enumerable.Range(1, slips).Select(n => A.Person($"佐藤 {n}子", $"サトウ {(char)('ア' + n)}コ", $"{1000 + n:0000000000}"))];
        Doses = [.. People.Select((person, at) => Dose(person, $"{at + 1:0000000000}"))];
        Ledger.Add([.. People, .. Doses]);
        Starts = new(Ledger, Time);
        Desk = new(Ledger, Time);
        Shows = new(Ledger, Time);
        var saving = new RevisionSaving(Ledger, ApprovalPolicy.Default, Time);
        Corrections = new(Ledger, saving, Time);
        Differences = new(Ledger, saving, Corrections, Time);
        Results = new(Ledger, Time);
    }

    public static ComparisonSet Set { get; } = new(Clinic, A.Day("2021-06-01"));

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public Staff Screen { get; }
    public Staff Reader { get; }
    public Staff Third { get; }
    public Staff Manager { get; }
    public IReadOnlyList<LedgerPerson> People { get; }
    public IReadOnlyList<Dose> Doses { get; }
    public ComparisonStartDesk Starts { get; }
    public ComparisonDesk Desk { get; }
    public ComparisonShowDesk Shows { get; }
    public CorrectionDesk Corrections { get; }
    public DifferenceDesk Differences { get; }
    public ComparisonResultDesk Results { get; }

    public Guid ReaderId => Reader.StaffMemberId!.Value;

    /// <summary>A sample of three of five, not in any ledger.</summary>
    public static Comparison Drawn() => Comparison.Start(
        A.Clerk, new(Guid.CreateVersion7(), "伊藤 健"), 1, Set, [.. Enumerable.Range(1, 5).Select(_ => new SetRecord(Guid.CreateVersion7(), Set.Month, null, ""))],
        sample: 3, seed: 1234, BinderOrder.Kana, A.Now).Comparison;

    public static Dose Dose(LedgerPerson person, string coupon, string on = "2021-06-20")
    {
        var dose = A.Dose(person, 1, on);
        dose.CouponNumber = coupon;
        return dose;
    }

    public Task<Comparison> StartAsync(int? sample = null) => Starts.StartAsync(Screen, Set, sample, BinderOrder.DayThenCoupon, ReaderId);

    public async Task<ComparedRecord> NextAsync(Comparison comparison, int after = 0)
    {
        var record = await Shows.ShowNextAsync(Screen, comparison.ComparisonId, after);
        Assert.NotNull(record);
        return record;
    }

    public Task<AnswerResult> AnswerAsync(ComparedRecord record, GivenAnswer given, Staff? by = null) => Desk.AnswerAsync(by ?? Screen, ReaderId, record.Shown, given);

    /// <summary>The first record of a new comparison, said to differ.</summary>
    public async Task<ComparedRecord> DifferingAsync(params ComparedItem[] items)
    {
        var record = await NextAsync(await StartAsync());
        await AnswerAsync(record, GivenAnswer.Differs(items));
        return record;
    }

    /// <summary>Answers whatever waits; the lines named differ in their lot.</summary>
    public async Task AnswerAllAsync(Comparison comparison, params int[] differing)
    {
        while (await Shows.ShowNextAsync(Screen, comparison.ComparisonId, 0) is { } record)
        {
            await AnswerAsync(record, differing.Contains(record.Line.Position) ? GivenAnswer.Differs(ComparedItem.LotNumber) : GivenAnswer.Agrees);
        }
    }

    /// <summary>A sample that was given up: ended the short way.</summary>
    public async Task<Comparison> EndedSampleAsync(int sample)
    {
        var comparison = await StartAsync(sample);
        await Results.DiscardAsync(Screen, comparison.ComparisonId, "綴りが見つからない");
        return comparison;
    }

    public async Task ChangeLotAsync(int at, string lot)
    {
        await using var db = Ledger.CreateDbContext();
        var dose = await db.Doses.SingleAsync(d => d.DoseId == Doses[at].DoseId);
        (dose.LotNumber, dose.Version) = (lot, Guid.CreateVersion7());
        await db.SaveChangesAsync();
    }

    public async Task<List<ComparisonLine>> LinesAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.ComparisonLines.AsNoTracking().OrderBy(l => l.Position).ToListAsync();
    }

    public async Task<List<PaperValue>> PaperAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.PaperValues.AsNoTracking().ToListAsync();
    }

    public async Task<List<Revision>> RevisionsAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Revisions.AsNoTracking().Include(r => r.Changes).ToListAsync();
    }

    public async Task<Dose> DoseAsync(int at)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Doses.AsNoTracking().SingleAsync(d => d.DoseId == Doses[at].DoseId);
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();

    private Staff Seat(Staff staff)
    {
        var member = new StaffMember
        {
            StaffMemberId = Guid.CreateVersion7(),
            StaffNumber = $"{Math.Abs(staff.AccountId.GetHashCode(StringComparison.Ordinal)) % 1_000_000}",
            Name = staff.Name,
            Kana = staff.AccountId,
            Department = staff.Department,
            EnteredAt = A.Now,
        };
        Ledger.Add(member);
        return staff with { StaffMemberId = member.StaffMemberId };
    }
}
