using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.OperationLog;

namespace Portal.Features.Reports;

/// <summary>内訳 — the rows behind one figure, as the ledger had them at the moment of the report.</summary>
public sealed class ReportRowsDesk(IDbContextFactory<PortalDb> dbFactory, ReportCounter counter, TimeProvider time)
{
    public const int PageSize = 100;

    /// <summary>One page of rows. Shows people, so it needs the ledger's permission, not that of the reports.</summary>
    /// <exception cref="RuleException">The moment is still to come, or the report has no such figure.</exception>
    public async Task<ReportRows> ShowAsync(Staff by, ReportCell cell, int page, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.ReportRowsShown, now, cancellationToken: cancellationToken);
        var asOf = ReportDesk.Demand(cell.AsOf, now);
        var content = await counter.CountAsync(cell.Period, asOf, null, cancellationToken);
        var (title, figure) = content.Name(cell);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var source = new ReportRowsSource(db, counter, cell with { AsOf = asOf });
        var (count, lines) = await source.ReadAsync(Math.Max(0, page) * PageSize, PageSize, cancellationToken);
        var only = lines.Select(l => l.LedgerPersonId).Distinct().ToList() is [{ } one] ? one : (Guid?)null;
        db.Add(OperationLogEntry.For(by, now, Operation.ReportRowsShown, only, detail: $"{cell.Period.Label} 時点 {Moments.ShowExact(asOf)} {title} {count}件中{lines.Count}件"));
        await db.SaveChangesAsync(cancellationToken);
        return new(title, figure, count, lines);
    }
}

/// <summary>One figure of a report.</summary>
/// <param name="Period">Of the report.</param>
/// <param name="AsOf">UTC; null for now.</param>
/// <param name="Table">See <see cref="ReportTable.Key"/>.</param>
/// <param name="Row">Its row, or <see cref="All"/>.</param>
/// <param name="Column">Its column, or <see cref="All"/>.</param>
public sealed record ReportCell(ReportPeriod Period, DateTime? AsOf, string Table, string Row, string Column)
{
    public const string All = "*";

    public bool HasRow(string key) => Row is All || Row == key;

    public bool HasColumn(string key) => Column is All || Column == key;
}

/// <summary>A page of the rows behind a figure.</summary>
/// <param name="Title">Table, row and column in words.</param>
/// <param name="Figure">As the report has it.</param>
/// <param name="Count">Rows there are.</param>
/// <param name="Lines">Those of the page.</param>
public sealed record ReportRows(string Title, long Figure, long Count, IReadOnlyList<ReportLine> Lines);

/// <summary>One row behind a figure.</summary>
public sealed record ReportLine
{
    public required Guid RowId { get; init; }
    public Guid? LedgerPersonId { get; init; }
    public Guid? ImportRunId { get; init; }
    public string? ResidentNumber { get; init; }
    public string? Name { get; init; }
    public required string When { get; init; }
    public required string What { get; init; }
    public string? By { get; init; }
}

internal static class ReportCellNames
{
    /// <summary>What a figure is called, and what it is.</summary>
    /// <exception cref="RuleException">There is none.</exception>
    public static (string Title, long Figure) Name(this ReportContent content, ReportCell cell)
    {
        var table = content.Find(cell.Table) ?? throw Gone();
        var rows = table.Rows.Where(r => cell.HasRow(r.Key)).ToList();
        var columns = table.Columns.Index().Where(c => cell.HasColumn(c.Item.Key)).ToList();
        if (rows.Count == 0 || columns.Count == 0 || (!table.Adds && (cell.Row is ReportCell.All || cell.Column is ReportCell.All)))
        {
            throw Gone();
        }

        var (row, column) = (cell.Row is ReportCell.All ? "計" : rows[0].Label, cell.Column is ReportCell.All ? "計" : columns[0].Item.Label);
        return ($"{table.Title} {row} {column}", rows.Sum(r => columns.Sum(c => r.Values[c.Index])));
    }

    private static RuleException Gone() => new("この報告に、そのような数値はありません。報告から開き直してください。");
}
