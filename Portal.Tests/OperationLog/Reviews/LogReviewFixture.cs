using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Reviews;

namespace Portal.Tests.OperationLog.Reviews;

/// <summary>A ledger with a resident, a clerk on the staff list and a log; today is 23 November 2026.</summary>
public sealed class LogReviewFixture : IDisposable
{
    public static readonly DateOnly October = new(2026, 10, 1);

    public LogReviewFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        Clerk = A.Clerk with { StaffMemberId = Person.StaffMemberId };
        Ledger.Add(Person, Resident);
        Desk = new LogReviewDesk(Ledger, LogReviewCalendar.Default, LogFlagLimits.Default, Time);
        Search = new LogReviewSearch(Ledger, LogReviewCalendar.Default, Time);
        Export = new LogReviewExport(Ledger, Time);
        Home = new LogReviewHome(Search, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public StaffMember Person { get; } = Accounts.AnAccount.Person();
    public LedgerPerson Resident { get; } = A.Person();
    public Staff Clerk { get; }
    public Staff Manager { get; } = A.Manager with { StaffMemberId = Guid.CreateVersion7() };
    public Staff Auditor { get; } = A.Staff("saito", "斎藤 実", Role.Auditor) with { StaffMemberId = Guid.CreateVersion7() };
    public LogReviewDesk Desk { get; }
    public LogReviewSearch Search { get; }
    public LogReviewExport Export { get; }
    public LogReviewHome Home { get; }

    /// <summary>Writes one act into the log, at Japan's time.</summary>
    public async Task WriteAsync(string japan, Operation operation = Operation.SheetOpened, Guid? personId = null, Staff? by = null, OperationResult result = OperationResult.Done)
    {
        await using var db = Ledger.CreateDbContext();
        db.Add(OperationLogEntry.For(by ?? Clerk, JapanTime.ToUtc(DateTime.ParseExact(japan, "yyyy-MM-dd HH:mm", null)), operation, personId, result: result));
        await db.SaveChangesAsync();
    }

    /// <summary>October, in which the clerk opened one sheet by day and one in the evening, and the manager searched on a Sunday.</summary>
    public async Task<LogReview> OpenAsync()
    {
        await WriteAsync("2026-10-05 09:00", personId: Resident.LedgerPersonId);
        await WriteAsync("2026-10-05 20:00", personId: Resident.LedgerPersonId);
        await WriteAsync("2026-10-11 10:00", Operation.LedgerSearched, by: Manager);
        return await Desk.OpenMonthAsync(Auditor, October);
    }

    public Task<LogReview> JudgeAsync(LogReview review, LogVerdictKind verdict = LogVerdictKind.Proper, string? note = null, Staff? by = null, params int[] positions) => Desk.JudgeAsync(
        by ?? Auditor, review.LogReviewId,
        review.Lines.Where(l => positions.Length == 0 || positions.Contains(l.Position)).ToDictionary(l => l.LogReviewLineId, l => l.VerdictAt), verdict, note);

    public Task<LogReview> SignOffAsync(LogReview review, string? note = "不適正な操作はない", Staff? by = null) =>
        Desk.SignOffAsync(by ?? Auditor, review.LogReviewId, note, review.Version);

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
