using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>最初の指定管理者 — the one ID nobody could approve. From the command line only.</summary>
public sealed class FirstAdministratorDesk(IDbContextFactory<PortalDb> dbFactory, OneTimeCodes codes, TimeProvider time)
{
    /// <summary>Enters the person where they are new, and issues them the ID.</summary>
    /// <returns>The one-time code: shown once, kept nowhere.</returns>
    public async Task<IssuedCode> IssueAsync(Staff by, string accountId, StaffMemberEntry entry)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.AccountIssued, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var entered = entry.Enter(now);
        var holder = await db.StaffMembers.Include(s => s.Events).SingleOrDefaultAsync(s => s.StaffNumber == entered.StaffNumber);
        if (holder is null)
        {
            db.Add(holder = entered);
            db.Add(OperationLogEntry.For(by, now, Operation.StaffMemberSaved, subjectId: holder.StaffMemberId, detail: $"{holder.StaffNumber} {holder.Name}"));
        }
        else if (holder.Name != entered.Name)
        {
            throw new RuleException($"職員番号 {holder.StaffNumber} は{holder.Name}さんの番号です。番号と氏名を確かめてください。");
        }
        else
        {
            holder.Version = Guid.CreateVersion7();
        }

        var account = Account.IssueFirst(by, accountId, holder, await db.LoadAdministratorsAsync(), now);
        await AccountDesk.DemandFreeAsync(db, account.AccountId);
        Separation.DemandAcross(account, holder.Name, (await db.LoadAccountsOfAsync(holder.StaffMemberId)).Where(a => a.IsUsedBy(holder.StaffMemberId)), now);
        var code = await codes.MakeAsync(db, account.AccountKey, account.AccountId, now);
        db.Add(account);
        foreach (var operation in new[] { Operation.AccountRequested, Operation.AccountApproved, Operation.AccountIssued })
        {
            db.Add(OperationLogEntry.For(by, now, operation, subjectId: account.AccountKey, detail: $"最初の指定管理者 {account.AccountId} {holder.Name}"));
        }

        await db.SaveActAsync();
        return new IssuedCode(CodeUse.Password, account.AccountId, holder.Name, code, now + OneTimeCodes.ValidFor);
    }
}
