using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Accounts.SharedIds;

public class SharedIdRequestTests
{
    [Theory, EveryEngine]
    public async Task ARequest_WithoutTheRight_IsDeniedAndLogged(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Requests.RequestAsync(A.Clerk, Request(at)));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.AccountRequested)).Result);
    }

    [Theory, EveryEngine]
    public async Task ARequest_IsKeptWithItsMembersAndTerminals_AndWaits(Engine engine)
    {
        using var at = new SharedIdFixture(engine);

        var key = await at.Requests.RequestAsync(AnAccount.Chief, Request(at));

        await using var db = at.Db.CreateDbContext();
        var account = await db.Accounts.Include(a => a.Members).Include(a => a.Terminals).AsSplitQuery().SingleAsync(a => a.AccountKey == key, SharedIdFixture.Stop);
        Assert.Equal((AccountState.Requested, AccountKind.Shared, 1, 1), (account.State, account.Kind, account.Members.Count, account.Terminals.Count));
        Assert.Equal(key, Assert.Single(await at.LogAsync(Operation.AccountRequested)).SubjectId);
    }

    [Theory, EveryEngine]
    public async Task ARequest_WithSomethingMissing_IsRefusedAndKeepsNothing(Engine engine)
    {
        using var at = new SharedIdFixture(engine);
        var lost = AnAccount.Terminal(at.Takahashi, "窓口4");
        lost.Lose("置き忘れた", A.Now);
        at.Db.Add(lost, AnAccount.For(at.Ito, "ito", Role.Administrator));
        (SharedIdRequest Request, string Words)[] refused =
        [
            (Request(at) with { MemberIds = [] }, "職員を1名以上"),
            (Request(at) with { TerminalIds = [] }, "端末を1台以上"),
            (Request(at) with { Necessity = "" }, "共用IDが必要な理由"),
            (Request(at) with { OwnerId = null }, "責任者"),
            (Request(at) with { ValidUntil = AnAccount.Today.AddYears(1).AddDays(1) }, "1年以内"),
            (Request(at) with { Name = "窓口Ａ" }, "「窓口A」はすでにあります"),
            (Request(at) with { AccountId = "madoguchi-a" }, "すでに使われています"),
            (Request(at) with { MemberIds = [at.Watanabe.StaffMemberId], TerminalIds = [lost.TerminalId] }, "紛失・廃止"),
            (Request(at) with { MemberIds = [Guid.CreateVersion7()] }, "職員名簿にありません"),
            (Request(at) with { MemberIds = [at.Ito.StaffMemberId] }, "「ito」"),
        ];

        foreach (var (request, words) in refused)
        {
            Assert.Contains(words, (await Assert.ThrowsAsync<RuleException>(() => at.Requests.RequestAsync(AnAccount.Chief, request))).Message, StringComparison.Ordinal);
        }

        Assert.Empty(await at.LogAsync(Operation.AccountRequested));
        await using var db = at.Db.CreateDbContext();
        Assert.Equal(2, await db.Accounts.CountAsync(SharedIdFixture.Stop));
    }

    [Fact]
    public void ASharedIdLeftWithoutMemberOrTerminal_IsNeitherApprovedNorIssuedNorResumed()
    {
        var (person, chief) = (AnAccount.Person(), AnAccount.Administrator);
        var terminal = AnAccount.Terminal(person);

        var requested = Account.RequestShared(AnAccount.Chief, Request([person.StaffMemberId], [terminal.TerminalId]), A.Now);
        requested.Members[0].Until = AnAccount.Today;
        Assert.Contains("職員を1名以上", Assert.Throws<RuleException>(() => requested.Approve(chief, A.Now)).Message, StringComparison.Ordinal);
        requested.Members[0].Until = null;
        requested.Terminals[0].Until = AnAccount.Today;
        Assert.Contains("端末を1台以上", Assert.Throws<RuleException>(() => requested.Approve(chief, A.Now)).Message, StringComparison.Ordinal);

        requested.Terminals[0].Until = null;
        requested.Approve(chief, A.Now);
        requested.EndMembership(chief, person.StaffMemberId, person.Name, AnAccount.Today, "退職", A.Now);
        Assert.Contains("職員を1名以上", Assert.Throws<RuleException>(() => requested.Issue(chief, A.Now)).Message, StringComparison.Ordinal);

        var suspended = AnAccount.Shared("madoguchi-b", [person], [terminal]);
        suspended.Suspend(chief, "使う予定がない", A.Now);
        suspended.EndMembership(chief, person.StaffMemberId, person.Name, AnAccount.Today, "退職", A.Now);
        Assert.Throws<RuleException>(() => suspended.Resume(chief, "再開の予定", A.Now));
    }

    [Fact]
    public void Flags_SayWhatIsMissingToday()
    {
        var person = AnAccount.Person();
        var terminal = AnAccount.Terminal(person);
        var account = AnAccount.Shared("madoguchi-b", [person], [terminal]);
        Assert.Empty(SharedIdFlags.Of(account, [person], [terminal], AnAccount.Today));

        terminal.Lose("置き忘れた", A.Now);
        person.Events.Add(AnAccount.Event(person, PersonnelEventKind.Transfer, AnAccount.Today.AddDays(8)));
        Assert.Equal([SharedIdFlag.NoTerminal, SharedIdFlag.MemberLeaving], SharedIdFlags.Of(account, [person], [terminal], AnAccount.Today));

        Assert.Equal([SharedIdFlag.NoMember, SharedIdFlag.NoTerminal, SharedIdFlag.MemberLeaving], SharedIdFlags.Of(account, [person], [terminal], AnAccount.Today.AddDays(8)));
        Assert.DoesNotContain(SharedIdFlag.EndsSoon, SharedIdFlags.Of(account, [person], [terminal], account.ValidUntil.AddDays(-31)));
        Assert.Contains(SharedIdFlag.EndsSoon, SharedIdFlags.Of(account, [person], [terminal], account.ValidUntil.AddDays(-30)));
    }

    [Fact]
    public void ALeave_CountsUntilTheReturn()
    {
        var person = AnAccount.Person();
        var member = AnAccount.Shared("madoguchi-b", [person], [AnAccount.Terminal(person)]).Members[0];
        person.Events.Add(AnAccount.Event(person, PersonnelEventKind.Leave, AnAccount.Today.AddDays(5)));
        Assert.Equal(PersonnelEventKind.Leave, SharedIdFlags.NextEvent(member, person.Events)?.Kind);

        person.Events.Add(AnAccount.Event(person, PersonnelEventKind.Return, AnAccount.Today.AddDays(9)));
        Assert.Null(SharedIdFlags.NextEvent(member, person.Events));
    }

    private static SharedIdRequest Request(SharedIdFixture at) => Request([at.Ito.StaffMemberId], [at.Terminal.TerminalId]);

    private static SharedIdRequest Request(IReadOnlyCollection<Guid> members, IReadOnlyCollection<Guid> terminals) => new()
    {
        AccountId = "madoguchi-x",
        Name = "窓口X",
        Necessity = "証明書窓口を交代で勤務するため",
        OwnerId = members.FirstOrDefault(),
        MemberIds = members,
        TerminalIds = terminals,
        Roles = [Role.Editor],
        ValidUntil = AnAccount.Today.AddMonths(6),
        Reason = "窓口業務のため",
    };
}
