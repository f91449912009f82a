namespace Portal.Domain.Accounts;

/// <summary>職務の分離 — whoever issues IDs reaches no resident's record, neither with one ID nor with several.</summary>
public static class Separation
{
    /// <exception cref="RuleException">Roles or extras that must not meet in one ID.</exception>
    public static void Demand(IEnumerable<Role> roles, IEnumerable<Permission> extras)
    {
        var permissions = RolePermissions.Of(roles).Concat(extras).ToHashSet();
        if (permissions.Contains(Permission.AccountIssue) && permissions.Any(p => p.ReachesLedger()))
        {
            throw new RuleException("指定管理者の権限と台帳の権限を、同じIDに付けることはできません。");
        }
    }

    /// <exception cref="RuleException">The person has another ID, not ended, whose rights must not meet these.</exception>
    public static void DemandAcross(Account account, string holderName, IEnumerable<Account> others, DateTime now)
    {
        var mine = PossibleAt(account, now);
        foreach (var other in others.Where(a => a.AccountKey != account.AccountKey && a.State is not (AccountState.Revoked or AccountState.Returned)))
        {
            var theirs = PossibleAt(other, now);
            if (Meet(mine, theirs) || Meet(theirs, mine))
            {
                throw new RuleException(
                    $"{holderName}さんはID「{other.AccountId}」を使っています。指定管理者の権限と台帳の権限を1人が持つことはできません。先にそのIDを失効させてください。");
            }
        }
    }

    /// <summary>What the account may do at any terminal, whether or not it is in use now; with a change that waits for its approval.</summary>
    private static HashSet<Permission> PossibleAt(Account account, DateTime now)
    {
        var waiting = account.Changes.Where(c => c.State == AccountChangeState.Waiting).ToList();
        return
        [
            .. RolePermissions.Of(account.Roles.Concat(waiting.SelectMany(c => c.Roles))),
            .. account.Adjustments.Where(a => a.Effect == AdjustmentEffect.Extra && a.HoldsAt(now)).Select(a => a.Permission),
            .. waiting.Where(c => c.Effect == AdjustmentEffect.Extra).Select(c => c.Adjusted).OfType<Permission>(),
        ];
    }

    private static bool Meet(HashSet<Permission> issuing, HashSet<Permission> reaching) =>
        issuing.Contains(Permission.AccountIssue) && reaching.Any(p => p.ReachesLedger());
}
