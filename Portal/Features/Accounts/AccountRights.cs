using Portal.Domain.Accounts;

namespace Portal.Features.Accounts;

/// <summary>いまの権限 of an ID, one by one, with where each comes from.</summary>
/// <param name="Permission">What may be done.</param>
/// <param name="Sources">Roles and adjustments that give it, or the one that takes it away.</param>
/// <param name="IsHeld">Whether it holds now; a permission that a role gives and an adjustment takes is shown all the same.</param>
public sealed record AccountRight(Permission Permission, string Sources, bool IsHeld)
{
    // At the terminal that allows the most, so that what is asked of a terminal can stand beside each.
    private static readonly Terminal Widest = new()
    {
        TerminalId = Guid.Empty,
        Name = "",
        Place = "",
        OwnerId = Guid.Empty,
        IsLgwan = true,
        AddressRanges = "",
        State = TerminalState.Active,
        EnteredAt = default,
    };

    public static IReadOnlyList<AccountRight> Of(Account account, DateTime now)
    {
        var held = AccessRights.Of(account, Widest, now);
        var adjustments = account.Adjustments.Where(a => a.HoldsAt(now)).OrderBy(a => a.Effect).ToList();
        return
        [
            .. Enum.GetValues<Permission>()
                .Where(p => held.Contains(p) || adjustments.Exists(a => a.Permission == p))
                .Select(p => new AccountRight(p, string.Join("、", RoleSources(account, p).Concat(adjustments.Where(a => a.Permission == p).Select(Source))), held.Contains(p))),
        ];
    }

    private static IEnumerable<string> RoleSources(Account account, Permission permission) =>
        account.Roles.Where(r => RolePermissions.Grants(r, permission)).Select(r => $"役割「{r.Label()}」");

    private static string Source(PermissionAdjustment adjustment) =>
        $"個別の{adjustment.Effect.Label()}（{Domain.Ledger.JapaneseDate.Format(adjustment.Until)}まで）";
}
