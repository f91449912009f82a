using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.Personnel;

/// <summary>Which events a list shows.</summary>
public enum PersonnelView
{
    /// <summary>これから</summary>
    Coming,

    /// <summary>発令日を過ぎたもの</summary>
    Past,

    /// <summary>取消</summary>
    Cancelled,
}

/// <summary>One line of the list of events.</summary>
public sealed record PersonnelRow
{
    public required Guid PersonnelEventId { get; init; }
    public required DateOnly EffectiveOn { get; init; }
    public required PersonnelEventKind Kind { get; init; }
    public required string StaffNumber { get; init; }
    public required string Name { get; init; }
    public required string Department { get; init; }
    public required string? Note { get; init; }
    public required string EnteredByName { get; init; }
    public required DateTime EnteredAt { get; init; }
    public required DateTime? SweptAt { get; init; }
    public required DateTime? CancelledAt { get; init; }
    public required string? CancelledByName { get; init; }
    public required string? CancelReason { get; init; }
}

/// <summary>発令の一覧, and the people an event can be recorded for.</summary>
public sealed class PersonnelSearch(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int PageSize = 100;
    private const int Offered = 12;

    /// <summary>The first hundred: coming ones by day, others latest first. Asked for together with the work list, which writes the look.</summary>
    public async Task<IReadOnlyList<PersonnelRow>> ListAsync(PersonnelView view, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await Rows(db, view, JapanTime.DayOf(time.GetUtcNow().UtcDateTime)).ToListAsync(cancellationToken);
    }

    public static IQueryable<PersonnelRow> Rows(PortalDb db, PersonnelView view, DateOnly today)
    {
        var events = db.PersonnelEvents.AsNoTracking();
        events = view switch
        {
            PersonnelView.Coming => events.Where(e => e.CancelledAt == null && e.EffectiveOn >= today).OrderBy(e => e.EffectiveOn).ThenBy(e => e.PersonnelEventId),
            PersonnelView.Past => events.Where(e => e.CancelledAt == null && e.EffectiveOn < today).OrderByDescending(e => e.EffectiveOn).ThenByDescending(e => e.PersonnelEventId),
            PersonnelView.Cancelled => events.Where(e => e.CancelledAt != null).OrderByDescending(e => e.CancelledAt).ThenByDescending(e => e.PersonnelEventId),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };
        return events.Take(PageSize).Join(db.StaffMembers, e => e.StaffMemberId, s => s.StaffMemberId, (e, s) => new PersonnelRow
        {
            PersonnelEventId = e.PersonnelEventId,
            EffectiveOn = e.EffectiveOn,
            Kind = e.Kind,
            StaffNumber = s.StaffNumber,
            Name = s.Name,
            Department = s.Department,
            Note = e.Note,
            EnteredByName = e.EnteredByName,
            EnteredAt = e.EnteredAt,
            SweptAt = e.SweptAt,
            CancelledAt = e.CancelledAt,
            CancelledByName = e.CancelledByName,
            CancelReason = e.CancelReason,
        });
    }

    /// <summary>Staff by number, name or reading, for the box a person is chosen in.</summary>
    public async Task<IReadOnlyList<ComboOption>> FindPeopleAsync(string typed)
    {
        var text = Fold.Compact(typed);
        if (text.Length == 0)
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync();
        var found = await People(db, text).ToListAsync();
        return [.. found.Select(s => new ComboOption($"{s.StaffMemberId:N}", s.Name, $"{s.StaffNumber} {s.Department}"))];
    }

    public static IQueryable<StaffMember> People(PortalDb db, string text)
    {
        var kana = string.Concat(text.Select(c => c is >= 'ぁ' and <= 'ゖ' ? (char)(c + 'ァ' - 'ぁ') : c));
        return db.StaffMembers.AsNoTracking()
            .Where(s => s.StaffNumber.Contains(text) || s.Name.Replace(" ", "").Replace("　", "").Contains(text) || s.Kana.Replace(" ", "").Replace("　", "").Contains(kana))
            .OrderBy(s => s.StaffNumber).Take(Offered);
    }
}
