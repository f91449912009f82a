using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;
using Portal.Features.DataQuality;

namespace Portal.Features.Reports;

/// <summary>The tables beside the period's doses: earlier periods, the whole campaign, people, changes, findings.</summary>
internal sealed class ReportOthers(PortalDb db, ReportPast past, ReportPeriod period, DateTime asOf)
{
    private static readonly ReportHead[] Numbers = [.. Enumerable.Range(1, Dose.MaxDoseNumber).Select(n => new ReportHead($"{n}", $"{n}回目"))];
    private static readonly Sex[] Sexes = [Sex.Male, Sex.Female, Sex.Unknown];

    /// <summary>前月・前年同月との比較.</summary>
    public async Task<ReportTable> ComparedAsync(CancellationToken cancellationToken)
    {
        List<ReportRow> rows = [];
        foreach (var one in new[] { period, period.Before(), period.YearBefore() }.Distinct())
        {
            rows.Add(new(one.Code, one.Label, Values(await NumbersAsync(one.From, one.To, cancellationToken))));
        }

        return Trimmed(new("compared", period.IsYear ? "前年度との比較（接種回数）" : "前月・前年同月との比較（接種回数）", "期間", Numbers, rows, Adds: false));
    }

    /// <summary>累計と率: every dose until the end of the period, beside the residents of that day.</summary>
    public async Task<ReportTable> RatesAsync(CancellationToken cancellationToken)
    {
        var doses = Values(await NumbersAsync(Dose.FirstDay, period.To, cancellationToken));
        var residents = (await PeopleAsync(people => ReportSources.Residents(people, period.To), cancellationToken)).Sum(c => (long)c.Count);
        return new(
            "rates", "期末までの累計と住民に対する率", "接種回数", [new("doses", "累計の接種回数"), new("residents", "期末の住民")],
            [.. Numbers.Zip(doses, (n, count) => new ReportRow(n.Key, n.Label, [count, residents])).Where((row, at) => at == 0 || row.Values[0] > 0)], Adds: false);
    }

    /// <summary>転出・死亡, in people.</summary>
    public async Task<ReportTable> MovesAsync(CancellationToken cancellationToken)
    {
        List<ReportRow> rows = [];
        foreach (var (key, label, kind) in new[] { ("moved", "転出した人", ResidenceEnd.MovedOut), ("died", "死亡した人", ResidenceEnd.Died) })
        {
            var counts = await PeopleAsync(people => ReportSources.Left(people, kind, period.From, period.To), cancellationToken);
            rows.Add(new(key, label, [.. Sexes.Select(s => (long)counts.Where(c => c.Sex == s).Sum(c => c.Count)), counts.Sum(c => (long)c.Count)]));
        }

        return new("moves", "期間中の転出・死亡", "異動", [.. Sexes.Select(s => new ReportHead($"{s}", s.Label())), new("sum", "計")], rows, Adds: false);
    }

    /// <summary>登録・訂正・取消と理由.</summary>
    public async Task<ReportTable> ActsAsync(CancellationToken cancellationToken)
    {
        RecordKind[] kinds = [RecordKind.Person, RecordKind.Dose, RecordKind.Coupon];
        var counts = await ReportSources.Counts(ReportSources.Acts(db, period.Begins, period.Ends, asOf)).ToListAsync(cancellationToken);
        var brought = await ReportSources.Imports(db, period.Begins, period.Ends, asOf).GroupBy(r => r.Kind).Select(g => new { g.Key, New = g.Sum(r => (long)r.NewCount) }).ToListAsync(cancellationToken);
        List<ReportRow> rows =
        [
            new("new", "取込による新規", [.. kinds.Select(kind => brought.Where(b => KindOf(b.Key) == kind).Sum(b => b.New))]),
            .. from act in counts.GroupBy(c => (c.Act, c.Reason)).OrderBy(g => g.Key.Act).ThenBy(g => g.Key.Reason)
               select new ReportRow(
                   $"{act.Key.Act} {act.Key.Reason}".TrimEnd(), act.Key.Reason is { } reason ? $"{act.Key.Act.Label()}（{reason.Label()}）" : act.Key.Act.Label(),
                   [.. kinds.Select(kind => (long)act.Where(c => c.Kind == kind).Sum(c => c.Count))]),
        ];
        return new("acts", "期間中の登録・訂正・取消", "操作と理由", [.. kinds.Select(k => new ReportHead($"{k}", k.Label()))], rows);
    }

