using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SignIn;

/// <summary>サインイン — from a right password to an open session: what is still to be asked, and the opening itself.</summary>
public sealed partial class SignInDesk(IDbContextFactory<PortalDb> dbFactory, PasswordDesk passwords, TimeProvider time)
{
    /// <summary>What a ticket still needs. Null where it is worth nothing any more.</summary>
    public async Task<SignInStep?> NextAsync(SignInTicket ticket)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await LoadAsync(db, ticket) is not var (account, credential))
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        return ticket.Method == SignInMethod.Password && await HasSecondFactorAsync(db, credential) ? SignInStep.SecondFactor
            : account.Kind == AccountKind.Shared && ticket.StaffMemberId is null ? SignInStep.Seat
            : account.Kind == AccountKind.Shared && await HasOnlyCodeAsync(db, ticket.StaffMemberId!.Value) ? SignInStep.NewPin
            : passwords.IsChangeDue(account, credential, now) ? SignInStep.NewPassword
            : SignInStep.Open;
    }

    /// <summary>The members who may sit down at this terminal now, by name.</summary>
    /// <exception cref="RuleException">The shared ID is not for this terminal, or nobody may sit down.</exception>
    public async Task<IReadOnlyList<StaffMember>> SeatableAsync(Guid accountKey, Terminal? terminal)
    {
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.Accounts.AsNoTracking().AsSplitQuery().Include(a => a.Members).Include(a => a.Terminals).SingleAsync(a => a.AccountKey == accountKey);
        if (terminal is null || !account.TerminalsOn(today).Any(t => t.TerminalId == terminal.TerminalId))
        {
            throw new RuleException("共用IDは、登録された端末でだけ使えます。この端末を使うときは、指定管理者に登録を依頼してください。");
        }

        var ids = account.MembersOn(today).Select(m => m.StaffMemberId).ToList();
        var people = await db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => ids.Contains(s.StaffMemberId)).OrderBy(s => s.Kana).ThenBy(s => s.StaffNumber).ToListAsync();
        var seatable = AccessRights.SeatableMembers(account, people, today).ToList();
        return seatable.Count > 0 ? seatable : throw new RuleException("この共用IDに、いま利用できる職員がいません。指定管理者に登録を依頼してください。");
    }

    /// <summary>Opens the session: the last look at the rules, the seat, the last use and the log in one save.</summary>
    /// <param name="ticket">With nothing left to ask.</param>
    /// <param name="terminal">The registered terminal; null elsewhere.</param>
    /// <param name="replaced">The sign-in this browser had before.</param>
    /// <exception cref="RuleException">The ID lets this person in no more, or not here.</exception>
    public async Task<Guid> OpenAsync(SignInTicket ticket, Terminal? terminal, Guid? replaced)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.Accounts.AsSplitQuery().Include(a => a.Adjustments).Include(a => a.Members).Include(a => a.Terminals).SingleAsync(a => a.AccountKey == ticket.AccountKey);
        var personId = ticket.StaffMemberId ?? account.StaffMemberId ?? throw new RuleException("利用する職員を選んでください。");
        var person = await db.StaffMembers.Include(s => s.Events).SingleAsync(s => s.StaffMemberId == personId);
        var session = NewSession(account, person, terminal, ticket.Method, now);
        var actor = SessionGate.Actor(account, person, terminal, session.SessionId, new HashSet<Permission>());
        if (AccessRights.RefusalOf(account, person, terminal, now) is { } refusal)
        {
            await LogRefusalAsync(actor with { SessionId = null }, account, refusal, now);
            throw new RuleException(refusal.Words());
        }

        await db.EndSessionsAsync(db.Sessions.Where(s => s.SessionId == replaced), SessionEnd.Replaced, now);
        if (session.Seats.Count > 0)
        {
            // A browser that was closed left somebody sitting here: one terminal, one seat.
            await db.EndSessionsAsync(db.Sessions.Where(s => s.SessionId != replaced && s.TerminalId == session.TerminalId && s.Seats.Any()), SessionEnd.Replaced, now);
        }

        account.LastSignInAt = now;
        if (terminal is not null)
        {
            (await db.Terminals.SingleAsync(t => t.TerminalId == terminal.TerminalId)).LastUsedAt = now;
        }

        var credentialId = Credential.IdOf(account.AccountKey);
        (await db.Credentials.SingleOrDefaultAsync(c => c.Id == credentialId))?.ForgetFailures();
        db.Add(session);
        db.Add(OperationLogEntry.For(actor, now, Operation.SignedIn, subjectId: account.AccountKey, detail: ticket.Method.Label()));
        if (session.Seats.Count > 0)
        {
            db.Add(OperationLogEntry.For(actor, now, Operation.SeatTaken, subjectId: account.AccountKey, detail: $"着席 {account.SharedName}"));
        }

        await SaveAsync(db);
        return session.SessionId;
    }

    /// <summary>交代: the next member sits down in the same session, and from this moment everything is theirs.</summary>
    /// <exception cref="RuleException">Not a member, not here, or the session is over.</exception>
    public async Task HandOverAsync(Staff by, Guid staffMemberId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var session = await db.Sessions.Include(s => s.Seats).SingleOrDefaultAsync(s => s.SessionId == by.SessionId && s.EndedAt == null)
            ?? throw new RuleException("サインインが終わっています。もう一度サインインしてください。");
        var account = await db.Accounts.AsNoTracking().AsSplitQuery().Include(a => a.Members).Include(a => a.Terminals).SingleAsync(a => a.AccountKey == session.AccountKey);
        var person = await db.StaffMembers.AsNoTracking().Include(s => s.Events).SingleAsync(s => s.StaffMemberId == staffMemberId);
        var terminal = await db.Terminals.AsNoTracking().SingleOrDefaultAsync(t => t.TerminalId == session.TerminalId);
        if (account.Kind != AccountKind.Shared || terminal is null)
        {
            throw new RuleException("交代できるのは共用IDだけです。");
        }

        if (await HasOnlyCodeAsync(db, staffMemberId))
        {
            throw new RuleException("初回コードでは交代できません。先に暗証番号を決めてください。");
        }

        var actor = SessionGate.Actor(account, person, terminal, session.SessionId, new HashSet<Permission>());
        if (AccessRights.RefusalOf(account, person, terminal, now) is { } refusal)
        {
            await LogRefusalAsync(actor, account, refusal, now);
            throw new RuleException(refusal.Words());
        }

        foreach (var seat in session.Seats.Where(s => s.Until is null))
        {
            seat.Until = now;
        }

        session.StaffMemberId = staffMemberId;
        session.LastActiveAt = now;
        // Who sat there before has proved who they are; the next one has not.
        session.ProvedAgainAt = null;
        db.Add(NewSeat(session, terminal, now));
        db.Add(OperationLogEntry.For(actor, now, Operation.SeatTaken, subjectId: account.AccountKey, detail: $"交代 {by.Name} → {person.Name}"));
        await SaveAsync(db);
    }

    internal static async Task<bool> HasSecondFactorAsync(PortalDb db, Credential credential) =>
        credential.TwoFactorEnabled || await db.Set<IdentityUserPasskey<string>>().AnyAsync(p => p.UserId == credential.Id);

    private static async Task<(Account Account, Credential Credential)?> LoadAsync(PortalDb db, SignInTicket ticket)
    {
        var id = Credential.IdOf(ticket.AccountKey);
        var credential = await db.Credentials.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.SecurityStamp == ticket.SecurityStamp);
        return credential is null ? null : (await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountKey == ticket.AccountKey), credential);
    }

    /// <summary>A ticket for somebody whose ID has been proved in this browser before.</summary>
    public async Task<SignInTicket> TicketAsync(Guid accountKey, SignInMethod method, Guid staffMemberId, string back)
    {
        var id = Credential.IdOf(accountKey);
        await using var db = await dbFactory.CreateDbContextAsync();
        var stamp = await db.Credentials.Where(c => c.Id == id).Select(c => c.SecurityStamp).SingleAsync();
        return new SignInTicket(accountKey, stamp!, method, staffMemberId, back);
    }

    private static Session NewSession(Account account, StaffMember person, Terminal? terminal, SignInMethod method, DateTime now)
    {
        var session = new Session
        {
            SessionId = Guid.NewGuid(),
            AccountKey = account.AccountKey,
            StaffMemberId = person.StaffMemberId,
            TerminalId = terminal?.TerminalId,
            Method = method,
            OpenedAt = now,
            LastActiveAt = now,
        };
        if (account.Kind == AccountKind.Shared && terminal is not null)
        {
            session.Seats.Add(NewSeat(session, terminal, now));
        }

        return session;
    }

    private static Seat NewSeat(Session session, Terminal terminal, DateTime now) => new()
    {
        SeatId = Guid.CreateVersion7(now),
        SessionId = session.SessionId,
        AccountKey = session.AccountKey,
        StaffMemberId = session.StaffMemberId,
        TerminalId = terminal.TerminalId,
        From = now,
    };

    private async Task LogRefusalAsync(Staff actor, Account account, AccessRefusal refusal, DateTime now)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(actor, now, Operation.SignInFailed, subjectId: account.AccountKey, detail: refusal.ToString(), result: OperationResult.Denied));
        await db.SaveChangesAsync();
    }

    private static async Task SaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException("同時に行われた変更と重なりました。もう一度やり直してください。");
        }
    }
}
