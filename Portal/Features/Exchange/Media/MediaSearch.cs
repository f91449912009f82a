using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>Which uses the register lists.</summary>
public enum MediaView
{
    /// <summary>未了: waiting or not erased, the overdue first.</summary>
    Open,

    /// <summary>承認待ち</summary>
    Waiting,

    /// <summary>消去の期限超過</summary>
    Overdue,

    /// <summary>終わった使用: the newest first.</summary>
    Ended,
}

/// <summary>A use and its medium.</summary>
public sealed class UseOfMedium
{
    public required MediumUse Use { get; init; }
    public required Medium Medium { get; init; }

    /// <summary>媒体 M-001（使用第12号）: how the log and a cover name it.</summary>
    public string Words => $"媒体 {Medium.Number}（使用第{Use.Number}号）";
}

/// <summary>Somebody of the staff list, to be witness.</summary>
public sealed record PossibleWitness
{
    public required Guid StaffMemberId { get; init; }
    public required string Name { get; init; }
    public required string Department { get; init; }
}

internal static class MediaSearch
{
    public const int PageSize = 100;

    public static readonly (MediaView View, string Word, string Title)[] Views =
        [(MediaView.Open, "open", "未了"), (MediaView.Waiting, "waiting", "承認待ち"), (MediaView.Overdue, "overdue", "消去の期限超過"), (MediaView.Ended, "ended", "終わった使用")];

    public static MediaView Named(string? word) => Views.Where(v => v.Word == word).Select(v => v.View).FirstOrDefault();

    /// <param name="db">Where.</param>
    /// <param name="view">Which.</param>
    /// <param name="today">Of Japan: what is overdue.</param>
    /// <param name="before">使用番号 the page begins behind, among those that are over.</param>
    public static IQueryable<UseOfMedium> Uses(PortalDb db, MediaView view, DateOnly today, int? before = null)
    {
        var uses = db.MediumUses.AsNoTracking();
        var some = view switch
        {
            MediaView.Open => uses.Where(u => u.State == MediumUseState.Waiting || u.State == MediumUseState.Approved),
            MediaView.Waiting => uses.Where(u => u.State == MediumUseState.Waiting),
            MediaView.Overdue => uses.Where(u => u.State == MediumUseState.Approved && u.EraseBy < today),
            MediaView.Ended => uses.Where(u => u.State != MediumUseState.Waiting && u.State != MediumUseState.Approved && (before == null || u.Number < before)),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };
        var joined = some.Join(db.Media.AsNoTracking(), u => u.MediumId, m => m.MediumId, (u, m) => new UseOfMedium { Use = u, Medium = m });
        return view is MediaView.Ended
            ? joined.OrderByDescending(x => x.Use.Number)
            : joined.OrderBy(x => x.Use.State == MediumUseState.Approved && x.Use.EraseBy < today ? 0 : x.Use.State == MediumUseState.Waiting ? 1 : 2)
                .ThenBy(x => x.Use.EraseBy).ThenBy(x => x.Use.Number);
    }

    /// <summary>Everything ever, oldest first: the register as it is printed.</summary>
    public static IQueryable<UseOfMedium> AllUses(PortalDb db) => db.MediumUses.AsNoTracking()
        .Join(db.Media.AsNoTracking(), u => u.MediumId, m => m.MediumId, (u, m) => new UseOfMedium { Use = u, Medium = m }).OrderBy(x => x.Use.Number);

    public static IQueryable<Medium> Media(PortalDb db) => db.Media.AsNoTracking()
        .OrderBy(m => m.State == MediumState.Lost ? 0 : m.State == MediumState.Discarded ? 2 : 1).ThenBy(m => m.Number).ThenBy(m => m.MediumId);

    public static IQueryable<MediumUse> Open(PortalDb db) => db.MediumUses.Where(u => u.State == MediumUseState.Waiting || u.State == MediumUseState.Approved);

    /// <summary>Not erased by their day, and not lost with their medium: that is another alarm.</summary>
    public static IQueryable<MediumUse> Overdue(PortalDb db, DateOnly today) => db.MediumUses.AsNoTracking()
        .Where(u => u.State == MediumUseState.Approved && u.EraseBy < today && !db.Media.Any(m => m.MediumId == u.MediumId && m.State == MediumState.Lost));

    /// <summary>Lost, and nothing said of what was done about it.</summary>
    public static IQueryable<Medium> LostUnsettled(PortalDb db) => db.Media.AsNoTracking().Where(m => m.State == MediumState.Lost && m.LossReportedAt == null);

    public static IQueryable<PossibleWitness> Witnesses(PortalDb db, DateOnly today) => db.StaffMembers.AsNoTracking()
        .Where(s => !s.Events.Any(e => e.Kind == PersonnelEventKind.Retirement && e.CancelledAt == null && e.EffectiveOn <= today))
        .OrderBy(s => s.Kana).ThenBy(s => s.StaffMemberId)
        .Select(s => new PossibleWitness { StaffMemberId = s.StaffMemberId, Name = s.Name, Department = s.Department });
}
