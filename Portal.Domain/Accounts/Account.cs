namespace Portal.Domain.Accounts;

/// <summary>IDの種類</summary>
public enum AccountKind
{
    /// <summary>個人ID</summary>
    Personal,

    /// <summary>共用ID: only where one person, one ID cannot be kept; its members and terminals are named.</summary>
    Shared,
}

/// <summary>IDの状態</summary>
public enum AccountState
{
    /// <summary>申請中</summary>
    Requested,

    /// <summary>差戻し: the request ended here.</summary>
    Returned,

    /// <summary>承認済み・未発行</summary>
    Approved,

    /// <summary>使用中</summary>
    Active,

    /// <summary>停止</summary>
    Suspended,

    /// <summary>失効: for good; the ID is never given to anyone again.</summary>
    Revoked,
}

/// <summary>
/// 利用者ID — who may enter with which rights, from the request to the revocation. How an ID proves itself (password, passkey) is kept
/// apart, by ASP.NET Core Identity. What can be done with it stands in <c>AccountActs.cs</c> and <c>SharedIdActs.cs</c>.
/// </summary>
public partial class Account
{
    public const int NecessityMaxLength = 200;
    public const int ReasonMaxLength = 200;
    public const int ExternalNameMaxLength = 128;

    public required Guid AccountKey { get; init; }

    /// <summary>What is typed at the sign-in, and what the operation log keeps.</summary>
    public required string AccountId { get; init; }

    public required AccountKind Kind { get; init; }
    public AccountState State { get; private set; }

    /// <summary>Whose it is; null for a shared ID.</summary>
    public Guid? StaffMemberId { get; init; }

    /// <summary>名称 of a shared ID (窓口A); null for a personal one, which has its holder's name.</summary>
    public string? SharedName { get; init; }

    /// <summary>必要性: why one person, one ID cannot be kept. Shared IDs only.</summary>
    public string? Necessity { get; init; }

    /// <summary>責任者 of a shared ID.</summary>
    public Guid? OwnerId { get; set; }

    public IReadOnlyList<Role> Roles { get; private set; } = [];

    /// <summary>Japan's day it begins to hold.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>期限: Japan's last day it holds.</summary>
    public DateOnly ValidUntil { get; private set; }

    /// <summary>The user name at Entra ID that signs in to this ID; null where only the portal's own password does.</summary>
    public string? ExternalName { get; set; }

    /// <summary>The next sign-in asks for a new password before anything else.</summary>
    public bool PasswordChangeDue { get; set; }

    public required string RequestedBy { get; init; }
    public required string RequestedByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RequestedAt { get; init; }

    public string? ApprovedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? IssuedAt { get; private set; }

    /// <summary>UTC; null until its first sign-in.</summary>
    public DateTime? LastSignInAt { get; set; }

    public List<PermissionAdjustment> Adjustments { get; init; } = [];
    public List<SharedIdMember> Members { get; init; } = [];
    public List<SharedIdTerminal> Terminals { get; init; } = [];
    public List<AccountChange> Changes { get; init; } = [];

    /// <summary>経緯, oldest first.</summary>
    public List<AccountAct> History { get; init; } = [];

    /// <summary>New with every act, so that two people do not overwrite each other.</summary>
    public Guid Version { get; private set; }

    /// <summary>The members on a day, by their registration alone.</summary>
    public IEnumerable<SharedIdMember> MembersOn(DateOnly day) => Members.Where(m => m.From <= day && (m.Until is null || m.Until > day));

    public IEnumerable<SharedIdTerminal> TerminalsOn(DateOnly day) => Terminals.Where(t => t.From <= day && (t.Until is null || t.Until > day));

    /// <summary>Makes a save fail that was prepared before this one.</summary>
    public void Touch() => Version = Guid.CreateVersion7();
}

/// <summary>個別の追加・制限 — one permission more or less than the roles say, with its reason and its end.</summary>
public class PermissionAdjustment
{
    public required Guid PermissionAdjustmentId { get; init; }
    public required Guid AccountKey { get; init; }
    public required Permission Permission { get; init; }
    public required AdjustmentEffect Effect { get; init; }
    public required string Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime GrantedAt { get; init; }

    public required string GrantedByName { get; init; }

    /// <summary>Japan's last day it holds.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>UTC; ended before its day.</summary>
    public DateTime? EndedAt { get; set; }

    public bool HoldsAt(DateTime now) => EndedAt is null && JapanTime.DayOf(now) <= Until;
}

public enum AdjustmentEffect
{
    /// <summary>追加</summary>
    Extra,

    /// <summary>制限</summary>
    Minus,
}

/// <summary>共用IDの利用職員</summary>
public class SharedIdMember
{
    public required Guid SharedIdMemberId { get; init; }
    public required Guid AccountKey { get; init; }
    public required Guid StaffMemberId { get; init; }

    /// <summary>Japan's first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Japan's first day on which it holds no more; null while it holds.</summary>
    public DateOnly? Until { get; set; }

    public required string AddedByName { get; init; }
}

/// <summary>共用IDの利用端末</summary>
public class SharedIdTerminal
{
    public required Guid SharedIdTerminalId { get; init; }
    public required Guid AccountKey { get; init; }
    public required Guid TerminalId { get; init; }

    /// <summary>Japan's first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Japan's first day on which it holds no more; null while it holds.</summary>
    public DateOnly? Until { get; set; }

    public required string AddedByName { get; init; }
}
