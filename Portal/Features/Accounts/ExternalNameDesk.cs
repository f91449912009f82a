using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>Entra ID のユーザー名 of an ID.</summary>
public sealed class ExternalNameDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task LinkAsync(Staff by, Guid accountKey, Guid seen, string? userName)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.AccountChanged, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.LoadSeenAsync(accountKey, seen);
        account.LinkExternal(by, userName, now);
        if (account.ExternalName is { } name && await db.Accounts.AnyAsync(a => a.ExternalName == name && a.AccountKey != accountKey))
        {
            throw new RuleException("このユーザー名は、別のIDに登録されています。先にそのIDから外してください。");
        }

        db.Add(OperationLogEntry.For(by, now, Operation.AccountChanged, subjectId: accountKey, detail: $"{account.AccountId} Entra ID のユーザー名"));
        await db.SaveActAsync();
    }
}
