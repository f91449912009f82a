using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>One open sign-in.</summary>
public sealed record OpenSessionRow
{
    public required Guid SessionId { get; init; }
    public required Guid AccountKey { get; init; }
    public required string AccountId { get; init; }
    public required AccountKind Kind { get; init; }

    /// <summary>Who sits there now.</summary>
    public required string PersonName { get; init; }

    public required string Department { get; init; }

    /// <summary>Null: not a registered one.</summary>
    public required string? Terminal { get; init; }

    public required SignInMethod Method { get; init; }
    public required DateTime OpenedAt { get; init; }
    public required DateTime LastActiveAt { get; init; }
}

/// <summary>サインイン中 — who is in now, and ending a sign-in from afar.</summary>
public sealed class OpenSessionDesk(IDbContextFactory<PortalDb> dbFactory, SessionLimits limits, TimeProvider time)
{
    /// <summary>Open sign-ins, the last active first; those that have run out are not, whether or not it is written down yet.</summary>
    public async Task<IReadOnlyList<OpenSessionRow>> ListAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(db, limits, now).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"サインイン中 {rows.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return rows;
    }

    public static IQueryable<OpenSessionRow> Rows(PortalDb db, SessionLimits limits, DateTime now)
    {
        var (idle, absolute) = (now - limits.Idle, now - limits.Absolute);
        return
            from session in db.Sessions.AsNoTracking()
            where session.EndedAt == null && session.LastActiveAt > idle && session.OpenedAt > absolute
            join account in db.Accounts on session.AccountKey equals account.AccountKey
            join person in db.StaffMembers on session.StaffMemberId equals person.StaffMemberId
            orderby session.LastActiveAt descending, session.SessionId
            select new OpenSessionRow
            {
                SessionId = session.SessionId,
                AccountKey = account.AccountKey,
                AccountId = account.AccountId,
                Kind = account.Kind,
                PersonName = person.Name,
                Department = person.Department,
                Terminal = db.Terminals.Where(t => t.TerminalId == session.TerminalId).Select(t => t.Name).SingleOrDefault(),
                Method = session.Method,
                OpenedAt = session.OpenedAt,
                LastActiveAt = session.LastActiveAt,
            };
    }

    /// <summary>Ends somebody's sign-in: their next press, in every window, finds it ended.</summary>
    public async Task EndAsync(Staff by, Guid sessionId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.SessionEnded, now);
        if (by.SessionId == sessionId)
        {
            throw new RuleException("自分のサインインは、右上の「サインアウト」で終えてください。");
        }

        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Sessions.Include(s => s.Seats).SingleOrDefaultAsync(s => s.SessionId == sessionId) is not { EndedAt: null } session)
        {
            throw new RuleException("このサインインはすでに終わっています。");
        }

        session.End(SessionEnd.EndedByAdministrator, now);
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountKey == session.AccountKey);
        db.Add(OperationLogEntry.For(by, now, Operation.SessionEnded, subjectId: sessionId, detail: account.AccountId));
        await db.SaveActAsync();
    }
}
