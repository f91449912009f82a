using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts;

/// <summary>One line of the list of IDs, as of the moment it was made.</summary>
/// <param name="Account">With its adjustments, members and changes.</param>
/// <param name="Person">The holder, or whoever is responsible for a shared ID; with events.</param>
/// <param name="At">UTC.</param>
public sealed record AccountRow(Account Account, StaffMember Person, DateTime At)
{
    public const int UnusedDays = 90;
    public const int ExpiringDays = 30;

    public string Name => Account.SharedName ?? Person.Name;

    public string Department => Person.Department;

    public string Roles => RolePermissions.Labels(Account.Roles);

    /// <summary>個別: what differs from the roles today.</summary>
    public string? Adjustments => Account.Adjustments.Where(a => a.HoldsAt(At)).OrderBy(a => a.Effect).ThenBy(a => a.Permission).ToList() is { Count: > 0 } held
        ? string.Join("、", held.Select(a => $"{(a.Effect == AdjustmentEffect.Extra ? "＋" : "−")}{a.Permission.Label()}"))
        : null;

    public (TagKind Kind, string Words) Standing => StandingOf(Account, Person, At);

    /// <summary>Whether it lets somebody in today.</summary>
    public bool IsCurrent => RefusalOf(Account, Person, At) is null;

    public bool HasWaitingChange => Account.Changes.Exists(c => c.State == AccountChangeState.Waiting);

    public string LastUse => Account.IssuedAt is null ? "—" : DaysUnused switch
    {
        null => "未使用",
        0 => "今日",
        { } days => $"{days}日前",
    };

    /// <summary>Days of the calendar since the last sign-in; null when there was none.</summary>
    public int? DaysUnused => DaysSince(Account.LastSignInAt);

    /// <summary>90日以上未使用, counted from the issue where there was no sign-in.</summary>
    public bool IsUnused => IsCurrent && (DaysUnused ?? DaysSince(Account.IssuedAt)) >= UnusedDays;

    /// <summary>What the ID is today, whatever its row says: it may have run out, or its holder may have gone.</summary>
    public static (TagKind Kind, string Words) StandingOf(Account account, StaffMember person, DateTime now) => (account.State, RefusalOf(account, person, now)) switch
    {
        (AccountState.Requested or AccountState.Approved, _) => (TagKind.Warn, account.State.Label()),
        (AccountState.Returned or AccountState.Revoked, _) => (TagKind.Neutral, account.State.Label()),
        (AccountState.Suspended, _) => (TagKind.Error, account.State.Label()),
        (_, AccessRefusal.Expired) => (TagKind.Error, "期限切れ"),
        (_, AccessRefusal.PersonLeft) => (TagKind.Error, PersonnelRules.IsAway(person.Events, JapanTime.DayOf(now)) ? "休職中" : "異動・退職"),
        _ => (TagKind.Ok, account.State.Label()),
    };

    private int? DaysSince(DateTime? moment) => moment is { } then ? JapanTime.DayOf(At).DayNumber - JapanTime.DayOf(then).DayNumber : null;

    // A shared ID's members are judged one by one as they sit down.
    private static AccessRefusal? RefusalOf(Account account, StaffMember person, DateTime now) =>
        account.Kind == AccountKind.Shared ? AccessRights.RefusalOf(account, now) : AccessRights.RefusalOf(account, person, null, now);
}
