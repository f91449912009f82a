using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Terminals;

/// <summary>端末 — adding, changing, giving a new code, and taking out of use.</summary>
public sealed class TerminalDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Opens one terminal. Null: no such terminal.</summary>
    public async Task<OpenedTerminal?> OpenAsync(Staff by, Guid terminalId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Terminals.AsNoTracking().SingleOrDefaultAsync(t => t.TerminalId == terminalId) is not { } terminal)
        {
            await dbFactory.LogMissingAsync(by, Operation.AccountsShown, terminalId, now);
            return null;
        }

        var owner = await db.StaffMembers.AsNoTracking().SingleAsync(s => s.StaffMemberId == terminal.OwnerId);
        var users = await UsersAsync(db, terminalId, JapanTime.DayOf(now));
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, subjectId: terminalId, detail: $"端末 {terminal.Name}"));
        await db.SaveChangesAsync();
        return new OpenedTerminal(terminal, owner.Name, users);
    }

    /// <summary>追加, with the code to type there.</summary>
    public async Task<TerminalCode> AddAsync(Staff by, TerminalEntry entry)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.TerminalManage, Operation.TerminalSaved, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var terminal = Terminal.Enter(entry, now);
        await DemandFreeNameAsync(db, terminal);
        await db.LoadStaffMemberAsync(terminal.OwnerId);
        var code = terminal.NewCode(now);
        db.Add(terminal);
        db.Add(OperationLogEntry.For(by, now, Operation.TerminalSaved, subjectId: terminal.TerminalId, detail: $"追加 {Words(terminal)}"));
        await SaveAsync(db);
        return new TerminalCode(terminal.TerminalId, terminal.Name, code, terminal.CodeExpiresAt!.Value);
    }

    /// <summary>変更 of what stands about it; its browser stays registered.</summary>
    /// <param name="by">The administrator.</param>
    /// <param name="terminalId">Which.</param>
    /// <param name="version">As the page saw it.</param>
    /// <param name="entry">As typed.</param>
    public Task ChangeAsync(Staff by, Guid terminalId, Guid version, TerminalEntry entry) => ActAsync(by, Operation.TerminalSaved, terminalId, version, async (db, terminal, _) =>
    {
        terminal.Describe(entry);
        await DemandFreeNameAsync(db, terminal);
        await db.LoadStaffMemberAsync(terminal.OwnerId);
        return $"変更 {Words(terminal)}";
    });

    /// <summary>再登録: a new code; what the old browser keeps is worth nothing from now on, and sign-ins there end.</summary>
    public async Task<TerminalCode> NewCodeAsync(Staff by, Guid terminalId, Guid version)
    {
        TerminalCode? made = null;
        await ActAsync(by, Operation.TerminalSaved, terminalId, version, async (db, terminal, now) =>
        {
            var code = terminal.NewCode(now);
            await EndSessionsAsync(db, terminalId, now);
            made = new TerminalCode(terminalId, terminal.Name, code, terminal.CodeExpiresAt!.Value);
            return $"登録コードの発行 {terminal.Name}";
        });
        return made!;
    }

    /// <summary>紛失, at once.</summary>
    /// <returns>The shared IDs nobody can use now.</returns>
    public Task<IReadOnlyList<string>> LoseAsync(Staff by, Guid terminalId, Guid version, string? reason) =>
        EndAsync(by, terminalId, version, (terminal, now) => terminal.Lose(reason, now));

    /// <summary>廃止, at once.</summary>
    /// <returns>The shared IDs nobody can use now.</returns>
    public Task<IReadOnlyList<string>> RetireAsync(Staff by, Guid terminalId, Guid version, string? reason) =>
        EndAsync(by, terminalId, version, (terminal, now) => terminal.Retire(reason, now));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<IReadOnlyList<string>> EndAsync(Staff by, Guid terminalId, Guid version, Action<Terminal, DateTime> end)
    {
        IReadOnlyList<string> stranded = [];
        await ActAsync(by, Operation.TerminalEnded, terminalId, version, async (db, terminal, now) =>
        {
            end(terminal, now);
            await EndSessionsAsync(db, terminalId, now);
            stranded = [.. (await UsersAsync(db, terminalId, JapanTime.DayOf(now))).Where(u => u.IsOnlyTerminal).Select(u => u.Name)];
            var words = stranded.Count == 0 ? "" : $" 使えなくなる共用ID: {string.Join("・", stranded)}";
            return $"{terminal.State.Label()} {terminal.Name}{words}";
        });
        return stranded;
    }

    private async Task ActAsync(Staff by, Operation operation, Guid terminalId, Guid version, Func<PortalDb, Terminal, DateTime, Task<string>> act)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.TerminalManage, operation, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var terminal = await db.Terminals.SingleOrDefaultAsync(t => t.TerminalId == terminalId) ?? throw new RuleException("この端末は見つかりません。一覧を開き直してください。");
        if (terminal.Version != version)
        {
            throw new RuleException(AccountConflict.Words);
        }

        var detail = await act(db, terminal, now);
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: terminalId, detail: detail));
        await SaveAsync(db);
    }

    private static Task EndSessionsAsync(PortalDb db, Guid terminalId, DateTime now) =>
        db.EndSessionsAsync(db.Sessions.Where(s => s.TerminalId == terminalId), SessionEnd.TerminalEnded, now);

    private static async Task DemandFreeNameAsync(PortalDb db, Terminal terminal)
    {
        if (await db.Terminals.AnyAsync(t => t.Name == terminal.Name && t.TerminalId != terminal.TerminalId))
        {
            throw new RuleException($"「{terminal.Name}」という端末はすでにあります。別の名称を入力してください。");
        }
    }

    private static async Task SaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Its version, or its name, was taken by somebody else between our look and our save.
            throw new RuleException(AccountConflict.Words);
        }
    }

    /// <summary>The shared IDs, not ended, that name this terminal, and whether any other terminal of theirs is in use.</summary>
    private static async Task<IReadOnlyList<TerminalUser>> UsersAsync(PortalDb db, Guid terminalId, DateOnly today)
    {
        var accounts = await TerminalSearch.SharedIds(db).Where(a => a.Terminals.Any(t => t.TerminalId == terminalId && t.Until == null)).ToListAsync();
        var inUse = await db.Terminals.Where(t => t.State == TerminalState.Active).Select(t => t.TerminalId).ToListAsync();
        return [.. accounts.Select(a => new TerminalUser(
            a.AccountKey, a.SharedName ?? a.AccountId, !a.TerminalsOn(today).Any(t => t.TerminalId != terminalId && inUse.Contains(t.TerminalId))))];
    }

    private static string Words(Terminal terminal) => $"{terminal.Name} {(terminal.IsLgwan ? "LGWAN" : "LGWANなし")} {terminal.AddressRanges}";
}

/// <summary>登録コード, to be shown once.</summary>
/// <param name="TerminalId">Of which terminal.</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">In groups of four.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record TerminalCode(Guid TerminalId, string Name, string Code, DateTime ExpiresAt);

/// <summary>A terminal with what stands around it.</summary>
public sealed record OpenedTerminal(Terminal Terminal, string OwnerName, IReadOnlyList<TerminalUser> SharedIds);

/// <summary>A shared ID that is used at a terminal.</summary>
/// <param name="AccountKey">Its key.</param>
/// <param name="Name">名称</param>
/// <param name="IsOnlyTerminal">No other terminal of it is in use.</param>
public sealed record TerminalUser(Guid AccountKey, string Name, bool IsOnlyTerminal);
