using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;

namespace Portal.Features.Accounts;

/// <summary>Loading what the rules of accounts weigh, tracked, so that one save writes what they change.</summary>
public static class AccountLoading
{
    /// <summary>Accounts with all the rules need, the history included.</summary>
    public static IQueryable<Account> WholeAccounts(this PortalDb db) => db.Accounts
        .Include(a => a.Adjustments).Include(a => a.Members).Include(a => a.Terminals).Include(a => a.Changes).Include(a => a.History)
        .AsSplitQuery();

    /// <exception cref="RuleException">No such account.</exception>
    public static async Task<Account> LoadAccountAsync(this PortalDb db, Guid accountKey, CancellationToken cancellationToken = default) =>
        await db.WholeAccounts().SingleOrDefaultAsync(a => a.AccountKey == accountKey, cancellationToken)
        ?? throw new RuleException("このIDは見つかりません。一覧を開き直してください。");

    /// <exception cref="RuleException">No such person on the staff list.</exception>
    public static async Task<StaffMember> LoadStaffMemberAsync(this PortalDb db, Guid staffMemberId, CancellationToken cancellationToken = default) =>
        await db.StaffMembers.Include(s => s.Events).SingleOrDefaultAsync(s => s.StaffMemberId == staffMemberId, cancellationToken)
        ?? throw new RuleException("この職員は職員名簿にありません。職員を登録してから、もう一度選んでください。");

    /// <summary>Every ID a person uses or is named in: own ones and shared ones, whatever their state.</summary>
    public static Task<List<Account>> LoadAccountsOfAsync(this PortalDb db, Guid staffMemberId, CancellationToken cancellationToken = default) =>
        db.WholeAccounts()
            .Where(a => a.StaffMemberId == staffMemberId || a.OwnerId == staffMemberId || a.Members.Any(m => m.StaffMemberId == staffMemberId && m.Until == null))
            .OrderBy(a => a.AccountId)
            .ToListAsync(cancellationToken);

    /// <summary>Every account that holds or may be given the administrator's role, each with its holder: what <see cref="Administrators"/> weighs.</summary>
    public static async Task<List<(Account Account, StaffMember Holder)>> LoadAdministratorsAsync(this PortalDb db, CancellationToken cancellationToken = default)
    {
        // Few: the states are narrowed by the database, the roles here, since they are kept as one text.
        var accounts = await db.WholeAccounts()
            .Where(a => a.Kind == AccountKind.Personal && a.State == AccountState.Active)
            .OrderBy(a => a.AccountId)
            .ToListAsync(cancellationToken);
        var administrators = accounts.Where(a => a.Roles.Contains(Role.Administrator)).ToList();
        var ids = administrators.Select(a => a.StaffMemberId).ToList();
        var holders = await db.StaffMembers.Include(s => s.Events).Where(s => ids.Contains(s.StaffMemberId)).ToDictionaryAsync(s => s.StaffMemberId, cancellationToken);
        return [.. administrators.Select(a => (a, holders[a.StaffMemberId!.Value]))];
    }

    /// <summary>
    /// Ends open sign-ins with the change that ends them, in the same save. What is open in a browser stops at its next event
    /// in any case, since each event asks anew; this writes down when and why.
    /// </summary>
    public static async Task EndSessionsAsync(
        this PortalDb db, IQueryable<Session> which, SessionEnd reason, DateTime now, CancellationToken cancellationToken = default)
    {
        foreach (var session in await which.Where(s => s.EndedAt == null).Include(s => s.Seats).OrderBy(s => s.SessionId).ToListAsync(cancellationToken))
        {
            session.End(reason, now);
            db.Add(OperationLogEntry.For(await SessionDesk.ActorAsync(db, session, cancellationToken), now, Operation.SessionEnded, subjectId: session.SessionId, detail: reason.Label()));
        }
    }
}
