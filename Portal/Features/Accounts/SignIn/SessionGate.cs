using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SignIn;

/// <summary>Who a sign-in lets act at this moment, or why it lets nobody any more.</summary>
public abstract record SessionAnswer
{
    public sealed record Open(OpenSession Session) : SessionAnswer;

    public sealed record Over(SessionEnd Reason) : SessionAnswer;
}

/// <summary>A sign-in as it stands now.</summary>
public sealed record OpenSession
{
    public required Staff Staff { get; init; }
    public required Guid AccountKey { get; init; }
    public required AccountKind Kind { get; init; }
    public required IReadOnlyList<Role> Roles { get; init; }
    public required Guid? TerminalId { get; init; }

    /// <summary>UTC; unless somebody does something before.</summary>
    public required DateTime EndsAt { get; init; }

    public required SessionEnd EndsBy { get; init; }

    /// <summary>Changes with the person, the terminal and the rights.</summary>
    public string Stamp => string.Join('|', Staff.PersonKey, TerminalId, string.Join(',', Staff.Permissions.Order()));
}

/// <summary>
/// Asks the database, at every request and at every event of an open page, whether a sign-in still holds and with which rights.
/// Nothing is remembered between two questions: what was ended, changed or has run out counts at once, on every server.
/// </summary>
public sealed class SessionGate(IDbContextFactory<PortalDb> dbFactory, SessionLimits limits, TimeProvider time)
{
    public async Task<SessionAnswer> AskAsync(Guid sessionId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == sessionId, cancellationToken) is not { } session)
        {
            return new SessionAnswer.Over(SessionEnd.SignedOut);
        }

        var (endsAt, endsBy) = limits.EndOf(session.OpenedAt, session.LastActiveAt);
        if (session.EndReason is { } ended)
        {
            return new SessionAnswer.Over(ended);
        }

        return now >= endsAt ? new SessionAnswer.Over(endsBy) : await AskAsync(db, session, endsAt, endsBy, now, cancellationToken);
    }

    private static async Task<SessionAnswer> AskAsync(PortalDb db, Session session, DateTime endsAt, SessionEnd endsBy, DateTime now, CancellationToken cancellationToken)
    {
        var terminal = session.TerminalId is { } terminalId
            ? await db.Terminals.AsNoTracking().SingleAsync(t => t.TerminalId == terminalId, cancellationToken)
            : null;
        if (terminal is { State: not TerminalState.Active })
        {
            return new SessionAnswer.Over(SessionEnd.TerminalEnded);
        }

        var account = await db.Accounts.AsNoTracking().AsSplitQuery()
            .Include(a => a.Adjustments).Include(a => a.Members).Include(a => a.Terminals)
            .SingleAsync(a => a.AccountKey == session.AccountKey, cancellationToken);
        var person = await db.StaffMembers.AsNoTracking().Include(s => s.Events).SingleAsync(s => s.StaffMemberId == session.StaffMemberId, cancellationToken);
        return AccessRights.RefusalOf(account, person, terminal, now) is not null
            ? new SessionAnswer.Over(SessionEnd.AccountEnded)
            : new SessionAnswer.Open(new OpenSession
            {
                Staff = Actor(account, person, terminal, session.SessionId, AccessRights.Of(account, terminal, now)),
                AccountKey = account.AccountKey,
                Kind = account.Kind,
                Roles = account.Roles,
                TerminalId = terminal?.TerminalId,
                EndsAt = endsAt,
                EndsBy = endsBy,
            });
    }

    internal static Staff Actor(Account account, StaffMember person, Terminal? terminal, Guid? sessionId, IReadOnlySet<Permission> permissions) =>
        new(account.AccountId, person.Name, person.Department, terminal?.Name ?? "", permissions)
        {
            StaffMemberId = person.StaffMemberId,
            SessionId = sessionId,
        };
}
