using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;

namespace Portal.Features.Safeguards.Proof;

/// <summary>端末と作業者の証拠 — files and My Numbers at LGWAN terminals, by few.</summary>
public sealed class TerminalProof(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<TodaysEvidence> LgwanAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.RecentStart();
        var terminals = await db.Terminals.CountAsync(t => t.State == TerminalState.Active && t.IsLgwan, cancellationToken);
        var used = await Lgwan(db, since).CountAsync(cancellationToken);
        var elsewhere = await Elsewhere(db, since).CountAsync(cancellationToken);
        var byCommand = await Lgwan(db, since).CountAsync(e => e.AccountId == "system", cancellationToken);
        return TodaysEvidence.Of(
            elsewhere > 0, terminals == 0,
            $"使用中のLGWAN端末 {terminals:N0}台。直近{ProofClock.RecentDays}日の個人番号・取込の利用 {used:N0}件、登録外端末からの利用 {elsewhere:N0}件{(byCommand > 0 ? $"、サーバーのコマンド {byCommand:N0}件" : "")}");
    }

    public async Task<TodaysEvidence> WorkersAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var accounts = await AccountProof.Active(db).ToListAsync(cancellationToken);
        var workers = accounts.Count(a => RolePermissions.Of(a.Roles).Contains(Permission.ImportRun));
        var terminals = await db.Terminals.CountAsync(t => t.State == TerminalState.Active && t.IsLgwan, cancellationToken);
        var since = time.MonthStart();
        var imports = await db.ImportRuns.CountAsync(r => r.AppliedAt >= since, cancellationToken);
        return TodaysEvidence.Kept($"取込のできるID {workers:N0}件（使用中のID {accounts.Count:N0}件中）、LGWAN端末 {terminals:N0}台。今月の取込 {imports:N0}件");
    }

    /// <summary>Acts that belong at an LGWAN terminal.</summary>
    public static IQueryable<OperationLogEntry> Lgwan(PortalDb db, DateTime since) => db.OperationLog.AsNoTracking().Where(e =>
        e.At >= since && e.Result == OperationResult.Done
        && (e.Operation == Operation.MyNumberShown || e.Operation == Operation.MyNumberSearched || e.Operation == Operation.MyNumberSent || e.Operation == Operation.MyNumberRegistered
            || e.Operation == Operation.ImportPreviewed || e.Operation == Operation.ImportApplied || e.Operation == Operation.ImportUndone));

    /// <summary>Those at a terminal that is no LGWAN terminal and never was, without commands on the server.</summary>
    public static IQueryable<OperationLogEntry> Elsewhere(PortalDb db, DateTime since) =>
        Lgwan(db, since).Where(e => e.AccountId != "system" && !db.Terminals.Any(t => t.IsLgwan && t.Name == e.Terminal));
}
