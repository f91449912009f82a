namespace Portal.Domain.Accounts;

/// <summary>共用IDの注意 — what somebody has to see to.</summary>
public enum SharedIdFlag
{
    /// <summary>利用職員なし: nobody may sit down.</summary>
    NoMember,

    /// <summary>端末なし: none of its terminals is in use.</summary>
    NoTerminal,

    /// <summary>利用職員の異動予定</summary>
    MemberLeaving,

    /// <summary>期限近い: thirty days or less, or over.</summary>
    EndsSoon,
}

/// <summary>What the rows say about a shared ID today.</summary>
public static class SharedIdFlags
{
    public const int EndsSoonDays = 30;

    /// <param name="account">With members and terminals.</param>
    /// <param name="people">Its members, with personnel events; others do no harm.</param>
    /// <param name="terminals">Its terminals; others do no harm.</param>
    /// <param name="today">In Japan.</param>
    public static IReadOnlyList<SharedIdFlag> Of(Account account, IReadOnlyCollection<StaffMember> people, IReadOnlyCollection<Terminal> terminals, DateOnly today)
    {
        if (account.State is AccountState.Revoked or AccountState.Returned)
        {
            return [];
        }

        var flags = new List<SharedIdFlag>();
        if (!AccessRights.SeatableMembers(account, people, today).Any())
        {
            flags.Add(SharedIdFlag.NoMember);
        }

        if (!account.TerminalsOn(today).Any(t => terminals.Any(x => x.TerminalId == t.TerminalId && x.State == TerminalState.Active)))
        {
            flags.Add(SharedIdFlag.NoTerminal);
        }

        if (account.MembersOn(today).Any(m => people.FirstOrDefault(p => p.StaffMemberId == m.StaffMemberId) is { } person && NextEvent(m, person.Events) is not null))
        {
            flags.Add(SharedIdFlag.MemberLeaving);
        }

        if (account.ValidUntil <= today.AddDays(EndsSoonDays))
        {
            flags.Add(SharedIdFlag.EndsSoon);
        }

        return flags;
    }

    /// <summary>The first 異動・退職・休職 since a member was named: to come, or the one that took the seat away.</summary>
    public static PersonnelEvent? NextEvent(SharedIdMember member, IEnumerable<PersonnelEvent> events)
    {
        var counted = events.Where(e => e.CancelledAt is null && e.EffectiveOn >= member.From).OrderBy(e => e.EffectiveOn).ThenBy(e => e.EnteredAt).ToList();
        return counted.Find(e => e.Kind is PersonnelEventKind.Transfer or PersonnelEventKind.Retirement
            || e.Kind == PersonnelEventKind.Leave && !counted.Exists(r => r.Kind == PersonnelEventKind.Return && r.EffectiveOn >= e.EffectiveOn));
    }

    /// <summary>Refuses to name as a member, or as the one responsible, somebody who is not here.</summary>
    /// <exception cref="RuleException">退職 or 休職中.</exception>
    public static void DemandHere(StaffMember person, DateOnly today)
    {
        if (person.Events.Exists(e => e.CancelledAt is null && e.Kind == PersonnelEventKind.Retirement && e.EffectiveOn <= today))
        {
            throw new RuleException($"{person.Name}さんは退職しています。ほかの職員を選んでください。");
        }

        if (PersonnelRules.IsAway(person.Events, today))
        {
            throw new RuleException($"{person.Name}さんは休職中です。復職してから登録してください。");
        }
    }

    public static string Label(this SharedIdFlag flag) => flag switch
    {
        SharedIdFlag.NoMember => "利用職員なし",
        SharedIdFlag.NoTerminal => "使える端末なし",
        SharedIdFlag.MemberLeaving => "利用職員の異動予定",
        SharedIdFlag.EndsSoon => "期限が近い",
        _ => throw new ArgumentOutOfRangeException(nameof(flag)),
    };
}
