using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.Reports;
using Portal.Features.DataQuality;

namespace Portal.Features.Reports;

/// <summary>Reads the rows behind one figure by the same rules that counted it.</summary>
internal sealed class ReportRowsSource(PortalDb db, ReportCounter counter, ReportCell cell)
{
    private readonly DateTime _asOf = cell.AsOf!.Value;

    public Task<(long Count, IReadOnlyList<ReportLine> Lines)> ReadAsync(int skip, int take, CancellationToken cancellationToken) => (cell.Table, cell.Column) switch
    {
        ("compared", _) => DosesAsync(ReportPeriod.Parse(cell.Row), d => HasNumber(d, cell.Column), skip, take, cancellationToken),
        ("rates", "residents") => PeopleAsync(skip, take, cancellationToken),
        ("rates", _) => DosesAsync(Dose.FirstDay, cell.Period.To, d => HasNumber(d, cell.Row), skip, take, cancellationToken),
        ("moves", _) => PeopleAsync(skip, take, cancellationToken),
        ("acts", _) when cell.Row == "new" => ImportsAsync(skip, take, cancellationToken),
        ("acts", _) => ActsAsync(skip, take, cancellationToken),
        ("findings", _) => FindingsAsync(skip, take, cancellationToken),
        _ => DosesOfTableAsync(skip, take, cancellationToken),
    };

    private static bool HasNumber(DoseFact dose, string key) => key is ReportCell.All || dose.DoseNumber == int.Parse(key, CultureInfo.InvariantCulture);

