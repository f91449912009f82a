using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Personnel;

/// <summary>異動 — events are recorded, cancelled when they were a mistake, and each ID they touch is confirmed.</summary>
public sealed class PersonnelDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>What an event would touch, before it is recorded. Writes only a denial.</summary>
    public async Task<PersonnelPreview> PreviewAsync(Staff by, Guid staffMemberId, PersonnelEventKind kind, DateOnly on)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelEventEntered, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var person = await db.LoadStaffMemberAsync(staffMemberId);
        var administrators = await db.LoadAdministratorsAsync();
        var happening = new PersonnelEvent
        {
            PersonnelEventId = Guid.CreateVersion7(),
            StaffMemberId = staffMemberId,
            Kind = kind,
            EffectiveOn = on,
            EnteredBy = by.PersonKey,
            EnteredByName = by.Name,
            EnteredAt = now,
        };
        return new PersonnelPreview
        {
            Touched = PersonnelSweep.TouchedBy(happening, person, await db.LoadAccountsOfAsync(staffMemberId)),
            Terminals = kind == PersonnelEventKind.Return ? [] : await db.Terminals
                .Where(t => t.OwnerId == staffMemberId && (t.State == TerminalState.Active || t.State == TerminalState.Waiting))
                .OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(),
            Warnings = [.. Warnings(person, kind, on, administrators, now)],
            Refusal = PersonnelActs.WhyNot(person, kind, on, null, now),
        };
    }

    /// <summary>発令の記録.</summary>
    public async Task<PersonnelEvent> EnterAsync(Staff by, Guid staffMemberId, PersonnelEventKind kind, DateOnly on, string? note)
    {
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelEventEntered, Now);
        return await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            var person = await db.LoadStaffMemberAsync(staffMemberId);
            var happening = PersonnelActs.Enter(by, person, kind, on, note, now);
            db.Add(OperationLogEntry.For(by, now, Operation.PersonnelEventEntered, subjectId: happening.PersonnelEventId, detail: Words(person, happening)));
            await db.SaveChangesAsync();
            return happening;
        });
    }

    /// <summary>取消, with the reason.</summary>
    public async Task CancelAsync(Staff by, Guid eventId, string? reason)
    {
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelEventCancelled, Now);
        await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            var (happening, person) = await LoadAsync(db, eventId);
            happening.Cancel(by, reason, now);
            db.Add(OperationLogEntry.For(by, now, Operation.PersonnelEventCancelled, subjectId: eventId, detail: Words(person, happening), purpose: happening.CancelReason));
            return await db.SaveChangesAsync();
        });
    }

    /// <summary>確認: one ID of one event, once.</summary>
    public async Task ConfirmAsync(Staff by, Guid eventId, Guid accountKey, string? note)
    {
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelConfirmed, Now);
        await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            var (happening, person) = await LoadAsync(db, eventId);
            var account = await db.LoadAccountAsync(accountKey);
            happening.Confirm(by, PersonnelSweep.TouchedBy(happening, person, [account]).SingleOrDefault(), note, now);
            db.Add(OperationLogEntry.For(by, now, Operation.PersonnelConfirmed, subjectId: eventId, detail: $"{Words(person, happening)} ID {account.AccountId}"));
            return await db.SaveChangesAsync();
        });
    }

    /// <summary>What a person is told before the event counts.</summary>
    internal static IEnumerable<string> Warnings(
        StaffMember person, PersonnelEventKind kind, DateOnly on, IReadOnlyCollection<(Account Account, StaffMember Holder)> administrators, DateTime now)
    {
        if (on < JapanTime.DayOf(now))
        {
            yield return $"発令日 {JapaneseDate.Format(on)} は過ぎています。{(kind == PersonnelEventKind.Return ? "" : "記録すると、権限はすぐに終わります。")}";
        }

        if (kind != PersonnelEventKind.Return && Administrators.IsLast(person.StaffMemberId, on, administrators, now))
        {
            yield return "最後の指定管理者です。発令日までに後任を発行してください。";
        }
    }

    internal static string Words(StaffMember person, PersonnelEvent happening) =>
        $"{person.StaffNumber} {person.Name} {happening.Kind.Label()} {happening.EffectiveOn:yyyy-MM-dd}";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static async Task<(PersonnelEvent Happening, StaffMember Person)> LoadAsync(PortalDb db, Guid eventId)
    {
        var happening = await db.PersonnelEvents.Include(e => e.Confirmations).SingleOrDefaultAsync(e => e.PersonnelEventId == eventId)
            ?? throw new RuleException("この発令は見つかりません。画面を開き直してください。");
        return (happening, await db.LoadStaffMemberAsync(happening.StaffMemberId));
    }
}

/// <summary>What recording an event would mean.</summary>
public sealed record PersonnelPreview
{
    public required IReadOnlyList<PersonnelTouch> Touched { get; init; }

    /// <summary>Terminals the person answers for.</summary>
    public required IReadOnlyList<string> Terminals { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why it cannot be recorded at all.</summary>
    public string? Refusal { get; init; }
}
