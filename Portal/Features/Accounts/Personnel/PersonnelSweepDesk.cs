using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Personnel;

/// <summary>発令の実行 — events whose day has come are written into the IDs' own rows: one save per event, once, whichever server is first.</summary>
public sealed class PersonnelSweepDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Carries out what is due.</summary>
    /// <returns>How many events were carried out here.</returns>
    public async Task<int> SweepAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelSwept, now, cancellationToken: cancellationToken);
        List<Guid> due;
        await using (var db = await dbFactory.CreateDbContextAsync(cancellationToken))
        {
            due = await Due(db, JapanTime.DayOf(now)).ToListAsync(cancellationToken);
        }

        var swept = 0;
        foreach (var eventId in due)
        {
            swept += await LookAgain.OnConflictAsync(() => SweepOneAsync(by, eventId, cancellationToken)) ? 1 : 0;
        }

        return swept;
    }

    public static IQueryable<Guid> Due(PortalDb db, DateOnly today) => db.PersonnelEvents
        .Where(e => e.CancelledAt == null && e.SweptAt == null && e.EffectiveOn <= today)
        .OrderBy(e => e.EffectiveOn).ThenBy(e => e.EnteredAt).ThenBy(e => e.PersonnelEventId)
        .Select(e => e.PersonnelEventId);

    private async Task<bool> SweepOneAsync(Staff by, Guid eventId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var happening = await db.PersonnelEvents.SingleAsync(e => e.PersonnelEventId == eventId, cancellationToken);
        if (happening.SweptAt is not null || happening.CancelledAt is not null)
        {
            return false;
        }

        var person = await db.LoadStaffMemberAsync(happening.StaffMemberId, cancellationToken);
        var wasLast = happening.Kind != PersonnelEventKind.Return
            && await IsLastAdministratorAsync(db, happening, cancellationToken);
        var changed = PersonnelSweep.Apply(by, happening, person, await db.LoadAccountsOfAsync(person.StaffMemberId, cancellationToken), now);
        foreach (var touch in changed)
        {
            await EndSessionsAsync(db, touch.Account, person, now, cancellationToken);
            db.Add(OperationLogEntry.For(by, now, Operation.PersonnelSwept, subjectId: touch.Account.AccountKey, detail: $"{PersonnelDesk.Words(person, happening)} ID {touch.Account.AccountId}: {touch.Words}"));
        }

        db.Add(OperationLogEntry.For(
            by, now, Operation.PersonnelSwept, subjectId: eventId,
            detail: $"{PersonnelDesk.Words(person, happening)} ID {changed.Count}件{(wasLast && changed.Count > 0 ? " 最後の指定管理者でした。いま、IDを発行できる職員がいません。" : "")}"));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>The rights have ended by the day already, so who was an administrator is asked of the moment before it.</summary>
    private static async Task<bool> IsLastAdministratorAsync(PortalDb db, PersonnelEvent happening, CancellationToken cancellationToken)
    {
        var before = JapanTime.ToUtc(happening.EffectiveOn.ToDateTime(TimeOnly.MinValue)).AddTicks(-1);
        return Administrators.IsLast(happening.StaffMemberId, happening.EffectiveOn, await db.LoadAdministratorsAsync(cancellationToken), before);
    }

    private static Task EndSessionsAsync(PortalDb db, Account account, StaffMember person, DateTime now, CancellationToken cancellationToken) =>
        // At a shared ID only who has left gets up.
        db.EndSessionsAsync(
            account.Kind == AccountKind.Shared
                ? db.Sessions.Where(s => s.AccountKey == account.AccountKey && s.StaffMemberId == person.StaffMemberId)
                : db.Sessions.Where(s => s.AccountKey == account.AccountKey),
            SessionEnd.AccountEnded, now, cancellationToken);
}
