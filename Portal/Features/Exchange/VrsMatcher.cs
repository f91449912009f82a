using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>VRS lines: the person by 宛名番号, or by coupon where VRS left it empty; each dose by its number and day.</summary>
internal class VrsMatcher(PortalDb db, ImportContext context) : LineMatcher(db, context)
{
    /// <summary>Where its doses come from: what came so before was not entered by hand.</summary>
    protected virtual DoseSource Source => DoseSource.Vrs;

    private VaccineLists? _lists;
    private HashSet<Guid>? _undoneRuns;

    public override async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        _lists ??= await VaccineLists.LoadAsync(Db, cancellationToken);
        _undoneRuns ??= [.. await Db.ImportRuns.AsNoTracking().Where(r => r.State == ImportState.Undone).Select(r => r.ImportRunId).ToListAsync(cancellationToken)];

        var batch = lines.Cast<VrsLine>().ToList();
        var people = await FindPeopleAsync(batch, cancellationToken);
        var doses = await FindDosesAsync(people.Select(p => p.Id), batch, cancellationToken);

        var matches = batch.Zip(people, (line, person) => person.Id is { } id
            ? line.Doses.Select(dose => VrsDoseMatch.Of(dose, line, [.. doses[id]], IsUndone, Context.Choice is not null)).ToList()
            : []).ToList();
        var history = await HistoryAsync(matches.SelectMany(m => m).Where(m => m.Differences.Count > 0).Select(m => m.Ledger!.DoseId), cancellationToken);

        var plan = new ImportPlan();
        foreach (var ((line, person), found) in batch.Zip(people).Zip(matches))
        {
            plan.Outcomes.Add(person.Id is { } id
                ? Repeated(plan, line, $"p{id:N}{About(line)}", "人の行") ?? Decide(plan, line, id, found, history)
                : Hold(plan, line, person.WhyNot));
        }

        return plan;
    }

    /// <summary>What a line is about beside its person.</summary>
    protected virtual string About(VrsLine line) => "";

    private bool IsUndone(Dose dose) => dose.ImportRunId is { } run && _undoneRuns!.Contains(run);

    private LineOutcome Decide(ImportPlan plan, VrsLine line, Guid personId, List<VrsDoseMatch> matches, ILookup<Guid, Revision> history)
    {
        if (matches.Find(m => m.Doubt is not null) is { } doubtful)
        {
            return Hold(plan, line, doubtful.Doubt!);
        }

        var judged = matches.Where(m => m.Differences.Count > 0)
            .Select(m => (Match: m, Verdict: Judge(m.Differences, history[m.Ledger!.DoseId], m.Ledger.Source is not (DoseSource.Vrs or DoseSource.HealthManagement)))).ToList();
        var conflicts = judged.SelectMany(j => j.Verdict.Conflicts.Select(c => $"{j.Match.Dose.Number}回目の{c.Label}")).ToList();
        if (conflicts.Count > 0)
        {
            return Hold(plan, line, ConflictReason(conflicts));
        }

        var changes = judged.Where(j => j.Verdict.Take.Count > 0)
            .Select(j => new RecordChange(RecordKind.Dose, j.Match.Ledger!.DoseId, personId, j.Verdict.Take)).ToList();
        var added = matches.Where(m => m.IsNew).Select(m => ToDose(m.Dose, line, personId)).ToList();
        plan.Changes.AddRange(changes);
        plan.Doses.AddRange(added);
        return changes.Count > 0 ? LineOutcome.Changed : added.Count > 0 ? LineOutcome.New : LineOutcome.Same;
    }

    private Dose ToDose(VrsDose dose, VrsLine line, Guid personId) => new()
    {
        DoseId = Guid.CreateVersion7(Context.Now),
        LedgerPersonId = personId,
        DoseNumber = dose.Number,
        VaccinatedOn = dose.VaccinatedOn,
        RecordedAt = dose.RecordedAt,
        Source = Source,
        CouponNumber = dose.CouponNumber,
        MunicipalityCode = dose.MunicipalityCode,
        InstitutionName = dose.Venue,
        InstitutionCode = _lists!.InstitutionCode(dose.Venue),
        Doctor = dose.Doctor,
        Maker = dose.Maker,
        LotNumber = dose.LotNumber,
        ProductCode = _lists.ProductCode(dose.LotNumber),
        SourceText = dose.SourceText,
        ImportRunId = Context.ImportRunId,
        ImportLine = line.LineNumber,
        CreatedAt = Context.Now,
    };

    protected virtual async Task<List<(Guid? Id, string WhyNot)>> FindPeopleAsync(List<VrsLine> lines, CancellationToken cancellationToken)
    {
        var numbers = await FindByNumberAsync(lines.Select(l => l.ResidentNumber), cancellationToken);
        var coupons = await VrsCouponHolders.LoadAsync(Db, lines.Where(l => l.ResidentNumber is null), cancellationToken);
        return [.. lines.Select(line => Context.PersonChosenFor(line) is { } chosen ? (chosen, "")
            : line.ResidentNumber is { } number ? HolderOf(numbers, number, ImportColumns.ResidentNumber)
            : coupons.Find(line))];
    }

    /// <summary>The ledger's doses these lines can speak of: of the same number, or of the same day.</summary>
    private async Task<ILookup<Guid, Dose>> FindDosesAsync(IEnumerable<Guid?> people, List<VrsLine> lines, CancellationToken cancellationToken)
    {
        var numbers = lines.SelectMany(l => l.Doses).Select(d => d.Number).Distinct().ToList();
        var days = lines.SelectMany(l => l.Doses).Select(d => d.VaccinatedOn).Distinct().ToList();
        var doses = await InChunksAsync([.. people.OfType<Guid>().Distinct()], chunk => Db.Doses.AsNoTracking()
            .Where(d => EF.Parameter(chunk).Contains(d.LedgerPersonId)
                && (EF.Parameter(numbers).Contains(d.DoseNumber) || EF.Parameter(days).Contains(d.VaccinatedOn))), cancellationToken);
        return doses.ToLookup(d => d.LedgerPersonId);
    }
}
