using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Exchange;

namespace Portal.Tests.Accounts.Personnel;

/// <summary>
/// A staff list with one clerk who has an ID of their own (kobayashi), is a member of 窓口A and answers for the terminal 窓口2, a
/// colleague (ito) at the same shared ID, and two administrators.
/// </summary>
public sealed class PersonnelFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-personnel-").FullName;

    public PersonnelFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        var terminal = AnAccount.Terminal(Leaver);
        Own = AnAccount.For(Leaver, "kobayashi", Role.Editor);
        Shared = AnAccount.Shared("madoguchi-a", [Colleague, Leaver], [terminal]);
        Kanri = AnAccount.For(Administrator, "nakamura", Role.Administrator);
        OtherKanri = AnAccount.For(OtherAdministrator, "kimura", Role.Administrator);
        Terminal = terminal;
        Ledger.Add(Leaver, Colleague, Administrator, OtherAdministrator, terminal, Own, Shared, Kanri, OtherKanri);
        Desk = new PersonnelDesk(Ledger, Time);
        Sweep = new PersonnelSweepDesk(Ledger, Time);
        Work = new PersonnelWork(Ledger, Time);
        Search = new PersonnelSearch(Ledger, Time);
        Import = new PersonnelImportDesk(Ledger, new ImportFolder(_folder, Time), Time);
    }

    public static DateOnly Day => new(2026, 12, 1);

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public StaffMember Leaver { get; } = AnAccount.Person("小林 誠", "012345");
    public StaffMember Colleague { get; } = AnAccount.Person("伊藤 健", "012346");
    public StaffMember Administrator { get; } = AnAccount.Person("中村 修", "000777");
    public StaffMember OtherAdministrator { get; } = AnAccount.Person("木村 司", "000778");
    public Terminal Terminal { get; }
    public Account Own { get; }
    public Account Shared { get; }
    public Account Kanri { get; }
    public Account OtherKanri { get; }
    public PersonnelDesk Desk { get; }
    public PersonnelSweepDesk Sweep { get; }
    public PersonnelWork Work { get; }
    public PersonnelSearch Search { get; }
    public PersonnelImportDesk Import { get; }

    public string[] FilesLeft => Directory.GetFiles(_folder);

    /// <summary>The person of the staff list sitting at an administrator's ID.</summary>
    public static Staff By(StaffMember person) => A.Staff("nakamura", person.Name, Role.Administrator) with { StaffMemberId = person.StaffMemberId };

    public Task<PersonnelEvent> EnterAsync(PersonnelEventKind kind = PersonnelEventKind.Transfer, DateOnly? on = null, StaffMember? person = null) =>
        Desk.EnterAsync(AnAccount.Administrator, (person ?? Leaver).StaffMemberId, kind, on ?? Day, "健康増進課へ");

    /// <summary>To the first moment of a day in Japan, and as far beyond it as asked.</summary>
    public void GoTo(DateOnly day, TimeSpan after = default) =>
        Time.SetUtcNow(Domain.JapanTime.ToUtc(day.ToDateTime(TimeOnly.MinValue)) + after);

    public Task<int> SweepAsync() => Sweep.SweepAsync(Staff.System("テスト"));

    public async Task<Account> NowAsync(Account account)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.WholeAccounts().AsNoTracking().SingleAsync(a => a.AccountKey == account.AccountKey);
    }

    public async Task<PersonnelEvent> NowAsync(PersonnelEvent happening)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.PersonnelEvents.AsNoTracking().Include(e => e.Confirmations).SingleAsync(e => e.PersonnelEventId == happening.PersonnelEventId);
    }

    public async Task<StaffMember> NowAsync(StaffMember person)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.LoadStaffMemberAsync(person.StaffMemberId);
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public Session SitAt(Account account, StaffMember person, Terminal? terminal = null)
    {
        var session = new Session
        {
            SessionId = Guid.CreateVersion7(),
            AccountKey = account.AccountKey,
            StaffMemberId = person.StaffMemberId,
            TerminalId = terminal?.TerminalId,
            Method = SignInMethod.Password,
            OpenedAt = Time.GetUtcNow().UtcDateTime,
            LastActiveAt = Time.GetUtcNow().UtcDateTime,
        };
        Ledger.Add(session);
        return session;
    }

    public async Task<Session> NowAsync(Session session)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Sessions.AsNoTracking().SingleAsync(s => s.SessionId == session.SessionId);
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
