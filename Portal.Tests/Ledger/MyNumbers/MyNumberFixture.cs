using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.MyNumbers;
using Portal.Tests.Accounts;

namespace Portal.Tests.Ledger.MyNumbers;

/// <summary>A ledger with two people, a handler of My Numbers signed in at an LGWAN terminal who has just proved who they are, and the desks.</summary>
internal sealed class MyNumberFixture : IDisposable
{
    /// <summary>Invented; check digits agree.</summary>
    public const string Number = "983205673214";

    public const string OtherNumber = "123456789018";

    public MyNumberFixture(Engine engine = Engine.Sqlite, int quota = 20)
    {
        Ledger = TestDb.On(engine);
        Person = A.Person();
        Other = A.Person(name: "鈴木 一郎", kana: "スズキ イチロウ", residentNumber: "0001204874");
        Ledger.Add(Person, Other);
        (By, Session) = SignIn("ito", "伊藤 健", "0102");
        Desk = new MyNumberDesk(Ledger, Vault, new MyNumberQuota(quota), Time);
        Use = new MyNumberUseDesk(Ledger, Vault, new MyNumberQuota(quota), Time);
    }

    public TestDb Ledger { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(A.Now));

    public MyNumberVault Vault { get; } = new(TestKeys.Ring);

    public LedgerPerson Person { get; }

    public LedgerPerson Other { get; }

    public Staff By { get; }

    public Session Session { get; }

    public MyNumberDesk Desk { get; }

    public MyNumberUseDesk Use { get; }

    public Task RegisterAsync(LedgerPerson? person = null, string number = Number) =>
        Desk.RegisterAsync(By, (person ?? Person).LedgerPersonId, number, MyNumberPurpose.MovedIn, "転-0007");

    public Task<ShownMyNumber> ShowAsync(Staff? by = null, LedgerPerson? person = null) =>
        Use.ShowAsync(by ?? By, (person ?? Person).LedgerPersonId, MyNumberPurpose.Certificate, "証-1042");

    public Task<Guid?> SearchAsync(string number = Number, Staff? by = null) => Use.SearchAsync(by ?? By, number, MyNumberPurpose.MovedOut, "提-0031");

    /// <summary>Another handler, with a proof of their own.</summary>
    public (Staff By, Session Session) SignIn(string id, string name, string number)
    {
        var person = AnAccount.Person(name, number);
        var account = AnAccount.For(person, id, Role.Editor, Role.NumberHandler);
        var session = new Session
        {
            SessionId = Guid.NewGuid(),
            AccountKey = account.AccountKey,
            StaffMemberId = person.StaffMemberId,
            Method = SignInMethod.Password,
            OpenedAt = A.Now,
            LastActiveAt = A.Now,
            ProvedAgainAt = A.Now,
        };
        Ledger.Add(person, account, session);
        return (A.Staff(id, name, Role.Editor, Role.NumberHandler) with { StaffMemberId = person.StaffMemberId, SessionId = session.SessionId }, session);
    }

    public void Change(Action<Session> change)
    {
        using var db = Ledger.CreateDbContext();
        change(db.Sessions.Single(s => s.SessionId == Session.SessionId));
        db.SaveChanges();
    }

    public List<OperationLogEntry> Log(params Operation[] operations)
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.OrderBy(e => e.Sequence).AsEnumerable().Where(e => operations.Length == 0 || operations.Contains(e.Operation))];
    }

    public List<EncryptedMyNumber> Rows()
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.EncryptedMyNumbers];
    }

    public async Task MakeLogUnwritableAsync()
    {
        await using var db = Ledger.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("CREATE TRIGGER no_log BEFORE INSERT ON OperationLog BEGIN SELECT RAISE(ABORT, 'full'); END");
    }

    /// <summary>What a screen would show.</summary>
    public static string Drawn(ShownMyNumber shown)
    {
        using var context = new BunitContext();
        return context.Render(shown.Content).Markup;
    }

    public void Dispose() => Ledger.Dispose();
}
