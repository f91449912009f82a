using System.Collections.Concurrent;
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
/// Asks the database, at every request and at every event of an open page, whether a sign-in still holds and with which rights. What was
/// ended, changed or has run out counts at once, on every server: the sign-in itself and the versions of everything its rights are made of are
/// read each time, in one question. Rows whose version is the same as before are not read again.
/// </summary>
public sealed class SessionGate(IDbContextFactory<PortalDb> dbFactory, SessionLimits limits, TimeProvider time)
{
    /// <summary>Far more than people who work at one time; then all is read anew.</summary>
    private const int MostKept = 5_000;

    private readonly ConcurrentDictionary<Guid, RightsBasis> _kept = [];

    public async Task<SessionAnswer> AskAsync(Guid sessionId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await Standings(db).SingleOrDefaultAsync(s => s.SessionId == sessionId, cancellationToken) is not { } standing)
        {
            return Over(sessionId, SessionEnd.SignedOut);
        }

        var (endsAt, endsBy) = limits.EndOf(standing.OpenedAt, standing.LastActiveAt);
        if (standing.EndReason is { } ended)
        {
            return Over(sessionId, ended);
        }

        return now >= endsAt ? Over(sessionId, endsBy) : Answer(await BasisAsync(db, standing, cancellationToken), sessionId, endsAt, endsBy, now);
    }

    /// <summary>One sign-in with the versions of all its rights hang on.</summary>
    internal static IQueryable<SessionStanding> Standings(PortalDb db) =>
        from session in db.Sessions
        select new SessionStanding
        {
            SessionId = session.SessionId,
            AccountKey = session.AccountKey,
            StaffMemberId = session.StaffMemberId,
            TerminalId = session.TerminalId,
            OpenedAt = session.OpenedAt,
            LastActiveAt = session.LastActiveAt,
            EndReason = session.EndReason,
            Account = db.Accounts.Where(a => a.AccountKey == session.AccountKey).Select(a => a.Version).Single(),
            Person = db.StaffMembers.Where(p => p.StaffMemberId == session.StaffMemberId).Select(p => p.Version).Single(),
            Terminal = db.Terminals.Where(t => t.TerminalId == session.TerminalId).Select(t => (Guid?)t.Version).SingleOrDefault(),
            Events = db.StaffMembers.Where(p => p.StaffMemberId == session.StaffMemberId).SelectMany(p => p.Events).Select(e => e.Version).ToList(),
        };

    private SessionAnswer.Over Over(Guid sessionId, SessionEnd reason)
    {
        _kept.TryRemove(sessionId, out _);
        return new(reason);
    }

    /// <summary>Kept under the versions the rows themselves carry: what changes while they are read has another one at the next question.</summary>
    private async Task<RightsBasis> BasisAsync(PortalDb db, SessionStanding standing, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(standing.SessionId, out var kept) && kept.IsThatOf(standing))
        {
            return kept;
        }

        var terminal = standing.TerminalId is { } terminalId
            ? await db.Terminals.AsNoTracking().SingleAsync(t => t.TerminalId == terminalId, cancellationToken)
            : null;
        var account = await db.Accounts.AsNoTracking().AsSplitQuery()
            .Include(a => a.Adjustments).Include(a => a.Members).Include(a => a.Terminals)
            .SingleAsync(a => a.AccountKey == standing.AccountKey, cancellationToken);
        var person = await db.StaffMembers.AsNoTracking().Include(s => s.Events).SingleAsync(s => s.StaffMemberId == standing.StaffMemberId, cancellationToken);
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        return _kept[standing.SessionId] = new(account, person, terminal);
    }

    private SessionAnswer Answer(RightsBasis basis, Guid sessionId, DateTime endsAt, SessionEnd endsBy, DateTime now)
    {
        var (account, person, terminal) = basis;
        if (terminal is { State: not TerminalState.Active })
        {
            return Over(sessionId, SessionEnd.TerminalEnded);
        }

        return AccessRights.RefusalOf(account, person, terminal, now) is not null
            ? Over(sessionId, SessionEnd.AccountEnded)
            : new SessionAnswer.Open(new OpenSession
            {
                Staff = Actor(account, person, terminal, sessionId, AccessRights.Of(account, terminal, now)),
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
