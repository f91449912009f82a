using Portal.Domain.Accounts;

namespace Portal.Tests.Accounts;

/// <summary>Builders of people, IDs and terminals: <c>AnAccount.Of(person, Role.Editor)</c>. Everyone here is invented.</summary>
public static class AnAccount
{
    /// <summary>An administrator who is nobody on the staff list of a test: rules about one's own ID do not meet.</summary>
    public static readonly Staff Administrator = Of("kanri", "中村 修", Role.Administrator);

    /// <summary>A chief who is somebody else.</summary>
    public static readonly Staff Chief = Of("yoshida", "吉田 明", Role.Approver);

    public static DateOnly Today => Domain.JapanTime.DayOf(A.Now);

    public static StaffMember Person(string name = "高橋 恵", string number = "012345", string department = "保健総務課") => new()
    {
        StaffMemberId = Guid.CreateVersion7(),
        StaffNumber = number,
        Name = name,
        Kana = "タカハシ メグミ",
        Department = department,
        Position = "主事",
        EnteredAt = A.Now.AddYears(-1),
    };

    public static PersonnelEvent Event(StaffMember person, PersonnelEventKind kind, DateOnly on) => new()
    {
        PersonnelEventId = Guid.CreateVersion7(),
        StaffMemberId = person.StaffMemberId,
        Kind = kind,
        EffectiveOn = on,
        EnteredBy = "kanri",
        EnteredByName = "中村 修",
        EnteredAt = A.Now,
    };

    /// <summary>A personal ID, issued a month ago and valid for another year.</summary>
    public static Account For(StaffMember person, string id, params Role[] roles) => Issued(Account.Request(Chief, id, person, roles, Today.AddYears(1), "窓口業務のため", A.Now.AddMonths(-1)));

    /// <summary>A shared ID, issued a month ago and valid for another half year.</summary>
    public static Account Shared(string id, IEnumerable<StaffMember> members, IEnumerable<Terminal> terminals, params Role[] roles) => Issued(Account.RequestShared(
        Chief,
        new SharedIdRequest
        {
            AccountId = id,
            Name = "窓口A",
            Necessity = "証明書窓口を交代で勤務するため",
            OwnerId = members.First().StaffMemberId,
            MemberIds = [.. members.Select(m => m.StaffMemberId)],
            TerminalIds = [.. terminals.Select(t => t.TerminalId)],
            Roles = roles.Length == 0 ? [Role.Editor] : roles,
            ValidUntil = Today.AddMonths(6),
            Reason = "窓口業務のため",
        },
        A.Now.AddMonths(-1)));

    /// <summary>A terminal in use.</summary>
    public static Terminal Terminal(StaffMember owner, string name = "窓口2", bool isLgwan = true) => new()
    {
        TerminalId = Guid.CreateVersion7(),
        Name = name,
        Place = "保健所1階 窓口",
        OwnerId = owner.StaffMemberId,
        IsLgwan = isLgwan,
        AddressRanges = "127.0.0.0/8, ::1/128",
        State = TerminalState.Active,
        EnteredAt = A.Now.AddYears(-1),
        RegisteredAt = A.Now.AddYears(-1),
    };

    private static Staff Of(string id, string name, Role role) =>
        A.Staff(id, name, role) with { StaffMemberId = Guid.CreateVersion7() };

    private static Account Issued(Account account)
    {
        account.Approve(Administrator, A.Now.AddMonths(-1));
        account.Issue(Administrator, A.Now.AddMonths(-1));
        account.PasswordChangeDue = false;
        return account;
    }
}