    /// <summary>所見.</summary>
    public async Task<ReportTable> FindingsAsync(CancellationToken cancellationToken)
    {
        var (begins, ends) = (period.Begins, period.Ends > asOf ? asOf : period.Ends);
        var found = await CountAsync(ReportFindings.Found(db, begins, ends), cancellationToken);
        var closed = await CountAsync(ReportFindings.Closed(db, begins, ends), cancellationToken);
        var left = await CountAsync(FindingSearch.LeftAt(db, ends), cancellationToken);
        return new(
            "findings", "点検の所見", "規則", [new("found", "期間中に見つかった"), new("closed", "期間中に終えた"), new("left", "期末に残る")],
            [
                .. from term in FindingRules.All
                   let values = new long[] { found.GetValueOrDefault(term.Rule), closed.GetValueOrDefault(term.Rule), left.GetValueOrDefault(term.Rule) }
                   where values.Any(v => v > 0)
                   select new ReportRow($"{term.Rule}", term.Rule.Label(), values),
            ],
            Adds: false);
    }

    public static RecordKind KindOf(ImportKind kind) => kind switch
    {
        ImportKind.Vrs or ImportKind.HealthRecords => RecordKind.Dose,
        ImportKind.Residents => RecordKind.Person,
        ImportKind.Coupons => RecordKind.Coupon,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private async Task<List<NumberCount>> NumbersAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var touched = past.TouchedDoses;
        var doses = ReportSources.Doses(db, from, to, asOf);
        var counts = await ReportSources.Numbers(touched.Count == 0 ? doses : doses.Where(d => !EF.Parameter(touched).Contains(d.DoseId))).ToListAsync(cancellationToken);
        return [.. counts, .. past.Numbers(from, to)];
    }

    private async Task<List<SexCount>> PeopleAsync(Func<IQueryable<LedgerPerson>, IQueryable<LedgerPerson>> of, CancellationToken cancellationToken)
    {
        var touched = past.TouchedPeople;
        var people = ReportSources.People(db, asOf);
        var counts = await ReportSources.Counts(of(touched.Count == 0 ? people : people.Where(p => !EF.Parameter(touched).Contains(p.LedgerPersonId)))).ToListAsync(cancellationToken);
        return [.. counts, .. ReportSources.Counts(of(past.Kept.AsQueryable()))];
    }

    private static Task<Dictionary<FindingRule, int>> CountAsync(IQueryable<FindingRecord> findings, CancellationToken cancellationToken) =>
        FindingSearch.Counts(findings).ToDictionaryAsync(c => c.Rule, c => c.Count, cancellationToken);

    private static long[] Values(List<NumberCount> counts) => [.. Enumerable.Range(1, Dose.MaxDoseNumber).Select(n => (long)counts.Where(c => c.Number == n).Sum(c => c.Count))];

    /// <summary>Without the last columns nobody has anything in.</summary>
    private static ReportTable Trimmed(ReportTable table)
    {
        var used = Math.Max(1, Enumerable.Range(1, table.Columns.Count).LastOrDefault(n => table.Rows.Any(r => r.Values[n - 1] > 0)));
        return table with { Columns = [.. table.Columns.Take(used)], Rows = [.. table.Rows.Select(r => r with { Values = [.. r.Values.Take(used)] })] };
    }
}
