using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>発行・停止・再開・失効・再発行 — running the IDs that were approved.</summary>
public sealed class IssueDesk(IDbContextFactory<PortalDb> dbFactory, OneTimeCodes codes, TimeProvider time)
{
    /// <summary>発行.</summary>
    /// <returns>The one-time code: shown once, kept nowhere.</returns>
    public async Task<IssuedCode> IssueAsync(Staff by, Guid accountKey, Guid seen)
    {
        var code = "";
        var issued = await ActAsync(by, Operation.AccountIssued, accountKey, seen, async (db, account, now) =>
        {
            account.Issue(by, now);
            await db.DemandSeparatedAsync(account, now);
            code = await codes.MakeAsync(db, account.AccountKey, account.AccountId, now);
            return $"{RolePermissions.Labels(account.Roles)} 期限 {FieldText.Day(account.ValidUntil)}";
        });
        return issued with { Code = code };
    }

    /// <summary>停止: open sign-ins end with it.</summary>
    public Task SuspendAsync(Staff by, Guid accountKey, Guid seen, string? reason) =>
        ActAsync(by, Operation.AccountSuspended, accountKey, seen, async (db, account, now) =>
        {
            await SuspendAsync(db, by, account, await db.LoadAdministratorsAsync(), reason, now);
            return "";
        });

    /// <summary>停止の解除.</summary>
    public Task ResumeAsync(Staff by, Guid accountKey, Guid seen, string? reason) =>
        ActAsync(by, Operation.AccountResumed, accountKey, seen, async (db, account, now) =>
        {
            account.Resume(by, reason, now);
            await db.DemandSeparatedAsync(account, now);
            return "";
        });

    /// <summary>失効, for good: open sign-ins end with it.</summary>
    public Task RevokeAsync(Staff by, Guid accountKey, Guid seen, string? reason) =>
        ActAsync(by, Operation.AccountRevoked, accountKey, seen, async (db, account, now) =>
        {
            account.DemandNotOwn(by);
            Administrators.DemandAnother(account, await db.LoadAdministratorsAsync(), now);
            account.Revoke(by, reason, now);
            await db.EndSessionsAsync(db.Sessions.Where(s => s.AccountKey == accountKey), SessionEnd.AccountEnded, now);
            return "";
        });

    /// <summary>パスワードの再発行: open sign-ins end with it.</summary>
    /// <returns>The one-time code: shown once, kept nowhere.</returns>
    public async Task<IssuedCode> ReissuePasswordAsync(Staff by, Guid accountKey, Guid seen, string? reason)
    {
        var code = "";
        var issued = await ActAsync(by, Operation.PasswordReissued, accountKey, seen, async (db, account, now) =>
        {
            account.ReissuePassword(by, reason, now);
            await db.EndSessionsAsync(db.Sessions.Where(s => s.AccountKey == accountKey), SessionEnd.PasswordChanged, now);
            code = await codes.MakeAsync(db, account.AccountKey, account.AccountId, now);
            return "";
        });
        return issued with { Code = code };
    }

