using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>The people and terminals a form offers.</summary>
public sealed class SharedIdChoices(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<(IReadOnlyList<StaffMember> People, IReadOnlyList<Terminal> Terminals)> LoadAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var permission = by.May(Permission.AccountRequest) ? Permission.AccountRequest : Permission.AccountView;
        await dbFactory.DemandAsync(by, permission, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var people = await People(db).ToListAsync(cancellationToken);
        var terminals = await Terminals(db).ToListAsync(cancellationToken);
        var today = JapanTime.DayOf(now);
        return ([.. people.Where(p => !p.Events.Exists(e => e.CancelledAt is null && e.Kind == PersonnelEventKind.Retirement && e.EffectiveOn <= today))], terminals);
    }

    public static IQueryable<StaffMember> People(PortalDb db) => db.StaffMembers.AsNoTracking().Include(s => s.Events).OrderBy(s => s.Kana).ThenBy(s => s.StaffMemberId);

    public static IQueryable<Terminal> Terminals(PortalDb db) => db.Terminals.AsNoTracking()
        .Where(t => t.State != TerminalState.Lost && t.State != TerminalState.Retired).OrderBy(t => t.Name).ThenBy(t => t.TerminalId);
}

internal static class UsedAccounts
{
    /// <summary>The IDs a person signs in with: being responsible for one gives no rights.</summary>
    public static async Task<List<Account>> LoadAccountsUsedByAsync(this PortalDb db, Guid staffMemberId) =>
        [.. (await db.LoadAccountsOfAsync(staffMemberId)).Where(a => a.StaffMemberId == staffMemberId || a.Members.Exists(m => m.StaffMemberId == staffMemberId && m.Until is null))];
}
