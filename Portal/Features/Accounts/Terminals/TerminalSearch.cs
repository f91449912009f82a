using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Terminals;

/// <summary>One line of the list of terminals.</summary>
public sealed record TerminalRow
{
    public required Guid TerminalId { get; init; }
    public required string Name { get; init; }
    public required string Place { get; init; }
    public required string OwnerName { get; init; }
    public required bool IsLgwan { get; init; }
    public required string AddressRanges { get; init; }
    public required TerminalState State { get; init; }
    public required DateTime? CodeExpiresAt { get; init; }
    public required DateTime? LastUsedAt { get; init; }

    /// <summary>名称 of the shared IDs used there.</summary>
    public IReadOnlyList<string> SharedIds { get; init; } = [];
}

/// <summary>Every terminal, those in use first.</summary>
public sealed class TerminalSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public async Task<IReadOnlyList<TerminalRow>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(db).ToListAsync(cancellationToken);
        var shared = await SharedIds(db).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"端末一覧 {rows.Count}台"));
        await db.SaveChangesAsync(cancellationToken);

        var today = JapanTime.DayOf(now);
        return [.. rows
            .Select(row => row with { SharedIds = [.. shared.Where(a => a.TerminalsOn(today).Any(t => t.TerminalId == row.TerminalId)).Select(a => a.SharedName ?? a.AccountId)] })
            .OrderBy(row => row.State is TerminalState.Lost or TerminalState.Retired)];
    }

    public static IQueryable<TerminalRow> Rows(PortalDb db) => db.Terminals
        .Join(db.StaffMembers, t => t.OwnerId, s => s.StaffMemberId, (t, s) => new { Terminal = t, Owner = s.Name })
        .OrderBy(x => x.Terminal.Name).ThenBy(x => x.Terminal.TerminalId)
        .Select(x => new TerminalRow
        {
            TerminalId = x.Terminal.TerminalId,
            Name = x.Terminal.Name,
            Place = x.Terminal.Place,
            OwnerName = x.Owner,
            IsLgwan = x.Terminal.IsLgwan,
            AddressRanges = x.Terminal.AddressRanges,
            State = x.Terminal.State,
            CodeExpiresAt = x.Terminal.CodeExpiresAt,
            LastUsedAt = x.Terminal.LastUsedAt,
        });

    /// <summary>The shared IDs, not ended, with their terminals.</summary>
    public static IQueryable<Account> SharedIds(PortalDb db) => db.Accounts.AsNoTracking()
        .Include(a => a.Terminals)
        .Where(a => a.Kind == AccountKind.Shared && a.State != AccountState.Revoked && a.State != AccountState.Returned)
        .OrderBy(a => a.SharedName).ThenBy(a => a.AccountKey);
}
