using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SharedIds;
using Portal.Features.Accounts.Terminals;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

/// <summary>The shared ID 窓口A with two members and two terminals, and the desks about it.</summary>
internal sealed class SharedIdFixture : IDisposable
{
    public SharedIdFixture(Engine engine)
    {
        Db = TestDb.On(engine);
        Terminal = AnAccount.Terminal(Takahashi, "窓口2");
        OtherTerminal = AnAccount.Terminal(Takahashi, "窓口3");
        Account = AnAccount.Shared("madoguchi-a", [Takahashi, Ito], [Terminal, OtherTerminal]);
        Db.Add(Takahashi, Ito, Watanabe, Terminal, OtherTerminal, Account);
        Seats = new SeatSearch(Db, SessionLimits.Default, Time);
        Desk = new SharedIdDesk(Db, Seats, Time);
        Requests = new SharedIdRequestDesk(Db, Time);
        Search = new SharedIdSearch(Db, Time);
        Terminals = new TerminalDesk(Db, Time);
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TestDb Db { get; }

    public FakeTimeProvider Time { get; } = new(A.Now);

    public StaffMember Takahashi { get; } = AnAccount.Person("高橋 恵", "012345");

    public StaffMember Ito { get; } = AnAccount.Person("伊藤 健", "012346");

    /// <summary>Not a member.</summary>
    public StaffMember Watanabe { get; } = AnAccount.Person("渡辺 由美", "012347");

    public Terminal Terminal { get; }

    public Terminal OtherTerminal { get; }

    public Account Account { get; }

    public SeatSearch Seats { get; }

    public SharedIdDesk Desk { get; }

    public SharedIdRequestDesk Requests { get; }

    public SharedIdSearch Search { get; }

    public TerminalDesk Terminals { get; }

    /// <summary>A sign-in at the shared ID with one seat after another, each until the next begins.</summary>
    public Session SitDown(Terminal terminal, DateTime? lastActive, params (StaffMember Person, DateTime From)[] seats)
    {
        var session = new Session
        {
            SessionId = Guid.CreateVersion7(),
            AccountKey = Account.AccountKey,
            StaffMemberId = seats[^1].Person.StaffMemberId,
            TerminalId = terminal.TerminalId,
            Method = SignInMethod.Password,
            OpenedAt = seats[0].From,
            LastActiveAt = lastActive ?? A.Now,
        };
        for (var at = 0; at < seats.Length; at++)
        {
            session.Seats.Add(new Seat
            {
                SeatId = Guid.CreateVersion7(),
                SessionId = session.SessionId,
                AccountKey = Account.AccountKey,
                StaffMemberId = seats[at].Person.StaffMemberId,
                TerminalId = terminal.TerminalId,
                From = seats[at].From,
                Until = at + 1 < seats.Length ? seats[at + 1].From : null,
            });
        }

        Db.Add(session);
        return session;
    }

    public async Task<Account> AccountNowAsync()
    {
        await using var db = Db.CreateDbContext();
        return await db.Accounts.Include(a => a.Members).Include(a => a.Terminals).Include(a => a.History).AsSplitQuery().SingleAsync(a => a.AccountKey == Account.AccountKey, Stop);
    }

    public async Task<Session> SessionNowAsync(Session session)
    {
        await using var db = Db.CreateDbContext();
        return await db.Sessions.Include(s => s.Seats).SingleAsync(s => s.SessionId == session.SessionId, Stop);
    }

    public async Task<Terminal> TerminalNowAsync(Guid terminalId)
    {
        await using var db = Db.CreateDbContext();
        return await db.Terminals.SingleAsync(t => t.TerminalId == terminalId, Stop);
    }

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Db.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync(Stop);
    }

    /// <summary>10:20 on the day tests happen, in Japan.</summary>
    public static DateTime At(string time) => Domain.JapanTime.ToUtc(AnAccount.Today.ToDateTime(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    public void Dispose() => Db.Dispose();
}
