using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Accounts.Reviews;
using Portal.Features.Accounts.SharedIds;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Portal.Features.OperationLog.Verification;
using Portal.Features.Safeguards;
using Portal.Features.Safeguards.Proof;
using Portal.Tests.Accounts;

namespace Portal.Tests.Safeguards;

/// <summary>An office of a clerk (takahashi), two administrators, a shared ID of two at one LGWAN terminal; today is 23 November 2026.</summary>
public sealed class SafeguardsFixture : IDisposable
{
    public SafeguardsFixture(Engine engine = Engine.Sqlite, PasswordPolicy? passwords = null)
    {
        Ledger = TestDb.On(engine);
        Terminal = AnAccount.Terminal(Clerk);
        Own = AnAccount.For(Clerk, "takahashi", Role.Editor);
        Kanri = AnAccount.For(Administrator, "nakamura", Role.Administrator);
        Shared = AnAccount.Shared("madoguchi-a", [Clerk, Colleague], [Terminal]);
        foreach (var account in (Account[])[Own, Kanri, Shared])
        {
            account.LastSignInAt = A.Now.AddDays(-1);
        }

        Ledger.Add(Clerk, Colleague, Administrator, OtherAdministrator, Terminal, Own, Kanri, Shared, AnAccount.For(OtherAdministrator, "kimura", Role.Administrator));
        By = A.Clerk with { StaffMemberId = Clerk.StaffMemberId, Terminal = Terminal.Name };
        var personnel = new PersonnelWork(Ledger, Time);
        LogReviews = new LogReviewSearch(Ledger, LogReviewCalendar.Default, Time);
        Checkpoints = new LogCheckpoints(TestKeys.CheckpointFolder, TestKeys.Ring, Time, NullLogger<LogCheckpoints>.Instance);
        Proofs = new Proofs(
            new AccountProof(Ledger, passwords ?? new PasswordPolicy(), personnel, new ReviewSearch(Ledger, ReviewCalendar.Default, Time), Time),
            new SharedIdProof(Ledger, new SharedIdSearch(Ledger, Time), personnel, Time),
            LogWith(Checkpoints),
            new MyNumberProof(Ledger, TestKeys.Ring, Time), new TerminalProof(Ledger, Time), new RecordProof(Ledger, Time), new MediaProof(Ledger, Time), new InspectionProof(Ledger, Time));
        Desk = new SafeguardsDesk(Ledger, Proofs, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public StaffMember Clerk { get; } = AnAccount.Person();
    public StaffMember Colleague { get; } = AnAccount.Person("伊藤 健", "012346");
    public StaffMember Administrator { get; } = AnAccount.Person("中村 修", "000777");
    public StaffMember OtherAdministrator { get; } = AnAccount.Person("木村 聡", "000778");
    public Terminal Terminal { get; }
    public Account Own { get; }
    public Account Kanri { get; }
    public Account Shared { get; }

    /// <summary>The clerk at the terminal.</summary>
    public Staff By { get; }

    public LogReviewSearch LogReviews { get; }
    public LogCheckpoints Checkpoints { get; }
    public Proofs Proofs { get; }
    public SafeguardsDesk Desk { get; }

    public LogProof LogWith(LogCheckpoints checkpoints) =>
        new(Ledger, checkpoints, new LogVerifyDesk(Ledger, new LogReader(Ledger, checkpoints, TestKeys.Ring), Time), LogReviews, Time);

    /// <summary>One act, an hour ago unless said otherwise.</summary>
    public async Task WriteAsync(
        Operation operation, Staff? by = null, DateTime? at = null, OperationResult result = OperationResult.Done, MyNumberPurpose? scene = null, string? purpose = null)
    {
        await using var db = Ledger.CreateDbContext();
        db.Add(OperationLogEntry.For(by ?? By, at ?? A.Now.AddHours(-1), operation, result: result, scene: scene, purpose: purpose));
        await db.SaveChangesAsync();
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
