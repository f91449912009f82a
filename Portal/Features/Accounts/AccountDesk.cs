using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>申請・承認・変更 — asking for IDs and rights, and deciding what was asked for.</summary>
public sealed class AccountDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>個人IDの発行申請.</summary>
    /// <returns>The key of the account, which now waits for its approval.</returns>
    public async Task<Guid> RequestAsync(Staff by, AccountRequest request)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountRequest, Operation.AccountRequested, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var holder = await db.LoadStaffMemberAsync(request.StaffMemberId ?? throw new RuleException("職員を選んでください。"));
        var account = Account.Request(
            by, request.AccountId ?? "", holder, request.Roles, request.ValidUntil ?? throw new RuleException("期限を入力してください。"), request.Reason, now);
        await DemandFreeAsync(db, account.AccountId);
        await db.DemandSeparatedAsync(account, now);
        db.Add(account);
        db.Add(OperationLogEntry.For(
            by, now, Operation.AccountRequested, subjectId: account.AccountKey,
            detail: $"{account.AccountId} {holder.Name} {RolePermissions.Labels(account.Roles)} 期限 {FieldText.Day(account.ValidUntil)}"));
        try
        {
            await db.SaveActAsync();
        }
        catch (DbUpdateException)
        {
            // Somebody asked for the same ID between our look and our save.
            await DemandFreeAsync(db, account.AccountId);
            throw;
        }

        return account.AccountKey;
    }

    /// <summary>承認 of a request.</summary>
    /// <param name="by">Not whoever asked, and not whoever gets it.</param>
    /// <param name="accountKey">The account.</param>
    /// <param name="seen">Its version as the page showed it; every act takes one, so that the second of two people is told.</param>
    public Task ApproveAsync(Staff by, Guid accountKey, Guid seen) =>
        ActAsync(by, Permission.AccountApprove, Operation.AccountApproved, accountKey, seen, async (db, account, now) =>
        {
            account.Approve(by, now);
            await db.DemandSeparatedAsync(account, now);
            return RolePermissions.Labels(account.Roles);
        });

    /// <summary>差戻し of a request.</summary>
    public Task ReturnAsync(Staff by, Guid accountKey, Guid seen, string? reason) =>
        ActAsync(by, Permission.AccountApprove, Operation.AccountReturned, accountKey, seen, (_, account, now) =>
        {
            account.Return(by, reason, now);
            return Task.FromResult("");
        });

    /// <summary>変更申請.</summary>
    public Task RequestChangeAsync(Staff by, Guid accountKey, Guid seen, ChangeRequest request) =>
        ActAsync(by, Permission.AccountRequest, Operation.AccountChangeRequested, accountKey, seen, async (db, account, now) =>
        {
            var change = request.For(account, by, now);
            account.RequestChange(by, change, now);
            await db.DemandSeparatedAsync(account, now);
            return account.History[^1].Detail!;
        });

    /// <summary>変更の承認: it holds at once.</summary>
    public Task ApproveChangeAsync(Staff by, Guid accountKey, Guid seen, Guid changeId) =>
        ActAsync(by, Permission.AccountApprove, Operation.AccountChanged, accountKey, seen, async (db, account, now) =>
        {
            if (account.Changes.Find(c => c.AccountChangeId == changeId) is { } change && TakesAdministrationAway(account, change))
            {
                // Where only the term is shortened, another has to be there on the day after it.
                var from = KeepsAdministration(change) ? JapanTime.ToUtc(change.ValidUntil.AddDays(1).ToDateTime(TimeOnly.MinValue)) : now;
                Administrators.DemandAnother(account, await db.LoadAdministratorsAsync(), from);
            }

            await db.DemandSeparatedAsync(account, now);
            account.ApproveChange(by, changeId, now);
            return account.History[^1].Detail!;
        });

    /// <summary>変更の差戻し.</summary>
    public Task ReturnChangeAsync(Staff by, Guid accountKey, Guid seen, Guid changeId, string? note) =>
        ActAsync(by, Permission.AccountApprove, Operation.AccountReturned, accountKey, seen, (_, account, now) =>
        {
            account.ReturnChange(by, changeId, note, now);
            return Task.FromResult("変更申請");
        });

    private static bool TakesAdministrationAway(Account account, AccountChange change) =>
        account.Roles.Contains(Role.Administrator) && (!KeepsAdministration(change) || change.ValidUntil < account.ValidUntil);

    private static bool KeepsAdministration(AccountChange change) =>
        change.Roles.Contains(Role.Administrator) && change is not { Adjusted: Permission.AccountIssue, Effect: AdjustmentEffect.Minus };

    /// <summary>An ID is never given twice, not even after it has ended.</summary>
    internal static async Task DemandFreeAsync(PortalDb db, string accountId)
    {
        if (await db.Accounts.AnyAsync(a => a.AccountId == accountId))
        {
            throw new LoginIdTakenException(accountId);
        }
    }

    private async Task ActAsync(
        Staff by, Permission permission, Operation operation, Guid accountKey, Guid seen, Func<PortalDb, Account, DateTime, Task<string>> act)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, permission, operation, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.LoadSeenAsync(accountKey, seen);
        var detail = await act(db, account, now);
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: accountKey, detail: $"{account.AccountId} {detail}".TrimEnd()));
        await db.SaveActAsync();
    }
}

/// <summary>ID「…」 is somebody's, or was.</summary>
public sealed class LoginIdTakenException(string accountId)
    : RuleException($"ID「{accountId}」はすでに使われています。失効したIDも再び使うことはできません。別のIDを入力してください。");

/// <summary>What is asked for a person.</summary>
public sealed record AccountRequest
{
    public required Guid? StaffMemberId { get; init; }
    public required string? AccountId { get; init; }
    public required IReadOnlyCollection<Role> Roles { get; init; }
    public required DateOnly? ValidUntil { get; init; }
    public required string? Reason { get; init; }
}

/// <summary>What is to change: other roles, another end, one adjustment more or one less.</summary>
public sealed record ChangeRequest
{
    public required IReadOnlyCollection<Role> Roles { get; init; }
    public required DateOnly? ValidUntil { get; init; }
    public Permission? Adjusted { get; init; }
    public AdjustmentEffect? Effect { get; init; }
    public DateOnly? AdjustedUntil { get; init; }
    public Guid? EndsAdjustmentId { get; init; }
    public required string? Reason { get; init; }

    /// <exception cref="RuleException">No end, or nothing would change.</exception>
    internal AccountChange For(Account account, Staff by, DateTime now)
    {
        var until = ValidUntil ?? throw new RuleException("期限を入力してください。");
        if (Adjusted is null && EndsAdjustmentId is null && until == account.ValidUntil && account.Roles.ToHashSet().SetEquals(Roles))
        {
            throw new RuleException("いまの内容と同じです。変えるところを入力してください。");
        }

        return new AccountChange
        {
            AccountChangeId = Guid.CreateVersion7(now),
            AccountKey = account.AccountKey,
            Roles = [.. Roles.Distinct().Order()],
            ValidUntil = until,
            Adjusted = Adjusted,
            Effect = Adjusted is null ? null : Effect,
            AdjustedUntil = Adjusted is null ? null : AdjustedUntil,
            EndsAdjustmentId = EndsAdjustmentId,
            Reason = StatedPurpose.Demand("変更の理由", Reason),
            RequestedBy = by.PersonKey,
            RequestedByName = by.Name,
            RequestedAt = now,
        };
    }
}
