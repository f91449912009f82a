namespace Portal.Domain.Accounts;

/// <summary>指定管理者 — there is always one who can still issue IDs.</summary>
public static class Administrators
{
    /// <summary>
    /// Refuses an act that takes the last administrator away. The other one it relies on is touched, so that two acts that rely on each
    /// other's administrator cannot both be saved.
    /// </summary>
    /// <param name="leaving">The account about to lose the role, be suspended or end.</param>
    /// <param name="all">Every account of the role, this one included, each with its holder and the holder's events.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">No other is current.</exception>
    public static void DemandAnother(Account leaving, IEnumerable<(Account Account, StaffMember Holder)> all, DateTime now)
    {
        var current = Current(all, now);
        if (!current.Exists(a => a.Account.AccountKey == leaving.AccountKey))
        {
            return;
        }

        var others = current.Where(a => a.Account.AccountKey != leaving.AccountKey).OrderBy(a => a.Account.AccountId, StringComparer.Ordinal).ToList();
        if (others.Count == 0)
        {
            throw new RuleException("最後の指定管理者です。先に別の職員へ指定管理者のIDを発行してください。");
        }

        others[0].Account.Touch();
    }

    /// <summary>Those who can issue IDs now: not those whom the permission was taken from, and not those who have gone.</summary>
    public static List<(Account Account, StaffMember Holder)> Current(IEnumerable<(Account Account, StaffMember Holder)> all, DateTime now) =>
    [
        .. all.Where(a => AccessRights.RefusalOf(a.Account, a.Holder, null, now) is null && AccessRights.Of(a.Account, null, now).Contains(Permission.AccountIssue)),
    ];

    /// <summary>Whether the event leaves nobody who can issue IDs on its day. It is a fact all the same, and is told, not refused.</summary>
    /// <param name="leaving">Whose event.</param>
    /// <param name="on">Its day.</param>
    /// <param name="all">As for <see cref="DemandAnother"/>.</param>
    /// <param name="now">UTC.</param>
    public static bool IsLast(Guid leaving, DateOnly on, IReadOnlyCollection<(Account Account, StaffMember Holder)> all, DateTime now)
    {
        var day = JapanTime.ToUtc(on.ToDateTime(TimeOnly.MinValue));
        return Current(all, now).Exists(a => a.Holder.StaffMemberId == leaving) && !Current(all, day > now ? day : now).Exists(a => a.Holder.StaffMemberId != leaving);
    }
}
