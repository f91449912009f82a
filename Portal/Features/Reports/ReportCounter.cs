using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>Counts one period as the ledger stood at a moment. Not an act: whoever shows or keeps it logs that.</summary>
public sealed class ReportCounter(IDbContextFactory<PortalDb> dbFactory)
{
    private const int Kept = 24;
    private const int MostAttempts = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Period, DateTime AsOf), ReportContent> _counted = [];
    private readonly Queue<(string Period, DateTime AsOf)> _order = [];

    /// <summary>Figures of a moment that is over never change: counted once, they are kept for a while.</summary>
    /// <param name="period">What is counted.</param>
    /// <param name="asOf">UTC, not in the future.</param>
    /// <param name="progress">Months read so far.</param>
    /// <param name="cancellationToken">Between rows.</param>
    public async Task<ReportContent> CountAsync(ReportPeriod period, DateTime asOf, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_counted.TryGetValue((period.Code, asOf), out var known))
            {
                return known;
            }
        }

        var content = await CountAnewAsync(period, asOf, progress, cancellationToken);
        lock (_lock)
        {
            if (_counted.TryAdd((period.Code, asOf), content))
            {
                _order.Enqueue((period.Code, asOf));
                if (_order.Count > Kept)
                {
                    _counted.Remove(_order.Dequeue());
                }
            }
        }

        return content;
    }

    /// <summary>The same past what is kept.</summary>
    public async Task<ReportContent> CountAnewAsync(ReportPeriod period, DateTime asOf, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var others = Task.Run(() => OthersAsync(period, asOf, cancellationToken), cancellationToken);
        var doses = await FactsAsync(db, period.From, period.To, asOf, progress, cancellationToken);
        var tables = DoseTable.Count(period, doses);
        var (rest, counted) = await others;
        return new(period.Code, asOf, [.. tables, .. rest], [.. tables.Select(t => new ReportCheck($"{t.Title}の合計", t.Total, counted))]);
    }

    /// <summary>Active doses of some days, as the ledger had them.</summary>
    internal async Task<List<DoseFact>> FactsAsync(DateOnly from, DateOnly to, DateTime asOf, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await FactsAsync(db, from, to, asOf, null, cancellationToken);
    }

    private static async Task<List<DoseFact>> FactsAsync(PortalDb db, DateOnly from, DateOnly to, DateTime asOf, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        List<DoseFact> today = [];
        var months = 0;
        for (var month = ReportPeriod.OfMonth(from); month.From <= to; month = ReportPeriod.OfMonth(month.To.AddDays(1)))
        {
            var (first, last) = (month.From < from ? from : month.From, month.To > to ? to : month.To);
            today.AddRange(await db.PlainRowsAsync(ReportSources.Facts(db, first, last, asOf), ReportSources.Fact, cancellationToken));
            progress?.Report(++months);
        }

        // Last: what is revised while the rows are read is then among what is put right.
        var facts = await (await ReportPast.ReadAsync(db, asOf, cancellationToken)).PutRightAsync(db, today, from, to, cancellationToken);
        var codes = await CodesAsync(db, cancellationToken);
        return facts.ConvertAll(f => f is { InstitutionCode: null, InstitutionName: { } name } && codes.TryGetValue(name, out var code) ? f with { InstitutionCode = code } : f);
    }

    /// <summary>医療機関コード of names that mean one institution: VRS gives a name only, a slip the code, and both are one row.</summary>
    private static async Task<Dictionary<string, string>> CodesAsync(PortalDb db, CancellationToken cancellationToken) =>
        (await db.Institutions.AsNoTracking().Where(i => i.Code != null).Select(i => new { i.Name, Code = i.Code! }).ToListAsync(cancellationToken))
            .GroupBy(i => i.Name, i => i.Code, StringComparer.Ordinal).Where(g => g.Distinct(StringComparer.Ordinal).Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <summary>The tables that are not made of the period's doses, and how many those are by another query.</summary>
    private async Task<(List<ReportTable> Tables, long Doses)> OthersAsync(ReportPeriod period, DateTime asOf, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var past = await ReportPast.ReadAsync(db, asOf, cancellationToken);
            var source = new ReportOthers(db, past, period, asOf);
            var compared = await source.ComparedAsync(cancellationToken);
            List<ReportTable> tables = [compared, await source.RatesAsync(cancellationToken), await source.ActsAsync(cancellationToken), await source.FindingsAsync(cancellationToken)];
            tables.Insert(2, await source.MovesAsync(cancellationToken));

            // Something was saved meanwhile: the counts may hold a record before or after it.
            if (attempt == MostAttempts || await ReportSources.Since(db, asOf).CountAsync(cancellationToken) == past.Revisions)
            {
                return (tables, compared.Rows[0].Total);
            }
        }
    }
}
