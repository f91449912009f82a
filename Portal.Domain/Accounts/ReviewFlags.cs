using Portal.Domain.Ledger;

namespace Portal.Domain.Accounts;

/// <summary>注意 — what the portal points out about an ID by itself, for whoever judges it.</summary>
public static class ReviewFlags
{
    public const int UnusedDays = 90;
    public const int EndingDays = 30;

    public static IEnumerable<string> Of(Account account, ReviewSubjects subjects, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        if (account.IssuedAt is not null && account.LastSignInAt is null)
        {
            yield return "未使用";
        }

        if (account.LastSignInAt is { } last && JapanTime.DayOf(last).AddDays(UnusedDays) <= today)
        {
            yield return $"{UnusedDays}日以上未使用";
        }

        if (account.ValidUntil < today)
        {
            yield return "期限切れ";
        }
        else if (account.ValidUntil <= today.AddDays(EndingDays))
        {
            yield return $"期限{EndingDays}日以内";
        }

        foreach (var flag in account.Kind == AccountKind.Shared ? OfShared(account, subjects, today) : OfHolder(account, subjects, today))
        {
            yield return flag;
        }
    }

    private static IEnumerable<string> OfHolder(Account account, ReviewSubjects subjects, DateOnly today)
    {
        var since = account.IssuedAt is { } issuedAt ? JapanTime.DayOf(issuedAt) : JapanTime.DayOf(account.RequestedAt);
        return subjects.Person(account.StaffMemberId) is { } holder && Leaving(holder, since, today) is { } words ? [$"利用職員に{words}"] : [];
    }

    private static IEnumerable<string> OfShared(Account account, ReviewSubjects subjects, DateOnly today)
    {
        var members = account.MembersOn(today).ToList();
        foreach (var member in members)
        {
            if (subjects.Person(member.StaffMemberId) is { } person && Leaving(person, member.From, today) is { } words)
            {
                yield return $"利用職員に{words}";
            }
        }

        if (!AccessRights.SeatableMembers(account, members.Select(m => subjects.Person(m.StaffMemberId)).OfType<StaffMember>(), today).Any())
        {
            yield return "職員なし";
        }

        if (!account.TerminalsOn(today).Any(t => subjects.Terminals.GetValueOrDefault(t.TerminalId)?.State == TerminalState.Active))
        {
            yield return "端末なし";
        }

        if (subjects.Person(account.OwnerId) is { } owner && Leaving(owner, JapanTime.DayOf(account.RequestedAt), today) is { } left)
        {
            yield return $"責任者の{left}";
        }
    }

    /// <summary>異動予定（小林 誠 R8.12.1） or 異動済み（…）; null for whoever stays.</summary>
    private static string? Leaving(StaffMember person, DateOnly since, DateOnly today)
    {
        var leaving = person.Events
            .Where(e => e.CancelledAt is null && e.Kind != PersonnelEventKind.Return && e.EffectiveOn >= since)
            .Where(e => e.Kind != PersonnelEventKind.Leave || e.EffectiveOn > today || PersonnelRules.IsAway(person.Events, today))
            .MinBy(e => e.EffectiveOn);
        return leaving is null ? null
            : $"{leaving.Kind.Label()}{(leaving.EffectiveOn > today ? "予定" : "済み")}（{person.Name} {JapaneseDate.FormatShort(leaving.EffectiveOn)}）";
    }
}
