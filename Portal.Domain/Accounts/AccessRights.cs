namespace Portal.Domain.Accounts;

/// <summary>Why an ID lets nobody in.</summary>
public enum AccessRefusal
{
    NotIssued,
    Suspended,
    Revoked,
    NotYetValid,
    Expired,

    /// <summary>異動・退職・休職</summary>
    PersonLeft,

    /// <summary>A shared ID's terminal is neither this one nor in use.</summary>
    WrongTerminal,

    /// <summary>Not a member of the shared ID.</summary>
    NotAMember,
}

/// <summary>
/// いまの権限 — computed from the rows at the moment of asking, so that what ends on a day ends on that day by itself:
/// the account's term, an adjustment's, a membership's, a personnel event's.
/// </summary>
public static class AccessRights
{
    /// <summary>Why this person does not get in with this account at this terminal; null when they do.</summary>
    /// <param name="account">With members and terminals.</param>
    /// <param name="person">The holder, or the member who says who sits there; with personnel events.</param>
    /// <param name="terminal">The registered terminal; null elsewhere.</param>
    /// <param name="now">UTC.</param>
    public static AccessRefusal? RefusalOf(Account account, StaffMember person, Terminal? terminal, DateTime now) =>
        RefusalOf(account, now)
        ?? (account.Kind == AccountKind.Shared ? RefusalOfShared(account, person, terminal, JapanTime.DayOf(now))
            : account.StaffMemberId != person.StaffMemberId || PersonnelRules.HasLeft(person.Events, account.IssuedAt ?? now, JapanTime.DayOf(now))
                ? AccessRefusal.PersonLeft
                : null);

    /// <summary>Why the account lets nobody in, whoever comes.</summary>
    public static AccessRefusal? RefusalOf(Account account, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        return account.State switch
        {
            AccountState.Requested or AccountState.Approved or AccountState.Returned => AccessRefusal.NotIssued,
            AccountState.Suspended => AccessRefusal.Suspended,
            AccountState.Revoked => AccessRefusal.Revoked,
            AccountState.Active when today < account.ValidFrom => AccessRefusal.NotYetValid,
            AccountState.Active when today > account.ValidUntil => AccessRefusal.Expired,
            AccountState.Active => null,
            _ => throw new ArgumentOutOfRangeException(nameof(account)),
        };
    }

    /// <summary>役割 + 追加 − 制限, as far as the terminal allows.</summary>
    public static IReadOnlySet<Permission> Of(Account account, Terminal? terminal, DateTime now)
    {
        var held = RolePermissions.Of(account.Roles).ToHashSet();
        var adjustments = account.Adjustments.Where(a => a.HoldsAt(now)).ToList();
        held.UnionWith(adjustments.Where(a => a.Effect == AdjustmentEffect.Extra).Select(a => a.Permission));
        held.ExceptWith(adjustments.Where(a => a.Effect == AdjustmentEffect.Minus).Select(a => a.Permission));
        var meets = terminal?.Meets ?? TerminalDemand.Any;
        held.RemoveWhere(p => p.NeedsTerminal() > meets);
        return held;
    }

    /// <summary>The members who may sit down today: registered, and not gone by an event of their own.</summary>
    public static IEnumerable<StaffMember> SeatableMembers(Account account, IEnumerable<StaffMember> people, DateOnly today) =>
        people.Where(person => IsMember(account, person, today));

    private static AccessRefusal? RefusalOfShared(Account account, StaffMember person, Terminal? terminal, DateOnly today) =>
        terminal is not { State: TerminalState.Active } || !account.TerminalsOn(today).Any(t => t.TerminalId == terminal.TerminalId) ? AccessRefusal.WrongTerminal
        : !IsMember(account, person, today) ? AccessRefusal.NotAMember
        : null;

    private static bool IsMember(Account account, StaffMember person, DateOnly today) =>
        account.MembersOn(today).Any(m => m.StaffMemberId == person.StaffMemberId && !PersonnelRules.HasLeft(person.Events, m.From, today));
}

public static class AccessRefusalWords
{
    /// <summary>What the person in front of the screen is told; only after the password was right.</summary>
    public static string Words(this AccessRefusal refusal) => refusal switch
    {
        AccessRefusal.NotIssued => "このIDはまだ発行されていません。指定管理者に確かめてください。",
        AccessRefusal.Suspended => "このIDは停止されています。指定管理者に確かめてください。",
        AccessRefusal.Revoked => "このIDは失効しています。必要なときは新しいIDを申請してください。",
        AccessRefusal.NotYetValid => "このIDはまだ有効期間の前です。指定管理者に確かめてください。",
        AccessRefusal.Expired => "このIDは期限を過ぎています。引き続き必要なときは、所属長を通じて期限の変更を申請してください。",
        AccessRefusal.PersonLeft => "異動・退職・休職の発令により、このIDは使えません。必要なときは新しいIDを申請してください。",
        AccessRefusal.WrongTerminal => "この共用IDは、この端末では使えません。登録された端末で使うか、指定管理者に端末の登録を依頼してください。",
        AccessRefusal.NotAMember => "この共用IDの利用職員として登録されていません。指定管理者に登録を依頼してください。",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
