namespace Portal.Domain.Accounts;

/// <summary>操作者 — who acts, from which terminal, with which rights. Handed to every act; never fetched from the air.</summary>
public sealed record Staff(string AccountId, string Name, string Department, string Terminal, IReadOnlySet<Permission> Permissions)
{
    public const int AccountIdMaxLength = 64;
    public const int NameMaxLength = 100;
    public const int DepartmentMaxLength = 60;
    public const int TerminalMaxLength = 50;
    public const int TraceMaxLength = 64;

    /// <summary>The person of the staff list (職員名簿): behind a shared ID, the member who sits there now. Null for the system itself.</summary>
    public Guid? StaffMemberId { get; init; }

    /// <summary>The sign-in the act belongs to; null for the system itself.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The request or the open page (circuit) the act comes through.</summary>
    public string? Trace { get; init; }

    /// <summary>
    /// Names the person and not the ID, for rules about one's own requests and for one's own drafts: two members of a shared ID are
    /// two people, and one person with two IDs is one.
    /// </summary>
    public string PersonKey => StaffMemberId?.ToString("N") ?? AccountId;

    public bool May(Permission permission) => Permissions.Contains(permission);

    /// <summary>The command line and background work act under this name, with every right.</summary>
    public static Staff System(string terminal) =>
        new("system", "システム(コマンド)", "", terminal, Enum.GetValues<Permission>().ToHashSet());
}
