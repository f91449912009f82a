using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>共用IDの発行申請.</summary>
public sealed class SharedIdRequestDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <returns>The key of the account, which now waits for its approval.</returns>
    public async Task<Guid> RequestAsync(Staff by, SharedIdRequest request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountRequest, Operation.AccountRequested, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = Account.RequestShared(by, request, now);
        await DemandFreeAsync(db, account.AccountId);
        await DemandFreeNameAsync(db, account.SharedName!);
        SharedIdFlags.DemandHere(await db.LoadStaffMemberAsync(account.OwnerId!.Value), JapanTime.DayOf(now));
        foreach (var member in account.Members)
        {
            await DemandMemberAsync(db, account, member.StaffMemberId, now);
        }

        await DemandTerminalsAsync(db, [.. account.Terminals.Select(t => t.TerminalId)]);
        db.Add(account);
        db.Add(OperationLogEntry.For(
            by, now, Operation.AccountRequested, subjectId: account.AccountKey,
            detail: $"共用ID {account.AccountId} 職員{account.Members.Count}名 端末{account.Terminals.Count}台 {RolePermissions.Labels(account.Roles)}"));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException(AccountConflict.Words);
        }
        catch (DbUpdateException)
        {
            // Somebody asked for the same ID between our look and our save.
            await DemandFreeAsync(db, account.AccountId);
            throw;
        }

        return account.AccountKey;
    }

    private static async Task DemandMemberAsync(PortalDb db, Account account, Guid staffMemberId, DateTime now)
    {
        var member = await db.LoadStaffMemberAsync(staffMemberId);
        SharedIdFlags.DemandHere(member, JapanTime.DayOf(now));
        Separation.DemandAcross(account, member.Name, await db.LoadAccountsUsedByAsync(staffMemberId), now);
        member.Version = Guid.CreateVersion7();
    }

    private static async Task DemandTerminalsAsync(PortalDb db, List<Guid> terminalIds)
    {
        var usable = await db.Terminals.CountAsync(t => terminalIds.Contains(t.TerminalId) && t.State != TerminalState.Lost && t.State != TerminalState.Retired);
        if (usable != terminalIds.Count)
        {
            throw new RuleException("選んだ端末の中に、紛失・廃止されたものがあります。画面を開き直してください。");
        }
    }

    private static async Task DemandFreeNameAsync(PortalDb db, string name)
    {
        if (await db.Accounts.AnyAsync(a => a.SharedName == name && a.State != AccountState.Revoked && a.State != AccountState.Returned))
        {
            throw new RuleException($"共用ID「{name}」はすでにあります。操作ログで見分けられるように、別の名称を入力してください。");
        }
    }

    private static async Task DemandFreeAsync(PortalDb db, string accountId)
    {
        if (await db.Accounts.AnyAsync(a => a.AccountId == accountId))
        {
            throw new RuleException($"ID「{accountId}」はすでに使われています。失効したIDも再び使うことはできません。別のIDを入力してください。");
        }
    }
}