    /// <summary>What a bulk suspension would do to each, in the order it would be done. Nothing is changed.</summary>
    public async Task<IReadOnlyList<SuspendOutlook>> PreviewSuspendAsync(Staff by, IReadOnlyCollection<Guid> accountKeys)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.AccountSuspended, now);
        await using (var log = await dbFactory.CreateDbContextAsync())
        {
            log.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"一括停止の確認 {accountKeys.Count}件"));
            await log.SaveChangesAsync();
        }

        // This context is thrown away: whatever the rules change in it never reaches the database.
        await using var db = await dbFactory.CreateDbContextAsync();
        return await TryAllAsync(db, by, await LoadManyAsync(db, accountKeys), "一括停止の確認", now);
    }

    /// <summary>一括停止: every one of them, or none.</summary>
    /// <param name="by">Who stops them.</param>
    /// <param name="seen">The accounts with their versions as the preview showed them.</param>
    /// <param name="reason">One for all.</param>
    /// <exception cref="RuleException">One cannot be suspended; the words name each that cannot, and why.</exception>
    public async Task SuspendManyAsync(Staff by, IReadOnlyDictionary<Guid, Guid> seen, string? reason)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.AccountSuspended, now);
        var words = StatedPurpose.Demand("停止の理由", reason);
        await using var db = await dbFactory.CreateDbContextAsync();
        var accounts = await LoadManyAsync(db, [.. seen.Keys]);
        if (accounts.Count == 0 || accounts.Count != seen.Count || accounts.Exists(a => a.Version != seen[a.AccountKey]))
        {
            throw new RuleException(AccountConflict.Words);
        }

        var refused = (await TryAllAsync(db, by, accounts, words, now)).Where(o => o.WhyNot is not null).ToList();
        if (refused.Count > 0)
        {
            throw new RuleException($"停止していません。{string.Join(" ", refused.Select(o => $"{o.AccountId}: {o.WhyNot}"))}");
        }

        db.AddRange(accounts.Select(a => OperationLogEntry.For(by, now, Operation.AccountSuspended, subjectId: a.AccountKey, detail: $"{a.AccountId} 一括{accounts.Count}件")));
        await db.SaveActAsync();
    }

    private static Task<List<Account>> LoadManyAsync(PortalDb db, IReadOnlyCollection<Guid> accountKeys) =>
        db.WholeAccounts().Where(a => accountKeys.Contains(a.AccountKey)).OrderBy(a => a.AccountId).ToListAsync();

    private static async Task<List<SuspendOutlook>> TryAllAsync(PortalDb db, Staff by, List<Account> accounts, string reason, DateTime now)
    {
        var administrators = await db.LoadAdministratorsAsync();
        var outlooks = new List<SuspendOutlook>();
        foreach (var account in accounts)
        {
            var (seen, open) = (account.Version, await db.Sessions.CountAsync(s => s.AccountKey == account.AccountKey && s.EndedAt == null));
            try
            {
                await SuspendAsync(db, by, account, administrators, reason, now);
                outlooks.Add(new SuspendOutlook(account, seen, open, null));
            }
            catch (RuleException refused)
            {
                outlooks.Add(new SuspendOutlook(account, seen, open, refused.Message));
            }
        }

        return outlooks;
    }

    private static async Task SuspendAsync(
        PortalDb db, Staff by, Account account, IReadOnlyCollection<(Account Account, StaffMember Holder)> administrators, string? reason, DateTime now)
    {
        account.DemandNotOwn(by);
        Administrators.DemandAnother(account, administrators, now);
        account.Suspend(by, reason, now);
        await db.EndSessionsAsync(db.Sessions.Where(s => s.AccountKey == account.AccountKey), SessionEnd.AccountEnded, now);
    }

    private async Task<IssuedCode> ActAsync(
        Staff by, Operation operation, Guid accountKey, Guid seen, Func<PortalDb, Account, DateTime, Task<string>> act)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, operation, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.LoadSeenAsync(accountKey, seen);
        var detail = await act(db, account, now);
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: accountKey, detail: $"{account.AccountId} {detail}".TrimEnd()));
        await db.SaveActAsync();
        var name = account.SharedName ?? (await db.LoadStaffMemberAsync(account.StaffMemberId!.Value)).Name;
        return new IssuedCode(CodeUse.Password, account.AccountId, name, "", now + OneTimeCodes.ValidFor);
    }
}

/// <summary>What a one-time code is for.</summary>
public enum CodeUse
{
    /// <summary>An ID's first password.</summary>
    Password,

    /// <summary>暗証番号 of a shared ID's member.</summary>
    Pin,
}

/// <summary>初回コード as it is handed over: shown once.</summary>
/// <param name="Use">What it opens.</param>
/// <param name="Id">The ID, or the staff number for a PIN.</param>
/// <param name="Name">Whose.</param>
/// <param name="Code">Kept as a hash only.</param>
/// <param name="ValidUntil">UTC.</param>
public sealed record IssuedCode(CodeUse Use, string Id, string Name, string Code, DateTime ValidUntil);

/// <summary>What a bulk suspension would do to one ID.</summary>
/// <param name="AccountKey">The account.</param>
/// <param name="Seen">Its version as it was looked at.</param>
/// <param name="AccountId">What is typed at the sign-in.</param>
/// <param name="OpenSessions">Sign-ins that would end with it.</param>
/// <param name="WhyNot">Null: it would be suspended.</param>
public sealed record SuspendOutlook(Guid AccountKey, Guid Seen, string AccountId, int OpenSessions, string? WhyNot)
{
    internal SuspendOutlook(Account account, Guid seen, int openSessions, string? whyNot)
        : this(account.AccountKey, seen, account.AccountId, openSessions, whyNot)
    {
    }
}