    private Task<(long, IReadOnlyList<ReportLine>)> DosesOfTableAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var table = DoseTable.All.Single(t => t.Key == cell.Table);
        return DosesAsync(cell.Period, d => cell.HasRow(table.RowOf(d)) && HasNumber(d, cell.Column), skip, take, cancellationToken);
    }

    private Task<(long, IReadOnlyList<ReportLine>)> DosesAsync(ReportPeriod period, Func<DoseFact, bool> wanted, int skip, int take, CancellationToken cancellationToken) =>
        DosesAsync(period.From, period.To, wanted, skip, take, cancellationToken);

    private async Task<(long, IReadOnlyList<ReportLine>)> DosesAsync(DateOnly from, DateOnly to, Func<DoseFact, bool> wanted, int skip, int take, CancellationToken cancellationToken)
    {
        var doses = (await counter.FactsAsync(from, to, _asOf, cancellationToken)).FindAll(d => wanted(d));
        var page = doses.OrderBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId).Skip(skip).Take(take).ToList();
        var people = await PeopleOfAsync(page.Select(d => d.LedgerPersonId), cancellationToken);
        return (doses.Count,
        [
            .. page.Select(d => new ReportLine
            {
                RowId = d.DoseId,
                LedgerPersonId = d.LedgerPersonId,
                ResidentNumber = people.GetValueOrDefault(d.LedgerPersonId).Number,
                Name = people.GetValueOrDefault(d.LedgerPersonId).Name,
                When = JapaneseDate.Format(d.VaccinatedOn),
                What = string.Join(' ', new[] { $"{d.DoseNumber}回目", VaccineProduct.Find(d.ProductCode)?.Name ?? d.Maker, d.InstitutionName ?? d.InstitutionCode }.OfType<string>()),
            }),
        ]);
    }

    private async Task<(long, IReadOnlyList<ReportLine>)> PeopleAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var past = await ReportPast.ReadAsync(db, _asOf, cancellationToken);
        var touched = past.TouchedPeople;
        var today = Wanted(ReportSources.People(db, _asOf).Where(p => !EF.Parameter(touched).Contains(p.LedgerPersonId)));
        var were = Wanted(past.Kept.AsQueryable()).OrderBy(p => p.LedgerPersonId).ToList();
        var count = await today.CountAsync(cancellationToken);
        var page = await today.Include(p => p.Residence).OrderBy(p => p.LedgerPersonId).Skip(skip).Take(take).ToListAsync(cancellationToken);
        page.AddRange(were.Skip(Math.Max(0, skip - count)).Take(take - page.Count));
        return (count + were.Count,
        [
            .. page.Select(p => new ReportLine
            {
                RowId = p.LedgerPersonId,
                LedgerPersonId = p.LedgerPersonId,
                ResidentNumber = p.ResidentNumber,
                Name = p.Name,
                When = (cell.Table == "moves" ? LeftOn(p) : p.BirthDate) is { } day ? JapaneseDate.Format(day) : "不明",
                What = $"{p.Sex.Label()} {(cell.Table == "moves" ? EndKind is ResidenceEnd.Died ? "死亡" : "転出" : "期末の住民（日付は生年月日）")}",
            }),
        ]);
    }

    private ResidenceEnd EndKind => cell.Row == "died" ? ResidenceEnd.Died : ResidenceEnd.MovedOut;

    private DateOnly? LeftOn(LedgerPerson person) => person.Residence.Where(s => s.EndKind == EndKind && s.EndedOn is { } day && cell.Period.Holds(day)).Max(s => s.EndedOn);

    private IQueryable<LedgerPerson> Wanted(IQueryable<LedgerPerson> people)
    {
        if (cell.Table != "moves")
        {
            return ReportSources.Residents(people, cell.Period.To);
        }

        people = ReportSources.Left(people, EndKind, cell.Period.From, cell.Period.To);
        return Enum.TryParse<Sex>(cell.Column, out var sex) ? people.Where(p => p.Sex == sex) : people;
    }

    private async Task<(long, IReadOnlyList<ReportLine>)> ActsAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var acts = ReportSources.Acts(db, cell.Period.Begins, cell.Period.Ends, _asOf);
        if (cell.Row is not ReportCell.All)
        {
            var words = cell.Row.Split(' ');
            var act = Enum.Parse<RevisionAct>(words[0]);
            var reason = words.Length > 1 ? Enum.Parse<ReasonKind>(words[1]) : (ReasonKind?)null;
            acts = acts.Where(r => r.Act == act && r.Reason == reason);
        }

        if (Enum.TryParse<RecordKind>(cell.Column, out var kind))
        {
            acts = acts.Where(r => r.RecordKind == kind);
        }

        var count = await acts.CountAsync(cancellationToken);
        var page = await acts.OrderBy(r => r.AppliedAt).ThenBy(r => r.RevisionId).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var people = await PeopleOfAsync(page.Select(r => r.LedgerPersonId), cancellationToken);
        return (count, [.. page.Select(r => Line(r.RevisionId, r.LedgerPersonId, people, r.AppliedAt!.Value, $"{r.RecordKind.Label()}の{r.Act.Label()} {r.ReasonText ?? r.Reason?.Label()}", r.RequestedByName))]);
    }

    private async Task<(long, IReadOnlyList<ReportLine>)> ImportsAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var runs = ReportSources.Imports(db, cell.Period.Begins, cell.Period.Ends, _asOf);
        if (Enum.TryParse<RecordKind>(cell.Column, out var kind))
        {
            var kinds = Enum.GetValues<ImportKind>().Where(k => ReportOthers.KindOf(k) == kind).ToList();
            runs = runs.Where(r => EF.Parameter(kinds).Contains(r.Kind));
        }

        var count = await runs.SumAsync(r => (long)r.NewCount, cancellationToken);
        var page = await runs.OrderBy(r => r.AppliedAt).ThenBy(r => r.ImportRunId).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return (count, [.. page.Select(r => new ReportLine
        {
            RowId = r.ImportRunId,
            ImportRunId = r.ImportRunId,
            When = Moments.Show(r.AppliedAt),
            What = $"取込 {r.Number} {r.FileName} 新規 {r.NewCount:N0}件",
            By = r.AppliedByName,
        })]);
    }

    private async Task<(long, IReadOnlyList<ReportLine>)> FindingsAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var (begins, ends) = (cell.Period.Begins, cell.Period.Ends > _asOf ? _asOf : cell.Period.Ends);
        var rule = Enum.Parse<FindingRule>(cell.Row);
        var findings = (cell.Column switch
        {
            "found" => ReportFindings.Found(db, begins, ends),
            "closed" => ReportFindings.Closed(db, begins, ends),
            _ => FindingSearch.LeftAt(db, ends),
        }).Where(f => f.Rule == rule);
        var count = await findings.CountAsync(cancellationToken);
        var page = await findings.OrderBy(f => f.FoundAt).ThenBy(f => f.FindingRecordId).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var people = await PeopleOfAsync(page.Select(f => f.LedgerPersonId), cancellationToken);
        return (count, [.. page.Select(f => Line(f.FindingRecordId, f.LedgerPersonId, people, cell.Column == "closed" ? f.ClosedAt ?? f.ClosedBeforeAt ?? f.FoundAt : f.FoundAt, f.Message, f.DecidedByName))]);
    }

    private static ReportLine Line(Guid id, Guid personId, Dictionary<Guid, (string? Number, string Name)> people, DateTime at, string what, string? by) => new()
    {
        RowId = id,
        LedgerPersonId = personId,
        ResidentNumber = people.GetValueOrDefault(personId).Number,
        Name = people.GetValueOrDefault(personId).Name,
        When = Moments.Show(at),
        What = what,
        By = by,
    };

    /// <summary>Named as they are today, however old the report: whoever reads it looks for them now.</summary>
    private async Task<Dictionary<Guid, (string? Number, string Name)>> PeopleOfAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        return (await db.People.Where(p => EF.Parameter(wanted).Contains(p.LedgerPersonId)).Select(p => new { p.LedgerPersonId, p.ResidentNumber, p.Name }).ToListAsync(cancellationToken))
            .ToDictionary(p => p.LedgerPersonId, p => (p.ResidentNumber, p.Name));
    }
}
