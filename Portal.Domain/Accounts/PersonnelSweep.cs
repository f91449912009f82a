using Portal.Domain.Ledger;

namespace Portal.Domain.Accounts;

/// <summary>What an event means for one ID.</summary>
public enum PersonnelEffect
{
    /// <summary>失効, by itself.</summary>
    Revoked,

    /// <summary>停止, by itself.</summary>
    Suspended,

    /// <summary>利用職員から外れる, by itself.</summary>
    MembershipEnds,

    /// <summary>責任者: somebody has to name another.</summary>
    OwnerLeaves,

    /// <summary>Asked for and not issued: somebody has to decide whether it still is needed.</summary>
    NotIssued,

    /// <summary>復職: somebody has to resume it.</summary>
    ToBeResumed,

    /// <summary>復職: somebody has to name the member again.</summary>
    MemberBefore,
}

/// <summary>One ID an event touches, own or shared.</summary>
public sealed record PersonnelTouch(Account Account, IReadOnlyList<PersonnelEffect> Effects)
{
    public string Words => string.Join("、", Effects.Select(PersonnelSweep.Words));
}

/// <summary>
/// 発令の実行 — writes into the IDs' own rows what a day has ended. Nobody has to wait for it: the rights end by computation
/// (<see cref="AccessRights"/>) at the first moment of that day.
/// </summary>
public static class PersonnelSweep
{
    /// <summary>The IDs an event touches, before its day and after, whether or not it has been carried out.</summary>
    /// <param name="happening">The event.</param>
    /// <param name="person">Whose; with all their events.</param>
    /// <param name="accounts">With members and history.</param>
    public static IReadOnlyList<PersonnelTouch> TouchedBy(PersonnelEvent happening, StaffMember person, IEnumerable<Account> accounts) =>
    [
        .. accounts
            .Where(account => account.State != AccountState.Returned && !HadEnded(account, happening.EffectiveOn))
            .Select(account => new PersonnelTouch(account, [.. account.Kind == AccountKind.Shared ? OnShared(account, happening, person) : account.StaffMemberId == person.StaffMemberId ? OnOwn(account, happening) : []]))
            .Where(touch => touch.Effects.Count > 0)
            .OrderBy(touch => touch.Account.Kind).ThenBy(touch => touch.Account.AccountId, StringComparer.Ordinal),
    ];

    /// <summary>Carries out an event whose day has come; once.</summary>
    /// <returns>The IDs that were changed by it.</returns>
    public static IReadOnlyList<PersonnelTouch> Apply(Staff by, PersonnelEvent happening, StaffMember person, IEnumerable<Account> accounts, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        if (happening.SweptAt is not null || happening.CancelledAt is not null || happening.EffectiveOn > today)
        {
            return [];
        }

        // Entered late and back already: there is no leave to carry out any more.
        var isPast = happening.Kind == PersonnelEventKind.Leave && !PersonnelRules.IsAway(person.Events, today);
        var changed = isPast ? [] : TouchedBy(happening, person, accounts).Where(touch => Change(by, touch, happening, person, now)).ToList();
        happening.SweptAt = now;
        happening.Version = Guid.CreateVersion7();
        return changed;
    }

    public static string Words(PersonnelEffect effect) => effect switch
    {
        PersonnelEffect.Revoked => "権限が終わり、IDは失効",
        PersonnelEffect.Suspended => "権限が止まり、IDは停止",
        PersonnelEffect.MembershipEnds => "利用職員から外れ、残る職員は次のサインインでパスワードを変更",
        PersonnelEffect.OwnerLeaves => "責任者の変更が必要（自動では替わりません）",
        PersonnelEffect.NotIssued => "発行前の申請（自動では終わりません）",
        PersonnelEffect.ToBeResumed => "停止中なら再開が必要（自動では戻りません）",
        PersonnelEffect.MemberBefore => "休職前の利用職員。加え直すか確認（自動では戻りません）",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    /// <summary>異動(令和8年12月1日発令)による — the reason that stands in the IDs' history.</summary>
    public static string Reason(PersonnelEvent happening) => $"{happening.Kind.Label()}({JapaneseDate.Format(happening.EffectiveOn)}発令)による";

    private static bool Change(Staff by, PersonnelTouch touch, PersonnelEvent happening, StaffMember person, DateTime now)
    {
        var (account, reason, on) = (touch.Account, Reason(happening), happening.EffectiveOn);
        if (account.State == AccountState.Revoked)
        {
            return false;
        }

        if (touch.Effects.Contains(PersonnelEffect.Revoked))
        {
            account.Revoke(by, reason, now);
            return true;
        }

        if (touch.Effects.Contains(PersonnelEffect.Suspended) && account.State == AccountState.Active)
        {
            account.Suspend(by, reason, now);
            return true;
        }

        if (account.Members.Exists(m => m.StaffMemberId == person.StaffMemberId && m.Until is null && m.From <= on))
        {
            account.EndMembership(by, person.StaffMemberId, person.Name, on, reason, now);
            return true;
        }

        return false;
    }

    private static IEnumerable<PersonnelEffect> OnOwn(Account account, PersonnelEvent happening)
    {
        if (happening.Kind == PersonnelEventKind.Return)
        {
            return account.State is AccountState.Active or AccountState.Suspended ? [PersonnelEffect.ToBeResumed] : [];
        }

        // An ID asked for or issued after the day belongs to what came after it.
        if (account.IssuedAt is not { } issuedAt)
        {
            return JapanTime.DayOf(account.RequestedAt) <= happening.EffectiveOn ? [PersonnelEffect.NotIssued] : [];
        }

        return !PersonnelRules.IsAbout(happening, issuedAt) ? []
            : [happening.Kind == PersonnelEventKind.Leave ? PersonnelEffect.Suspended : PersonnelEffect.Revoked];
    }

    private static IEnumerable<PersonnelEffect> OnShared(Account account, PersonnelEvent happening, StaffMember person)
    {
        var (on, own) = (happening.EffectiveOn, account.Members.Where(m => m.StaffMemberId == person.StaffMemberId).ToList());
        if (happening.Kind == PersonnelEventKind.Return)
        {
            var leaves = person.Events.Where(e => e.CancelledAt is null && e.Kind == PersonnelEventKind.Leave && e.EffectiveOn <= on).Select(e => (DateOnly?)e.EffectiveOn);
            if (account.State != AccountState.Revoked && !own.Exists(m => m.Until is null) && own.Exists(m => leaves.Contains(m.Until)))
            {
                yield return PersonnelEffect.MemberBefore;
            }

            yield break;
        }

        if (own.Exists(m => m.From <= on && (m.Until is null || m.Until >= on)))
        {
            yield return PersonnelEffect.MembershipEnds;
        }

        if (account.OwnerId == person.StaffMemberId && account.State != AccountState.Revoked)
        {
            yield return PersonnelEffect.OwnerLeaves;
        }
    }

    /// <summary>Revoked before the day, by whoever: the event finds nothing there.</summary>
    private static bool HadEnded(Account account, DateOnly on) =>
        account.History.Exists(act => act.Kind == AccountActKind.Revoked && JapanTime.DayOf(act.At) < on);
}
