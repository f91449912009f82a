using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Flags;

namespace Portal.Features.Exchange.Vrs.Flags;

/// <summary>Which differences of a run are on screen; it stands in the address.</summary>
public enum VrsFlagView
{
    /// <summary>未処理</summary>
    Open,

    /// <summary>異動日が先: open, and nothing to record before its day has come.</summary>
    Ahead,

    /// <summary>採用</summary>
    Accepted,

    /// <summary>見送り</summary>
    SetAside,
}

/// <summary>One difference with whose it is.</summary>
public sealed record VrsFlagRow(VrsFlagDifference Difference, string? ResidentNumber, string? PersonName, bool IsProtected)
{
    public override string ToString() => $"{nameof(VrsFlagRow)} {Difference.VrsFlagDifferenceId}";
}

/// <summary>The queries of the flags' screens.</summary>
internal static class VrsFlagSearch
{
    public const int PageSize = 100;

    private const int RunsShown = 100;

    /// <summary>The newest first.</summary>
    public static IQueryable<ExchangeRun> Runs(PortalDb db) =>
        db.ExchangeRuns.AsNoTracking().Where(r => r.Kind == ExchangeKind.VrsFlagsIn).OrderByDescending(r => r.Number);

    public static IQueryable<ExchangeRun> Newest(PortalDb db) => Runs(db).Take(RunsShown);

    public static IQueryable<VrsFlagDifference> Part(PortalDb db, Guid runId, VrsFlagView view, DateOnly today)
    {
        var rows = db.VrsFlagDifferences.AsNoTracking().Where(d => d.ExchangeRunId == runId);
        return view switch
        {
            VrsFlagView.Open => rows.Where(d => d.State == ReconciliationDifferenceState.Open && (d.FlaggedOn == null || d.FlaggedOn <= today)),
            VrsFlagView.Ahead => rows.Where(d => d.State == ReconciliationDifferenceState.Open && d.FlaggedOn > today),
            VrsFlagView.Accepted => rows.Where(d => d.State == ReconciliationDifferenceState.Accepted),
            VrsFlagView.SetAside => rows.Where(d => d.State == ReconciliationDifferenceState.SetAside),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };
    }

    /// <summary>In the order of the file, one page and a row.</summary>
    /// <param name="db">The database.</param>
    /// <param name="runId">Of which run.</param>
    /// <param name="view">Which.</param>
    /// <param name="after">Line of the last row of the page before; 0 for the first page.</param>
    /// <param name="today">In Japan.</param>
    public static IQueryable<VrsFlagRow> Rows(PortalDb db, Guid runId, VrsFlagView view, int after, DateOnly today) =>
        from d in Part(db, runId, view, today).Where(d => d.LineNumber > after).OrderBy(d => d.LineNumber).Take(PageSize + 1)
        from p in db.People.Where(p => p.LedgerPersonId == d.LedgerPersonId).DefaultIfEmpty()
        orderby d.LineNumber
        select new VrsFlagRow(d, p == null ? null : p.ResidentNumber, p == null ? null : p.Name, p != null && p.IsProtected);
}
