using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality.Twins;

/// <summary>Which part of the list is on screen.</summary>
public enum TwinView
{
    /// <summary>未判定.</summary>
    Open,

    /// <summary>「別人」.</summary>
    Judged,
}

public static class TwinViewLabels
{
    public static string Label(this TwinView view) => view switch
    {
        TwinView.Open => "未判定",
        TwinView.Judged => "別人",
        _ => throw new ArgumentOutOfRangeException(nameof(view)),
    };
}

/// <summary>One line: a pair with what staff recognise the two by.</summary>
public sealed record TwinRow(TwinPair Pair, TwinHead First, TwinHead Second);

public sealed record TwinHead(string? ResidentNumber, string Name, string Kana, DateOnly? BirthDate)
{
    public override string ToString() => nameof(TwinHead);
}

/// <summary>The queries of the list. A pair of which one was merged or withdrawn is no candidate any more.</summary>
public static class TwinRows
{
    public const int PageSize = 50;

    /// <summary>Null while the rule is in use.</summary>
    public static Task<SwitchedOffRule?> OffAsync(PortalDb db, CancellationToken cancellationToken) =>
        db.SwitchedOffRules.AsNoTracking().SingleOrDefaultAsync(off => off.Rule == FindingRule.Twins, cancellationToken);

    /// <summary>None while the rule is switched off.</summary>
    public static IQueryable<TwinPair> On(PortalDb db) => db.TwinPairs.Where(t => !db.SwitchedOffRules.Any(off => off.Rule == FindingRule.Twins));

    public static IQueryable<TwinPair> Pairs(PortalDb db, TwinView view)
    {
        var pairs = view switch
        {
            TwinView.Open => On(db).Where(t => t.Score >= TwinScore.Likely && (t.JudgedFacts == null || t.JudgedFacts != t.Facts)),
            TwinView.Judged => On(db).Where(t => t.JudgedFacts == t.Facts),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };
        // Not joined: SQLite would begin with everybody who was not merged, three hundred thousand people for a hundred pairs.
        var candidates = db.People.Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null);
        return pairs.Where(t => candidates.Any(p => p.LedgerPersonId == t.FirstId) && candidates.Any(p => p.LedgerPersonId == t.SecondId));
    }

    /// <summary>The likelier first.</summary>
    public static IQueryable<TwinRow> Of(PortalDb db, TwinView view) =>
        from t in Pairs(db, view)
        join first in db.People on t.FirstId equals first.LedgerPersonId
        join second in db.People on t.SecondId equals second.LedgerPersonId
        orderby t.Score descending, t.TwinPairId
        select new TwinRow(
            t,
            new TwinHead(first.ResidentNumber, first.Name, first.Kana, first.BirthDate),
            new TwinHead(second.ResidentNumber, second.Name, second.Kana, second.BirthDate));
}
