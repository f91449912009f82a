using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Features.Accounts.SignIn;

namespace Portal.Tests.Accounts;

/// <summary>A portal with one clerk on its staff list, and the desks of staff and IDs.</summary>
internal sealed class AccountFixture : IDisposable
{
    public AccountFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        Clerk = AnAccount.Person();
        Ledger.Add(Clerk);
        Desk = new AccountDesk(Ledger, Time);
        Issuing = IssuingOn(Ledger);
        Viewing = new AccountViewDesk(Ledger, Time);
        People = new StaffMemberDesk(Ledger, Codes, Time);
        Sessions = new OpenSessionDesk(Ledger, SessionLimits.Default, Time);
    }

    public TestDb Ledger { get; }

    public FakeTimeProvider Time { get; } = new(A.Now);

    /// <summary>One round: these tests are not about how long a hash takes.</summary>
    public OneTimeCodes Codes { get; } = new(new PasswordHasher<Credential>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })));

    public StaffMember Clerk { get; }

    public AccountDesk Desk { get; }

    public IssueDesk Issuing { get; }

    public AccountViewDesk Viewing { get; }

    public StaffMemberDesk People { get; }

    public OpenSessionDesk Sessions { get; }

    public IssueDesk IssuingOn(IDbContextFactory<PortalDb> factory) => new(factory, Codes, Time);

    public static AccountRequest RequestFor(StaffMember person, string id = "takahashi", params Role[] roles) => new()
    {
        StaffMemberId = person.StaffMemberId,
        AccountId = id,
        Roles = roles.Length == 0 ? [Role.Editor] : roles,
        ValidUntil = AnAccount.Today.AddMonths(4),
        Reason = "窓口業務のため",
    };

    /// <summary>Puts an ID in use that somebody else asked for and approved.</summary>
    public Account Add(StaffMember person, string id, params Role[] roles)
    {
        var account = AnAccount.For(person, id, roles);
        Ledger.Add(account);
        return account;
    }

    /// <summary>A person of the list with an administrator's ID, and how they act.</summary>
    public (Account Account, Staff Acting) AddAdministrator(string id, string name, string number)
    {
        var person = AnAccount.Person(name, number);
        Ledger.Add(person);
        return (Add(person, id, Role.Administrator), A.Staff(id, name, Role.Administrator) with { StaffMemberId = person.StaffMemberId });
    }

    public Session AddSession(Account account, StaffMember person)
    {
        var session = new Session
        {
            SessionId = Guid.CreateVersion7(),
            AccountKey = account.AccountKey,
            StaffMemberId = person.StaffMemberId,
            Method = SignInMethod.Password,
            OpenedAt = A.Now.AddMinutes(-20),
            LastActiveAt = A.Now.AddMinutes(-3),
        };
        Ledger.Add(session);
        return session;
    }

    public async Task<Account> NowAsync(Guid accountKey)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.WholeAccounts().AsNoTracking().SingleAsync(a => a.AccountKey == accountKey);
    }

    public async Task<Guid> VersionOfAsync(Guid accountKey) => (await NowAsync(accountKey)).Version;

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();
}

/// <summary>Lets somebody else act between one act's look and its save.</summary>
internal sealed class MeanwhileDb(TestDb ledger, Func<Task> meanwhile) : IDbContextFactory<PortalDb>
{
    private bool _done;

    public PortalDb CreateDbContext()
    {
        // The act that is interrupted holds its own chain's lock.
        var db = ledger.FromAnotherProcess().CreateDbContext();
        db.SavingChanges += (_, _) =>
        {
            if (!_done)
            {
                _done = true;
                Task.Run(meanwhile).GetAwaiter().GetResult();
            }
        };
        return db;
    }
}
