using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

/// <summary>A figure that differs from the run before, and what made it differ.</summary>
/// <param name="Difference">Before and after.</param>
/// <param name="Causes">Each with how much of the change it made; empty for figures that are not counted from the period's doses.</param>
public sealed record ExplainedDifference(ReportDifference Difference, IReadOnlyList<ReportCause> Causes)
{
    /// <summary>Whether the causes add up to the change.</summary>
    public bool IsExplained => Causes.Sum(c => c.Change) == Difference.Change;
}

/// <summary>An act that changed a figure, in words without anybody's name but the staff's.</summary>
public sealed record ReportCause(string Words, long Change);

/// <summary>前回との差の説明 — reads the doses of the period at both moments and names what happened to each that counts elsewhere now.</summary>
public sealed class ReportExplainer(IDbContextFactory<PortalDb> dbFactory, ReportCounter counter)
{
    private const int Chunk = 1000;

    /// <summary>Nothing for a first run.</summary>
    internal async Task<IReadOnlyList<ExplainedDifference>> ExplainAsync(KeptReport report, CancellationToken cancellationToken = default)
    {
        if (report.Previous is not { } previous)
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var differences = ReportDifference.Between(await KeptReport.ContentAsync(db, previous, cancellationToken), report.Content);
        var shares = differences.Any(IsOfDoses) ? await SharesAsync(db, report, previous, cancellationToken) : [];
        var acts = differences.All(IsOfDoses) ? [] : await ActsAsync(db, previous.AsOf, report.Run.AsOf, cancellationToken);
        return
        [
            .. differences.Select(d => new ExplainedDifference(d, !IsOfDoses(d) ? acts :
            [
                .. shares.GetValueOrDefault((d.Table, d.Row, d.Column), []).GroupBy(s => s.Words).Select(g => new ReportCause(g.Key, g.Sum(s => s.Change)))
                    .Where(c => c.Change != 0).OrderByDescending(c => Math.Abs(c.Change)).ThenBy(c => c.Words, StringComparer.Ordinal),
            ])),
        ];
    }

    /// <summary>What was done between two moments, for the figures that are not counted from the period's doses.</summary>
    private static async Task<IReadOnlyList<ReportCause>> ActsAsync(PortalDb db, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var acts = await ReportSources.Counts(ReportSources.Since(db, from).Where(r => r.AppliedAt <= to)).ToListAsync(cancellationToken);
        var imports = await db.ImportRuns.AsNoTracking().Where(r => r.AppliedAt > from && r.AppliedAt <= to).OrderBy(r => r.Number).Select(r => new { r.Number, r.NewCount }).ToListAsync(cancellationToken);
        return
        [
            .. acts.OrderBy(a => a.Kind).ThenBy(a => a.Act).ThenBy(a => a.Reason).Select(a => new ReportCause($"{a.Kind.Label()}の{a.Act.Label()}{(a.Reason is { } reason ? $"（{reason.Label()}）" : "")}", a.Count)),
            .. imports.Where(i => i.NewCount > 0).Select(i => new ReportCause($"取込 {i.Number} による登録", i.NewCount)),
        ];
    }

    internal static bool IsOfDoses(ReportDifference difference) => DoseTable.All.Any(t => t.Key == difference.Table);

    private async Task<Dictionary<(string Table, string Row, string Column), List<ReportCause>>> SharesAsync(PortalDb db, KeptReport report, ReportRun previous, CancellationToken cancellationToken)
    {
        var period = ReportPeriod.Parse(report.Run.Period);
        var before = (await counter.FactsAsync(period.From, period.To, previous.AsOf, cancellationToken)).ToDictionary(d => d.DoseId);
        var after = (await counter.FactsAsync(period.From, period.To, report.Run.AsOf, cancellationToken)).ToDictionary(d => d.DoseId);
        var changed = before.Keys.Union(after.Keys).Select(id => (Before: before.GetValueOrDefault(id), After: after.GetValueOrDefault(id))).Where(pair => pair.Before != pair.After).ToList();
        var words = await WordsAsync(db, [.. changed.Select(pair => pair.After ?? pair.Before!)], previous.AsOf, report.Run.AsOf, cancellationToken);
        Dictionary<(string, string, string), List<ReportCause>> shares = [];
        foreach (var (was, now) in changed)
        {
            var cause = words[(now ?? was)!.DoseId];
            foreach (var table in DoseTable.All)
            {
                var (from, to) = (was is null ? default : Cell(table, was), now is null ? default : Cell(table, now));
                if (from != to)
                {
                    Add(from, was is null ? 0 : -1, cause);
                    Add(to, now is null ? 0 : 1, cause);
                }
            }
        }

        return shares;

        void Add((string, string, string) cell, int change, string cause)
        {
            if (change != 0)
            {
                (shares.TryGetValue(cell, out var list) ? list : shares[cell] = []).Add(new(cause, change));
            }
        }
    }

    private static (string Table, string Row, string Column) Cell(DoseTable table, DoseFact dose) =>
        (table.Key, table.RowOf(dose), FieldText.Number(Math.Clamp(dose.DoseNumber, 1, Dose.MaxDoseNumber))!);

    /// <summary>The last thing that happened to each dose, or to its person, between two moments.</summary>
    private static async Task<Dictionary<Guid, string>> WordsAsync(PortalDb db, List<DoseFact> doses, DateTime one, DateTime other, CancellationToken cancellationToken)
    {
        var (from, to) = one < other ? (one, other) : (other, one);
        var imports = await db.ImportRuns.AsNoTracking().ToDictionaryAsync(r => r.ImportRunId, r => r.Number, cancellationToken);
        Dictionary<Guid, string> words = [];
        foreach (var chunk in doses.Chunk(Chunk))
        {
            var ids = chunk.SelectMany(d => new[] { d.DoseId, d.LedgerPersonId }).Distinct().ToList();
            var acts = (await db.Revisions.AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.RecordId)).ToListAsync(cancellationToken))
                .Where(r => r.State is RevisionState.Applied && r.AppliedAt > from && r.AppliedAt <= to).OrderBy(r => r.AppliedAt).ToLookup(r => r.RecordId);
            var made = await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.DoseId)).ToDictionaryAsync(d => d.DoseId, d => d.ImportRunId, cancellationToken);
            foreach (var dose in chunk)
            {
                words[dose.DoseId] = acts[dose.DoseId].Concat(acts[dose.LedgerPersonId]).LastOrDefault() is { } act ? Words(act, imports)
                    : made.GetValueOrDefault(dose.DoseId) is { } run ? $"取込 {imports.GetValueOrDefault(run)} による登録" : "登録";
            }
        }

        return words;
    }

    private static string Words(Revision act, Dictionary<Guid, int> imports) => act.ImportRunId is { } run
        ? $"{act.Act.Label()}（取込 {imports.GetValueOrDefault(run)}）"
        : $"{act.RecordKind.Label()}の{act.Act.Label()}{(act.Reason is { } reason ? $"（{reason.Label()}）" : "")} {act.RequestedByName} {Components.Moments.Show(act.AppliedAt!.Value)}";
}
