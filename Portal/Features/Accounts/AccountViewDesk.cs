using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>利用者IDの表示・印刷・出力 — each is in the operation log before anything is shown.</summary>
public sealed class AccountViewDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>What waits for this person: requests of others to approve, and approved ones to issue.</summary>
    public async Task<int> CountWaitingAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var others = db.Accounts.Where(a => by.StaffMemberId == null
            || (a.StaffMemberId != by.StaffMemberId && !a.Members.Any(m => m.StaffMemberId == by.StaffMemberId && m.Until == null)));
        var key = by.PersonKey;
        var decides = by.May(Permission.AccountApprove)
            ? await others.CountAsync(
                a => (a.State == AccountState.Requested && a.RequestedBy != key)
                    || a.Changes.Any(c => c.State == AccountChangeState.Waiting && c.RequestedBy != key), cancellationToken)
            : 0;
        return decides + (by.May(Permission.AccountIssue) ? await others.CountAsync(a => a.State == AccountState.Approved, cancellationToken) : 0);
    }

    /// <summary>The list, narrowed by a view and by words of an ID, a name or a department.</summary>
    public async Task<IReadOnlyList<AccountRow>> ListAsync(Staff by, AccountListView view, string? text = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await AccountSearch.ListAsync(db, view, text, now, cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"一覧 {AccountSearch.TitleOf(view)} {rows.Count}件{(string.IsNullOrWhiteSpace(text) ? "" : " 絞込あり")}"));
        await db.SaveChangesAsync(cancellationToken);
        return rows;
    }

    /// <summary>The list is about to be printed.</summary>
    /// <returns>When it was recorded, UTC.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by, AccountListView view, int count)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsExported, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsExported, detail: $"印刷 {AccountSearch.TitleOf(view)} {count}件"));
        await db.SaveChangesAsync();
        return now;
    }

    /// <summary>The whole list as a workbook.</summary>
    public async Task<byte[]> ExportAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsExported, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await AccountSearch.ListAsync(db, AccountListView.All, null, now, cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsExported, detail: $"Excel {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return AccountWorkbook.Make(rows, by, now);
    }

    /// <summary>One ID with all that is known of it. Null: no such ID; the attempt is in the log.</summary>
    public async Task<OpenedAccount?> OpenAsync(Staff by, Guid accountKey)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.WholeAccounts().AsNoTracking().SingleOrDefaultAsync(a => a.AccountKey == accountKey);
        if (account is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.AccountsShown, accountKey, now);
            return null;
        }

        List<Guid> ids = [.. account.Members.Where(m => m.Until is null).Select(m => m.StaffMemberId), (account.StaffMemberId ?? account.OwnerId)!.Value];
        List<Guid> terminals = [.. account.TerminalsOn(JapanTime.DayOf(now)).Select(t => t.TerminalId)];
        var people = await db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => ids.Contains(s.StaffMemberId)).OrderBy(s => s.StaffNumber).ToListAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, subjectId: accountKey, detail: account.AccountId));
        await db.SaveChangesAsync();
        return new OpenedAccount
        {
            Account = account,
            Person = people.Single(p => p.StaffMemberId == (account.StaffMemberId ?? account.OwnerId)),
            Members = [.. people.Where(p => account.Members.Exists(m => m.StaffMemberId == p.StaffMemberId && m.Until is null))],
            Terminals = await db.Terminals.Where(t => terminals.Contains(t.TerminalId)).OrderBy(t => t.Name).ThenBy(t => t.TerminalId).Select(t => t.Name).ToListAsync(),
            OpenSessions = await db.Sessions.CountAsync(s => s.AccountKey == accountKey && s.EndedAt == null),
            At = now,
        };
    }
}

/// <summary>One ID as it was opened.</summary>
public sealed record OpenedAccount
{
    public required Account Account { get; init; }

    /// <summary>The holder, or whoever is responsible for a shared ID; with events.</summary>
    public required StaffMember Person { get; init; }

    public required IReadOnlyList<StaffMember> Members { get; init; }
    public required IReadOnlyList<string> Terminals { get; init; }
    public required int OpenSessions { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public AccountRow Row => new(Account, Person, At);

    public AccountChange? WaitingChange => Account.Changes.Find(c => c.State == AccountChangeState.Waiting);

    /// <summary>Whether this person signs in with it: then every step is somebody else's.</summary>
    public bool IsOwn(Staff by) => by.StaffMemberId is { } person && Account.IsUsedBy(person);
}
