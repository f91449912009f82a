using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>The life of a sign-in: kept alive, handed over, ended. Each with its row in the operation log.</summary>
public sealed class SessionDesk(IDbContextFactory<PortalDb> dbFactory, SessionLimits limits, TimeProvider time)
{
    /// <summary>Of one write; somebody else's may take longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A person did something. Written at most once in <see cref="SessionLimits.Grain"/>, and nobody waits for it: what cannot be written at once
    /// is written at the next request.
    /// </summary>
    public async Task KeepAliveAsync(Guid sessionId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (stale, idle) = (now - SessionLimits.Grain, now - limits.Idle);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(Patience);
        try
        {
            await db.Sessions.Where(s => s.SessionId == sessionId && s.EndedAt == null && s.LastActiveAt < stale && s.LastActiveAt > idle)
                .ExecuteUpdateAsync(u => u.SetProperty(s => s.LastActiveAt, now), cancellationToken);
        }
        catch (DbException)
        {
            // Whether the sign-in holds was read just before; a database that is away says so at the next thing asked of it.
        }
    }

    /// <summary>サインアウト, or another end: once.</summary>
    /// <param name="by">Whose sign-in it is.</param>
    /// <param name="sessionId">The sign-in.</param>
    /// <param name="reason">Why.</param>
    public async Task EndAsync(Staff by, Guid sessionId, SessionEnd reason)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Sessions.Include(s => s.Seats).SingleOrDefaultAsync(s => s.SessionId == sessionId && s.EndedAt == null) is not { } session)
        {
            return;
        }

        session.End(reason, now);
        db.Add(OperationLogEntry.For(by, now, Operation.SignedOut, subjectId: sessionId, detail: reason.Label()));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            // Ended by somebody else at this moment: ended all the same.
        }
    }

    /// <summary>Writes down the end of what has run out meanwhile, as of the moment it ran out.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndRunOutAsync(CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (idle, absolute) = (now - limits.Idle, now - limits.Absolute);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var over = await db.Sessions.Include(s => s.Seats)
            .Where(s => s.EndedAt == null && (s.LastActiveAt <= idle || s.OpenedAt <= absolute))
            .OrderBy(s => s.SessionId)
            .Take(200)
            .ToListAsync(cancellationToken);
        foreach (var session in over)
        {
            var (at, reason) = limits.EndOf(session.OpenedAt, session.LastActiveAt);
            session.End(reason, at);
            db.Add(OperationLogEntry.For(await ActorAsync(db, session, cancellationToken), now, Operation.SessionEnded, subjectId: session.SessionId, detail: reason.Label()));
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return over.Count;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another server wrote one of them down; the next round finds the rest.
            return 0;
        }
    }

    internal static async Task<Staff> ActorAsync(PortalDb db, Session session, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountKey == session.AccountKey, cancellationToken);
        var person = await db.StaffMembers.AsNoTracking().SingleAsync(s => s.StaffMemberId == session.StaffMemberId, cancellationToken);
        var terminal = await db.Terminals.AsNoTracking().SingleOrDefaultAsync(t => t.TerminalId == session.TerminalId, cancellationToken);
        return SessionGate.Actor(account, person, terminal, session.SessionId, new HashSet<Permission>());
    }
}
