using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SignIn;

namespace Portal.Demo;

/// <summary>One button of the sign-in page in Development.</summary>
public sealed record DemoPerson(string AccountId, string Label);

/// <summary>
/// The invented office of a development start: staff, IDs of every role, a shared ID with its members and terminals. Its password is
/// written on the sign-in page, so a portal that is not in Development refuses a database that holds it.
/// </summary>
public sealed class DemoStaff(IDbContextFactory<PortalDb> dbFactory, IPasswordHasher<Credential> hasher, TimeProvider time)
{
    public const string Password = "minato-no-kaze-to-unga";
    public const string Pin = "258036";
    public const string TerminalName = "窓口2";

    /// <summary>One for every browser of a development start, so that several can be the terminal at once.</summary>
    public const string TerminalSecret = "demo-terminal";

    /// <summary>Who asked for the demo's IDs; by it they are known.</summary>
    private const string Asker = "demo";

    private static readonly Staff By = new(Asker, "デモ", "", "デモ", Enum.GetValues<Permission>().ToHashSet());
    private static readonly Staff Approver = By with { AccountId = "demo-approver" };

    private static readonly Member[] Office =
    [
        new("0101", "高橋 恵", "タカハシ メグミ", "保健総務課", "主任", "takahashi", [Role.Editor]),
        new("0102", "伊藤 健", "イトウ ケン", "保健総務課", "主事", "ito", [Role.Editor, Role.NumberHandler]),
        new("0103", "渡辺 由美", "ワタナベ ユミ", "保健総務課", "主事", null, []),
        new("0104", "小林 誠", "コバヤシ マコト", "保健総務課", "主事", "kobayashi", [Role.Editor]),
        new("0105", "佐々木 望", "ササキ ノゾミ", "健康増進課", "保健師", "sasaki", [Role.Viewer]),
        new("0106", "吉田 明", "ヨシダ アキラ", "保健総務課", "課長", "yoshida", [Role.Approver]),
        new("0107", "中村 修", "ナカムラ オサム", "保健総務課", "係長", "nakamura", [Role.Administrator]),
        new("0108", "木村 聡", "キムラ サトシ", "保健総務課", "主査", "kimura", [Role.Administrator]),
        new("0109", "斎藤 実", "サイトウ ミノル", "総務部総務課", "主幹", "saito", [Role.Auditor]),
        new("0110", "松本 京子", "マツモト キョウコ", "健康増進課", "課長", "matsumoto", [Role.Approver]),
        new("0111", "井上 薫", "イノウエ カオル", "保健総務課", "主事", "inoue", [Role.Reporter]),
    ];

    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        .. Office.Where(m => m.AccountId is not null && m.AccountId is not "kobayashi" and not "kimura" and not "matsumoto")
            .Select(m => new DemoPerson(m.AccountId!, $"{m.Name}（{RolePermissions.Labels(m.Roles)}）")),
        new("madoguchi-a", "共用ID 窓口A（登録・訂正）"),
    ];

    /// <summary>Refuses a database whose IDs anybody can enter with a password that is written on a screen.</summary>
    /// <exception cref="RuleException">The demo's IDs are in it.</exception>
    public static async Task RefuseAsync(IDbContextFactory<PortalDb> dbFactory)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Accounts.AnyAsync(a => a.RequestedBy == Asker))
        {
            throw new RuleException("このデータベースには、開発用のデモの利用者IDが入っています。本番では使えません。空のデータベースを指定してください。");
        }
    }

    /// <summary>Makes the office once.</summary>
    public async Task SeedAsync()
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.StaffMembers.AnyAsync())
        {
            return;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var people = Office.ToDictionary(m => m.StaffNumber, m => Person(m, now));
        db.AddRange(people.Values);
        var terminals = new[] { Terminal(TerminalName, isLgwan: true, people["0107"], now), Terminal("窓口3", isLgwan: true, people["0107"], now) };
        db.AddRange(terminals);
        foreach (var member in Office.Where(m => m.AccountId is not null))
        {
            Add(db, Account.Request(By, member.AccountId!, people[member.StaffNumber], member.Roles, EndOfYear(now), "デモの業務のため", now), now);
        }

        var members = new[] { "0101", "0102", "0103", "0104" };
        var shared = Account.RequestShared(
            By,
            new SharedIdRequest
            {
                AccountId = "madoguchi-a",
                Name = "窓口A",
                Necessity = "証明書窓口を交代で勤務するため",
                OwnerId = people["0101"].StaffMemberId,
                MemberIds = [.. members.Select(m => people[m].StaffMemberId)],
                TerminalIds = [.. terminals.Select(t => t.TerminalId)],
                Roles = [Role.Editor],
                ValidUntil = EndOfYear(now),
                Reason = "窓口業務のため",
            },
            now);
        Add(db, shared, now);
        db.AddRange(members.Select(m => Credential(people[m].StaffMemberId, m, Pin, now)));
        db.Add(new PersonnelEvent
        {
            PersonnelEventId = Guid.CreateVersion7(now),
            StaffMemberId = people["0104"].StaffMemberId,
            Kind = PersonnelEventKind.Transfer,
            EffectiveOn = JapanTime.DayOf(now).AddDays(8),
            Note = "税務課へ",
            EnteredBy = Asker,
            EnteredByName = By.Name,
            EnteredAt = now,
        });
        db.AddRange(DemoMedia.Make(people, now));
        await db.SaveChangesAsync();
    }

    private void Add(PortalDb db, Account account, DateTime now)
    {
        account.Approve(Approver, now);
        account.Issue(Approver, now);
        account.PasswordChangeDue = false;
        db.Add(account);
        db.Add(Credential(account.AccountKey, account.AccountId, Password, now));
    }

    private Credential Credential(Guid key, string name, string secret, DateTime now)
    {
        var credential = new Credential
        {
            Id = Features.Accounts.SignIn.Credential.IdOf(key),
            UserName = name,
            PasswordChangedAt = now,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        };
        credential.PasswordHash = hasher.HashPassword(credential, secret);
        return credential;
    }

    private static StaffMember Person(Member member, DateTime now) => new()
    {
        StaffMemberId = Guid.CreateVersion7(now),
        StaffNumber = member.StaffNumber,
        Name = member.Name,
        Kana = member.Kana,
        Department = member.Department,
        Position = member.Position,
        EnteredAt = now,
    };

    private static Terminal Terminal(string name, bool isLgwan, StaffMember owner, DateTime now) => new()
    {
        TerminalId = Guid.CreateVersion7(now),
        Name = name,
        Place = "保健所1階 窓口",
        OwnerId = owner.StaffMemberId,
        IsLgwan = isLgwan,
        AddressRanges = "127.0.0.0/8, ::1/128",
        State = TerminalState.Active,
        SecretHash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(TerminalSecret))),
        EnteredAt = now,
        RegisteredAt = now,
    };

    /// <summary>年度末: 31 March, at least two months away.</summary>
    private static DateOnly EndOfYear(DateTime now)
    {
        var soon = JapanTime.DayOf(now).AddMonths(2);
        return new DateOnly(soon.Month <= 3 ? soon.Year : soon.Year + 1, 3, 31);
    }

    private sealed record Member(string StaffNumber, string Name, string Kana, string Department, string Position, string? AccountId, Role[] Roles);
}
