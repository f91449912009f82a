using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>Which part of the list is on screen.</summary>
public enum FindingView
{
    /// <summary>残り: 未対応 and 対応中.</summary>
    Left,

    /// <summary>自分の担当.</summary>
    Mine,

    /// <summary>却下.</summary>
    Dismissed,

    /// <summary>解消.</summary>
    Resolved,
}

/// <summary>What the list is asked for; it stands in the address.</summary>
/// <param name="View">Which part; not asked for a moment that is past, of which only 残り is known.</param>
/// <param name="Rule">One rule only.</param>
/// <param name="Source">One 登録元 only.</param>
/// <param name="At">UTC; the list as it stood then. Null: now.</param>
public sealed record FindingQuestion(FindingView View = FindingView.Left, FindingRule? Rule = null, DoseSource? Source = null, DateTime? At = null);

/// <summary>One line of the list.</summary>
public sealed record FindingRow
{
    public required FindingRecord Record { get; init; }
    public required string? ResidentNumber { get; init; }
    public required string PersonName { get; init; }

    /// <summary>Null for a finding about the person.</summary>
    public required int? DoseNumber { get; init; }

    public required DoseSource? Source { get; init; }

    public override string ToString() => $"{nameof(FindingRow)} {Record.FindingRecordId}";
}

public sealed record RuleCount(FindingRule Rule, int Count);

/// <summary>The queries of the 点検 list. Findings of rules switched off are in none of them; in the past, of rules switched off then.</summary>
public static class FindingSearch
{
    public const int PageSize = 100;

    public static IQueryable<FindingRecord> Left(PortalDb db) => On(db).Where(f => f.State == FindingState.Open || f.State == FindingState.Assigned);

    public static IQueryable<FindingRecord> Mine(PortalDb db, string personKey) => On(db).Where(f => f.State == FindingState.Assigned && f.AssigneeKey == personKey);

    /// <summary>
    /// What was left at a moment, by when each finding was found, closed and came back. Of one that came back more than once only the last
    /// two stretches are known. Rules that are off now and were off then are left out; of one switched on again since nothing is known.
    /// </summary>
    public static IQueryable<FindingRecord> LeftAt(PortalDb db, DateTime at) => db.FindingRecords.AsNoTracking().Where(f => !db.SwitchedOffRules.Any(off => off.Rule == f.Rule && off.At <= at)).Where(f =>
        (f.FoundAt <= at && (f.OpenedAgainAt == null ? f.ClosedAt == null || f.ClosedAt > at : f.ClosedBeforeAt > at))
        || (f.OpenedAgainAt <= at && (f.ClosedAt == null || f.ClosedAt > at)));

    /// <summary>The part of the list a question means, whatever the rule.</summary>
    public static IQueryable<FindingRecord> Part(PortalDb db, FindingQuestion question, Staff by)
    {
        var part = question.At is { } at ? LeftAt(db, at) : question.View switch
        {
            FindingView.Left => Left(db),
            FindingView.Mine => Mine(db, by.PersonKey),
            FindingView.Dismissed => On(db).Where(f => f.State == FindingState.Dismissed),
            FindingView.Resolved => On(db).Where(f => f.State == FindingState.Resolved),
            _ => throw new ArgumentOutOfRangeException(nameof(question)),
        };
        return question.Source is { } source ? part.Where(f => db.Doses.Any(d => d.DoseId == f.DoseId && d.Source == source)) : part;
    }

    /// <summary>Newest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="question">What is asked for.</param>
    /// <param name="by">For whom.</param>
    /// <param name="after">The last row of the page before.</param>
    public static IQueryable<FindingRow> Rows(PortalDb db, FindingQuestion question, Staff by, (DateTime FoundAt, Guid Id)? after)
    {
        var part = Part(db, question, by);
        part = question.Rule is { } rule ? part.Where(f => f.Rule == rule) : part;
        part = after is { } last ? part.Where(f => f.FoundAt < last.FoundAt || (f.FoundAt == last.FoundAt && f.FindingRecordId.CompareTo(last.Id) < 0)) : part;
        return
            from f in part.OrderByDescending(f => f.FoundAt).ThenByDescending(f => f.FindingRecordId).Take(PageSize + 1)
            join p in db.People on f.LedgerPersonId equals p.LedgerPersonId
            from d in db.Doses.Where(d => d.DoseId == f.DoseId).DefaultIfEmpty()
            orderby f.FoundAt descending, f.FindingRecordId descending
            select new FindingRow
            {
                Record = f,
                ResidentNumber = p.ResidentNumber,
                PersonName = p.Name,
                DoseNumber = d == null ? null : d.DoseNumber,
                Source = d == null ? null : d.Source,
            };
    }

    public static IQueryable<RuleCount> Counts(IQueryable<FindingRecord> part) =>
        part.GroupBy(f => f.Rule).OrderBy(g => g.Key).Select(g => new RuleCount(g.Key, g.Count()));

    private static IQueryable<FindingRecord> On(PortalDb db) => db.FindingRecords.AsNoTracking().Where(f => !db.SwitchedOffRules.Any(off => off.Rule == f.Rule));
}
