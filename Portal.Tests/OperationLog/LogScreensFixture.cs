using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Accounts;
using Portal.Tests.Exchange.Media;

namespace Portal.Tests.OperationLog;

/// <summary>A ledger of two residents, two members of staff and an auditor, and what looks at the log of it.</summary>
internal sealed class LogScreensFixture : IDisposable
{
    public static readonly Staff Auditor = A.Staff("saito", "斎藤 実", Role.Auditor) with { StaffMemberId = Guid.CreateVersion7() };

    /// <summary>Sees the log and the ledger.</summary>
    public static readonly Staff Chief = A.Staff("yoshida", "吉田 明", Role.Approver) with { StaffMemberId = Guid.CreateVersion7() };

    /// <summary>An approved use of M-001, the auditor's.</summary>
    public static readonly Guid UseId = Guid.CreateVersion7();

    public LogScreensFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        Ledger.Add(Person, Neighbour, ClerkPerson, ColleaguePerson, Stick, Use);
        Clerk = A.Clerk with { StaffMemberId = ClerkPerson.StaffMemberId, Trace = "circuit-1" };
        Colleague = A.OtherClerk with { StaffMemberId = ColleaguePerson.StaffMemberId };
        Search = new LogSearch(Ledger, Time);
        Viewers = new LogViewersDesk(Ledger, Time);
        Days = new LogDayDesk(Ledger, Time);
        Export = new LogExportDesk(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public LedgerPerson Person { get; } = A.Person();
    public LedgerPerson Neighbour { get; } = A.Person("佐藤 一郎", "サトウ イチロウ", "0001204874");
    public Medium Stick { get; } = AMedium.Stick();
    public MediumUse Use => AMedium.Approved(Stick, Auditor, files: 999, rows: 1_000_000, id: UseId);
    public StaffMember ClerkPerson { get; } = AnAccount.Person();
    public StaffMember ColleaguePerson { get; } = AnAccount.Person("伊藤 健", "012346", "健康増進課");
    public Staff Clerk { get; }
    public Staff Colleague { get; }
    public LogSearch Search { get; }
    public LogViewersDesk Viewers { get; }
    public LogDayDesk Days { get; }
    public LogExportDesk Export { get; }

    /// <summary>Adds one row, some minutes after the test's moment.</summary>
    public OperationLogEntry Add(
        Operation operation, Staff? by = null, LedgerPerson? of = null, double minutes = 0, OperationResult result = OperationResult.Done, string? purpose = null,
        string? detail = null, MyNumberPurpose? scene = null)
    {
        var entry = OperationLogEntry.For(by ?? Clerk, A.Now.AddMinutes(minutes), operation, of?.LedgerPersonId, detail: detail, purpose: purpose, result: result, scene: scene);
        Ledger.Add(entry);
        return entry;
    }

    public List<OperationLogEntry> Log(params Operation[] operations)
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.OrderBy(e => e.Sequence).AsEnumerable().Where(e => operations.Length == 0 || operations.Contains(e.Operation))];
    }

    public void Dispose() => Ledger.Dispose();
}
