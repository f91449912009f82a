using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.Accounts;
using Portal.Features.Accounts.SignIn;
using Portal.Security;
using Portal.Tests.Durability;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>What an open page may still do once its sign-in has ended or changed.</summary>
public sealed class CircuitGuardTests : IDisposable
{
    private const int Circuits = 50;

    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(A.Now));
    private readonly StaffMember _clerk = AnAccount.Person();
    private readonly StaffMember _colleague = AnAccount.Person("渡辺 由美", "012346");
    private readonly Terminal _terminal;
    private readonly Account _account;
    private readonly SessionGate _gate;
    private int _run;

    public CircuitGuardTests()
    {
        _terminal = AnAccount.Terminal(_clerk);
        _account = AnAccount.Shared("madoguchi", [_clerk, _colleague], [_terminal]);
        _ledger.Add(_clerk, _colleague, _terminal, _account);
        _gate = new SessionGate(_ledger, SessionLimits.Default, _time);
    }

    public void Dispose() => _ledger.Dispose();

    public static TheoryData<string> Ends => ["sign-out", "suspended", "revoked", "right taken", "terminal lost", "member left", "transferred", "idle", "handed over"];

    [Theory, MemberData(nameof(Ends))]
    public async Task OfFiftyOpenPages_NoneRunsTheNextEvent(string end)
    {
        var session = Open();
        var pages = new List<Page>();
        for (var page = 0; page < Circuits; page++)
        {
            pages.Add(await OpenPageAsync(session));
        }

        await ClickAsync(pages);
        Assert.Equal(Circuits, _run);

        End(end, session);
        await ClickAsync(pages);
        await ClickAsync(pages);

        Assert.Equal(Circuits, _run);
        Assert.All(pages, page => Assert.True(page.State.HasLeft));
        Assert.All(pages, page => Assert.Equal(end is "right taken" or "handed over", !page.Navigation.Uri.Contains("/sign-in", StringComparison.Ordinal)));
    }

    /// <summary>Elsewhere the layout may not draw: the page would break with a resident's data on it.</summary>
    [Fact]
    public async Task AnEvent_ThatFindsItsSignInOver_LeavesOnThePagesOwnThread()
    {
        var session = Open();
        var page = await OpenPageAsync(session);
        var (isOwnThread, leftOnIt) = (false, false);
        page.State.UseDispatcher(act =>
        {
            isOwnThread = true;
            act();
            isOwnThread = false;
            return Task.CompletedTask;
        });
        page.State.Left += () => leftOnIt = isOwnThread;
        End("suspended", session);

        await ClickAsync([page]);

        Assert.True(leftOnIt);
    }

    [Fact]
    public async Task WhileTheDatabaseIsAway_EventsWaitInTheirOrder_AndAreRunWhenItIsBack()
    {
        var faults = new LedgerFaults();
        var away = new FaultyLedger(new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource, faults, TestKeys.Chain());
        var gate = new SessionGate(away, SessionLimits.Default, _time);
        var page = await OpenPageAsync(Open(), new SessionWatch(gate, new SessionDesk(_ledger, SessionLimits.Default, _time), NullLogger<SessionWatch>.Instance), gate);
        List<int> order = [];
        faults.Now = LedgerFault.Away;

        var pressed = Enumerable.Range(0, 3).Select(number => page.Guard.CreateInboundActivityHandler(_ =>
        {
            order.Add(number);
            return Task.CompletedTask;
        })(null!)).ToList();
        await WaitForAsync(() => page.State.Waits);
        Assert.Empty(order);
        faults.Now = LedgerFault.None;
        while (!pressed.TrueForAll(p => p.IsCompleted))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal([0, 1, 2], order);
        Assert.False(page.State.Waits);
    }

    [Fact]
    public async Task APageClosedWhileItWaits_RunsNothing()
    {
        var faults = new LedgerFaults();
        var gate = new SessionGate(new FaultyLedger(new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource, faults, TestKeys.Chain()), SessionLimits.Default, _time);
        var page = await OpenPageAsync(Open(), null, gate);
        faults.Now = LedgerFault.Away;

        var pressed = ClickAsync([page]);
        await WaitForAsync(() => page.State.Waits);
        page.Guard.Dispose();
        await pressed;

        Assert.Equal(0, _run);
    }

    /// <summary>Asked at every event: more questions than one would be felt by everybody.</summary>
    [Fact]
    public void TheQuestionOfEveryEvent_IsOne_OnSqlServerToo()
    {
        using var db = TestDb.SqlServerOffline();

        var sql = SessionGate.Standings(db).Where(s => s.SessionId == Guid.Empty).ToQueryString();

        Assert.Contains("LEFT JOIN", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("split", sql, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task BeyondSixtyPages_OneMoreShowsOnlyWhy_UntilAnotherIsClosed()
    {
        var session = Open();
        var watch = new SessionWatch(_gate, new SessionDesk(_ledger, SessionLimits.Default, _time), NullLogger<SessionWatch>.Instance);
        var first = await OpenPageAsync(session, watch);
        for (var page = 1; page < CircuitGuard.MostPages; page++)
        {
            Assert.False((await OpenPageAsync(session, watch)).State.HasLeft);
        }

        var refused = await OpenPageAsync(session, watch);
        Assert.Equal((true, "開いている画面が多すぎます"), (refused.State.HasLeft, refused.State.Words.Split('。')[0]));
        // What is drawn is those words; without it the browser would say that the page had broken.
        await ClickAsync([refused]);
        Assert.Equal(1, _run);

        var atAnotherSignIn = await OpenPageAsync(Open(), watch);
        Assert.True(atAnotherSignIn.State.HasLeft);
        for (var page = 2; page < CircuitGuard.MostPages; page++)
        {
            await OpenPageAsync(session, watch);
        }

        await ClickAsync([await OpenPageAsync(session, watch)]);
        Assert.Equal(1, _run);

        first.Guard.Dispose();
        Assert.False((await OpenPageAsync(session, watch)).State.HasLeft);
    }

    [Fact]
    public async Task APageThatCannotBeTold_OrNotNow_KeepsNoOtherFromBeingTold()
    {
        var session = Open();
        var watch = new SessionWatch(_gate, new SessionDesk(_ledger, SessionLimits.Default, _time), NullLogger<SessionWatch>.Instance);
        using var broken = watch.Watch(session.SessionId, Guid.NewGuid(), _ => throw new InvalidOperationException("broken"));
        var busy = new TaskCompletionSource();
        using var waiting = watch.Watch(session.SessionId, Guid.NewGuid(), _ => busy.Task);
        var pages = new[] { await OpenPageAsync(session, watch), await OpenPageAsync(session, watch) };
        End("suspended", session);

        var round = watch.LookAsync(TestContext.Current.CancellationToken);
        await WaitForAsync(() => pages.All(p => p.State.HasLeft));

        busy.SetResult();
        await round;
    }

    [Fact]
    public async Task WhileSomebodyElseWrites_StayingAlive_HoldsUpNobody_AndIsWrittenTheNextTime()
    {
        var session = Open();
        var desk = new SessionDesk(_ledger, SessionLimits.Default, _time);
        _time.Advance(TimeSpan.FromMinutes(5));
        await using (var writer = new SqliteConnection(_ledger.ConnectionString))
        {
            await writer.OpenAsync(TestContext.Current.CancellationToken);
            await using var write = writer.BeginTransaction(deferred: false);

            await desk.KeepAliveAsync(session.SessionId, TestContext.Current.CancellationToken);
        }

        Assert.Equal(A.Now, await LastActiveAsync(session));
        await desk.KeepAliveAsync(session.SessionId, TestContext.Current.CancellationToken);
        Assert.Equal(A.Now.AddMinutes(5), await LastActiveAsync(session));
    }

    /// <summary>Contexts are handed out again.</summary>
    [Fact]
    public async Task ThatPatience_IsNotThatOfWhoeverComesNext()
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TestKeys.Chain()).AddPortalDb(
            new ConfigurationBuilder().AddInMemoryCollection([new("Database:Provider", "Sqlite"), new("ConnectionStrings:Portal", _ledger.ConnectionString)]).Build(), "/").BuildServiceProvider();
        var pooled = services.GetRequiredService<IDbContextFactory<PortalDb>>();

        await new SessionDesk(pooled, SessionLimits.Default, _time).KeepAliveAsync(Open().SessionId, TestContext.Current.CancellationToken);

        await using var next = await pooled.CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Null(next.Database.GetCommandTimeout());
    }

    [Fact]
    public async Task APageNobodyTouches_LeavesToo()
    {
        var session = Open();
        var watch = new SessionWatch(_gate, new SessionDesk(_ledger, SessionLimits.Default, _time), NullLogger<SessionWatch>.Instance);
        var page = await OpenPageAsync(session, watch);
        await watch.LookAsync(TestContext.Current.CancellationToken);
        Assert.False(page.State.HasLeft);

        End("suspended", session);
        await watch.LookAsync(TestContext.Current.CancellationToken);

        Assert.True(page.State.HasLeft);
        Assert.Contains("ended=AccountEnded", page.Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReconnect_UnderAnotherCookie_RunsNothing()
    {
        var page = await OpenPageAsync(Open());
        page.Authentication.User = StaffClaims.ToPrincipal(A.Manager with { SessionId = Guid.NewGuid() }, [Role.Approver], "", "test");

        await ClickAsync([page]);

        Assert.Equal(0, _run);
        Assert.True(page.State.HasLeft);
    }

    private Session Open()
    {
        var session = new Session
        {
            SessionId = Guid.NewGuid(),
            AccountKey = _account.AccountKey,
            StaffMemberId = _clerk.StaffMemberId,
            TerminalId = _terminal.TerminalId,
            Method = SignInMethod.Password,
            OpenedAt = A.Now,
            LastActiveAt = A.Now,
        };
        _ledger.Add(session);
        return session;
    }

    private async Task<DateTime> LastActiveAsync(Session session)
    {
        await using var db = _ledger.CreateDbContext();
        return (await db.Sessions.SingleAsync(s => s.SessionId == session.SessionId, TestContext.Current.CancellationToken)).LastActiveAt;
    }

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private async Task<Page> OpenPageAsync(Session session, SessionWatch? watch = null, SessionGate? gate = null)
    {
        var open = Assert.IsType<SessionAnswer.Open>(await _gate.AskAsync(session.SessionId)).Session;
        var authentication = new SignedIn { User = StaffClaims.ToPrincipal(open.Staff, open.Roles, open.Stamp, "test") };
        var navigation = new Address();
        var state = new CircuitState();
        state.UseDispatcher(act =>
        {
            act();
            return Task.CompletedTask;
        });
        var guard = new CircuitGuard(
            gate ?? _gate, watch ?? new SessionWatch(_gate, new SessionDesk(_ledger, SessionLimits.Default, _time), NullLogger<SessionWatch>.Instance), authentication, navigation, state, _time);
        await guard.OnCircuitOpenedAsync(null!, CancellationToken.None);
        return new Page(guard, authentication, navigation, state);
    }

    private async Task ClickAsync(IEnumerable<Page> pages)
    {
        foreach (var page in pages)
        {
            await page.Guard.CreateInboundActivityHandler(_ =>
            {
                _run++;
                return Task.CompletedTask;
            })(null!);
        }
    }

    private void End(string how, Session session)
    {
        using var db = _ledger.CreateDbContext();
        var account = db.WholeAccounts().Single(a => a.AccountKey == _account.AccountKey);
        switch (how)
        {
            case "sign-out":
                db.Sessions.Single(s => s.SessionId == session.SessionId).End(SessionEnd.SignedOut, A.Now);
                break;
            case "suspended":
                account.Suspend(AnAccount.Administrator, "調査のため", A.Now);
                break;
            case "revoked":
                account.Revoke(AnAccount.Administrator, "不要になったため", A.Now);
                break;
            case "right taken":
                db.Add(new PermissionAdjustment
                {
                    PermissionAdjustmentId = Guid.CreateVersion7(),
                    AccountKey = account.AccountKey,
                    Permission = Permission.ImportRun,
                    Effect = AdjustmentEffect.Minus,
                    Reason = "取込を止めるため",
                    GrantedAt = A.Now,
                    GrantedByName = "中村 修",
                    Until = AnAccount.Today.AddDays(30),
                });
                // As every act on an ID does.
                account.Touch();
                break;
            case "terminal lost":
                db.Terminals.Single().Lose("置き忘れのため", A.Now);
                break;
            case "member left":
                account.RemoveMember(AnAccount.Administrator, db.StaffMembers.Single(s => s.StaffMemberId == _clerk.StaffMemberId), "担当替えのため", A.Now);
                break;
            case "transferred":
                db.Add(AnAccount.Event(_clerk, PersonnelEventKind.Transfer, AnAccount.Today));
                break;
            case "idle":
                _time.Advance(SessionLimits.Default.Idle);
                break;
            default:
                db.Sessions.Single(s => s.SessionId == session.SessionId).StaffMemberId = _colleague.StaffMemberId;
                break;
        }

        db.SaveChanges();
    }

    private sealed record Page(CircuitGuard Guard, SignedIn Authentication, Address Navigation, CircuitState State);

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public ClaimsPrincipal User { get; set; } = new();

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }

    private sealed class Address : NavigationManager
    {
        public Address() => Initialize("https://localhost/", "https://localhost/ledger");

        protected override void NavigateToCore(string uri, NavigationOptions options) => Uri = ToAbsoluteUri(uri).ToString();
    }
}
