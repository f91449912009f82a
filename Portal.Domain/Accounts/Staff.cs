namespace Portal.Domain.Accounts;

/// <summary>職員 — who acts, from which terminal, with which rights. Handed to every act; never fetched from the air.</summary>
public sealed record Staff(string AccountId, string Name, string Department, string Terminal, IReadOnlySet<Permission> Permissions)
{
    public const int AccountIdMaxLength = 64;
    public const int NameMaxLength = 100;
    public const int TerminalMaxLength = 50;

    public bool May(Permission permission) => Permissions.Contains(permission);

    /// <summary>The command line and background work act under this name, with every right of the ledger.</summary>
    public static Staff System(string terminal) =>
        new("system", "システム(コマンド)", "", terminal, Enum.GetValues<Permission>().ToHashSet());
}
