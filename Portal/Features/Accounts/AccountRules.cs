using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts;

/// <summary>What every act on an ID has in common: the version somebody looked at, the separation of duties, the save.</summary>
internal static class AccountRules
{
    /// <exception cref="RuleException">No such account, or not as it was shown.</exception>
    public static async Task<Account> LoadSeenAsync(this PortalDb db, Guid accountKey, Guid seen)
    {
        var account = await db.LoadAccountAsync(accountKey);
        return account.Version == seen ? account : throw new RuleException(AccountConflict.Words);
    }

    /// <summary>The people who sign in with it: its holder, or the members of a shared one. Being responsible for it gives no rights.</summary>
    public static bool IsUsedBy(this Account account, Guid staffMemberId) =>
        account.StaffMemberId == staffMemberId || account.Members.Exists(m => m.StaffMemberId == staffMemberId && m.Until is null);

    /// <summary>職務の分離, for everyone who signs in with the account.</summary>
    /// <exception cref="RuleException">One of them has another ID that must not meet this one, or has retired.</exception>
    public static async Task DemandSeparatedAsync(this PortalDb db, Account account, DateTime now)
    {
        Guid[] users = account.StaffMemberId is { } holder ? [holder] : [.. account.Members.Where(m => m.Until is null).Select(m => m.StaffMemberId)];
        foreach (var user in users)
        {
            var person = await db.LoadStaffMemberAsync(user);
            DemandNotRetired(person, JapanTime.DayOf(now));
            Separation.DemandAcross(account, person.Name, (await db.LoadAccountsOfAsync(user)).Where(a => a.IsUsedBy(user)), now);
            // Two IDs given to one person at the same time must not both be saved unseen by each other.
            person.Version = Guid.CreateVersion7();
        }
    }

    /// <summary>One save for the act and its log entry.</summary>
    /// <exception cref="RuleException">Somebody else saved first.</exception>
    public static async Task SaveActAsync(this PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException(AccountConflict.Words);
        }
    }

    private static void DemandNotRetired(StaffMember person, DateOnly today)
    {
        var last = person.Events
            .Where(e => e.CancelledAt is null && e.EffectiveOn <= today && e.Kind is PersonnelEventKind.Retirement or PersonnelEventKind.Return)
            .OrderBy(e => e.EffectiveOn).ThenBy(e => e.EnteredAt)
            .LastOrDefault();
        if (last?.Kind == PersonnelEventKind.Retirement)
        {
            throw new RuleException($"{person.Name}さんは退職しています。IDは使えません。");
        }
    }
}
