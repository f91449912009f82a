using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>Which rows of a work list are on screen; it stands in the address.</summary>
public sealed record ReconciliationQuestion(ReconciliationDifferenceState? State = ReconciliationDifferenceState.Open, ReconciliationDifferenceKind? Kind = null, string? Field = null, ReconciliationLikeness? Likeness = null)
{
    public static ReconciliationQuestion Of(ReconciliationPattern pattern) => new(ReconciliationDifferenceState.Open, pattern.Kind, pattern.Field, pattern.Likeness);
}

/// <summary>One line of a work list.</summary>
public sealed record ReconciliationRow(ReconciliationDifference Difference, string? ResidentNumber, string? PersonName)
{
    public override string ToString() => $"{nameof(ReconciliationRow)} {Difference.ReconciliationDifferenceId}";
}

/// <summary>How many rows of a run differ alike, by state.</summary>
public sealed record ReconciliationPatternCount(ReconciliationDifferenceKind Kind, string? Field, ReconciliationLikeness Likeness, ReconciliationDifferenceState State, int Count)
{
    public ReconciliationPattern Pattern => new(Kind, Field, Likeness);
}

/// <summary>A run in the list, with what is left to decide.</summary>
public sealed record ReconciliationRunRow(ExchangeRun Run, ReconciliationResult Reconciliation, int Open);

/// <summary>The queries of the reconciliation's screens.</summary>
public static class ReconciliationSearch
{
    public const int PageSize = 100;

    private const int Most = 100;

    /// <summary>Newest first.</summary>
    /// <param name="db">The database.</param>
    /// <param name="kind">With whom.</param>
    /// <param name="runId">One only.</param>
    public static IQueryable<ReconciliationRunRow> Runs(PortalDb db, ExchangeKind? kind = null, Guid? runId = null) =>
        from r in db.ExchangeRuns.AsNoTracking()
        where (kind == null || r.Kind == kind) && (runId == null || r.ExchangeRunId == runId)
        join v in db.Reconciliations on r.ExchangeRunId equals v.ExchangeRunId
        orderby r.Number descending
        select new ReconciliationRunRow(r, v, db.ReconciliationDifferences.Count(d => d.ExchangeRunId == r.ExchangeRunId && d.State == ReconciliationDifferenceState.Open));

    public static IQueryable<ReconciliationRunRow> Newest(PortalDb db, ExchangeKind kind) => Runs(db, kind).Take(Most);

    public static IQueryable<ReconciliationPatternCount> Patterns(PortalDb db, Guid runId) => db.ReconciliationDifferences.AsNoTracking()
        .Where(d => d.ExchangeRunId == runId)
        .GroupBy(d => new { d.Kind, d.Field, d.Likeness, d.State })
        .OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Field).ThenBy(g => g.Key.Likeness).ThenBy(g => g.Key.State)
        .Select(g => new ReconciliationPatternCount(g.Key.Kind, g.Key.Field, g.Key.Likeness, g.Key.State, g.Count()));

    public static IQueryable<ReconciliationDifference> Part(PortalDb db, Guid runId, ReconciliationQuestion question)
    {
        var rows = db.ReconciliationDifferences.AsNoTracking().Where(d => d.ExchangeRunId == runId);
        rows = question.State is { } state ? rows.Where(d => d.State == state) : rows;
        rows = question.Kind is { } kind ? rows.Where(d => d.Kind == kind) : rows;
        rows = question.Field is { } field ? rows.Where(d => d.Field == field) : rows;
        return question.Likeness is { } likeness ? rows.Where(d => d.Likeness == likeness) : rows;
    }

    /// <summary>In the order of the file, one page and a row.</summary>
    /// <param name="db">The database.</param>
    /// <param name="runId">Of which run.</param>
    /// <param name="question">Which rows.</param>
    /// <param name="after">Ordinal of the last row of the page before; 0 for the first page.</param>
    public static IQueryable<ReconciliationRow> Rows(PortalDb db, Guid runId, ReconciliationQuestion question, int after) =>
        from d in Part(db, runId, question).Where(d => d.Ordinal > after).OrderBy(d => d.Ordinal).Take(PageSize + 1)
        from p in db.People.Where(p => p.LedgerPersonId == d.LedgerPersonId).DefaultIfEmpty()
        orderby d.Ordinal
        select new ReconciliationRow(d, p == null ? null : p.ResidentNumber, p == null ? null : p.Name);
}
