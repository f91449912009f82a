using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>One line of the list of shared IDs.</summary>
public sealed record SharedIdRow(Account Account, string OwnerName, int MemberCount, int TerminalCount, IReadOnlyList<SharedIdFlag> Flags);

/// <summary>Every shared ID, those that ended last.</summary>
public sealed class SharedIdSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<IReadOnlyList<SharedIdRow>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await LoadAsync(db, JapanTime.DayOf(now), cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"共用ID一覧 {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return rows;
    }

    /// <summary>How many shared IDs in use somebody has to see to; 0 for those who cannot.</summary>
    public async Task<int> CountFlaggedAsync(Staff by, CancellationToken cancellationToken = default)
    {
        if (!by.May(Permission.AccountIssue))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await LoadAsync(db, JapanTime.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken);
        return rows.Count(r => r.Account.State == AccountState.Active && r.Flags.Count > 0);
    }

    /// <summary>How they stand today, for counts: no look at anything.</summary>
    internal async Task<IReadOnlyList<SharedIdRow>> StandingAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await LoadAsync(db, JapanTime.DayOf(time.GetUtcNow().UtcDateTime), cancellationToken);
    }

    public static IQueryable<Account> Rows(PortalDb db) => db.Accounts.AsNoTracking()
        .Include(a => a.Members).Include(a => a.Terminals).AsSplitQuery()
        .Where(a => a.Kind == AccountKind.Shared)
        .OrderBy(a => a.SharedName).ThenBy(a => a.AccountKey);

    private static async Task<IReadOnlyList<SharedIdRow>> LoadAsync(PortalDb db, DateOnly today, CancellationToken cancellationToken)
    {
        // A shared ID is the exception: a city has a few, their members and terminals a few dozen.
        var accounts = await Rows(db).ToListAsync(cancellationToken);
        var ids = accounts.SelectMany(a => a.Members.Select(m => m.StaffMemberId)).Concat(accounts.Select(a => a.OwnerId ?? Guid.Empty)).Distinct().ToList();
        var people = await db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => ids.Contains(s.StaffMemberId)).ToListAsync(cancellationToken);
        var terminals = await db.Terminals.AsNoTracking().ToListAsync(cancellationToken);
        return [.. accounts
            .Select(a => new SharedIdRow(
                a,
                people.Find(p => p.StaffMemberId == a.OwnerId)?.Name ?? "",
                AccessRights.SeatableMembers(a, people, today).Count(),
                a.TerminalsOn(today).Count(t => terminals.Exists(x => x.TerminalId == t.TerminalId && x.State == TerminalState.Active)),
                SharedIdFlags.Of(a, people, terminals, today)))
            .OrderBy(r => r.Account.State is AccountState.Revoked or AccountState.Returned)];
    }
}
