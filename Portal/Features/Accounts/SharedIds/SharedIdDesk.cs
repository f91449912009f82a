using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>共用ID — its members, terminals and owner, and who sat where.</summary>
public sealed class SharedIdDesk(IDbContextFactory<PortalDb> dbFactory, SeatSearch seats, TimeProvider time)
{
    /// <summary>Opens a shared ID with the seats of one day. Null: no such shared ID.</summary>
    public async Task<OpenedSharedId?> OpenAsync(Staff by, Guid accountKey, DateOnly day)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.SeatsShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.WholeAccounts().AsNoTracking().SingleOrDefaultAsync(a => a.AccountKey == accountKey && a.Kind == AccountKind.Shared) is not { } account)
        {
            await dbFactory.LogMissingAsync(by, Operation.SeatsShown, accountKey, now);
            return null;
        }

        var ids = account.Members.Select(m => m.StaffMemberId).Append(account.OwnerId ?? Guid.Empty).Distinct().ToList();
        var people = await db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => ids.Contains(s.StaffMemberId)).ToListAsync();
        var terminals = await db.Terminals.AsNoTracking().OrderBy(t => t.Name).ToListAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.SeatsShown, subjectId: accountKey, detail: $"{account.AccountId} {day:yyyy-MM-dd}"));
        await db.SaveChangesAsync();
        return OpenedSharedId.Of(account, people, terminals, await seats.DayAsync(accountKey, day), day, now);
    }

    /// <summary>この時刻に誰が.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="accountKey">The shared ID.</param>
    /// <param name="moment">UTC.</param>
    public async Task<IReadOnlyList<SeatLine>> WhoAsync(Staff by, Guid accountKey, DateTime moment)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.SeatsShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.SeatsShown, subjectId: accountKey, detail: $"この時刻に誰が {JapanTime.Of(moment):yyyy-MM-dd HH:mm:ss}"));
        await db.SaveChangesAsync();
        return await seats.WhoAsync(accountKey, moment);
    }

    /// <summary>Writes down that the page is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> PrintAsync(Staff by, Guid accountKey, DateOnly day)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsExported, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsExported, subjectId: accountKey, detail: $"共用IDの印刷 {day:yyyy-MM-dd}"));
        await db.SaveChangesAsync();
        return now;
    }

    /// <summary>利用職員の追加: everyone needs a new password after it.</summary>
    /// <param name="by">The administrator.</param>
    /// <param name="accountKey">The shared ID.</param>
    /// <param name="version">As the page saw it.</param>
    /// <param name="staffMemberId">Whom.</param>
    /// <param name="reason">Why.</param>
    public Task AddMemberAsync(Staff by, Guid accountKey, Guid version, Guid staffMemberId, string? reason) => ActAsync(by, accountKey, version, async (db, account, now) =>
    {
        var member = await db.LoadStaffMemberAsync(staffMemberId);
        SharedIdFlags.DemandHere(member, JapanTime.DayOf(now));
        account.AddMember(by, member, reason, now);
        Separation.DemandAcross(account, member.Name, await db.LoadAccountsUsedByAsync(staffMemberId), now);
        // Two IDs given to one person at the same time must not both be saved unseen by each other.
        member.Version = Guid.CreateVersion7();
        return $"職員の追加 {member.Name}";
    });

    /// <summary>利用職員の除外: the sign-ins in which that person sits end with it.</summary>
    public Task RemoveMemberAsync(Staff by, Guid accountKey, Guid version, Guid staffMemberId, string? reason) => ActAsync(by, accountKey, version, async (db, account, now) =>
    {
        var member = await db.LoadStaffMemberAsync(staffMemberId);
        account.RemoveMember(by, member, reason, now);
        await db.EndSessionsAsync(db.Sessions.Where(s => s.AccountKey == accountKey && s.StaffMemberId == staffMemberId), SessionEnd.EndedByAdministrator, now);
        return $"職員の除外 {member.Name}";
    });

    public Task AddTerminalAsync(Staff by, Guid accountKey, Guid version, Guid terminalId, string? reason) => ActAsync(by, accountKey, version, async (db, account, now) =>
    {
        var terminal = await LoadTerminalAsync(db, terminalId);
        account.AddTerminal(by, terminal, reason, now);
        return $"端末の追加 {terminal.Name}";
    });

    /// <summary>端末の除外: its sign-ins there end with it.</summary>
    public Task RemoveTerminalAsync(Staff by, Guid accountKey, Guid version, Guid terminalId, string? reason) => ActAsync(by, accountKey, version, async (db, account, now) =>
    {
        var terminal = await LoadTerminalAsync(db, terminalId);
        account.RemoveTerminal(by, terminal, reason, now);
        await db.EndSessionsAsync(db.Sessions.Where(s => s.AccountKey == accountKey && s.TerminalId == terminalId), SessionEnd.EndedByAdministrator, now);
        return $"端末の除外 {terminal.Name}";
    });

    public Task ChangeOwnerAsync(Staff by, Guid accountKey, Guid version, Guid staffMemberId, string? reason) => ActAsync(by, accountKey, version, async (db, account, now) =>
    {
        var owner = await db.LoadStaffMemberAsync(staffMemberId);
        SharedIdFlags.DemandHere(owner, JapanTime.DayOf(now));
        account.ChangeOwner(by, owner, reason, now);
        return $"責任者 {owner.Name}";
    });

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task ActAsync(Staff by, Guid accountKey, Guid version, Func<PortalDb, Account, DateTime, Task<string>> act)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.SharedIdChanged, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.LoadAccountAsync(accountKey);
        if (account.Version != version)
        {
            throw new RuleException(AccountConflict.Words);
        }

        var detail = await act(db, account, now);
        db.Add(OperationLogEntry.For(by, now, Operation.SharedIdChanged, subjectId: accountKey, detail: $"{account.AccountId} {detail}"));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException(AccountConflict.Words);
        }
    }

    private static async Task<Terminal> LoadTerminalAsync(PortalDb db, Guid terminalId) =>
        await db.Terminals.SingleOrDefaultAsync(t => t.TerminalId == terminalId) ?? throw new RuleException("この端末は見つかりません。画面を開き直してください。");
}
