using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>宛名 lines: the person by 宛名番号. A line that might be somebody else's waits for staff.</summary>
internal sealed class ResidentMatcher(PortalDb db, ImportContext context) : LineMatcher(db, context)
{
    private ILookup<(DateOnly?, string), Guid>? _withoutNumber;

    public override async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        _withoutNumber ??= await PeopleWithoutNumberAsync(cancellationToken);
        var batch = lines.Cast<ResidentLine>().ToList();
        var numbers = await FindByNumberAsync(batch.Select(l => l.ResidentNumber), cancellationToken);
        var integrated = await FindByIntegratedNumberAsync(batch, cancellationToken);
        var ids = batch.Select(line => Context.PersonChosenFor(line) ?? Holder(numbers[SearchKeys.Number(line.ResidentNumber) ?? ""], line.ResidentNumber)).ToList();
        var people = (await InChunksAsync([.. ids.OfType<Guid>().Distinct()],
            chunk => Db.People.AsNoTracking().Include(p => p.Residence).Where(p => EF.Parameter(chunk).Contains(p.LedgerPersonId)), cancellationToken)).ToDictionary(p => p.LedgerPersonId);
        var differences = batch.Zip(ids, (line, id) => id is null ? [] : Differences(people[id.Value], line)).ToList();
        var history = await HistoryAsync(ids.Zip(differences).Where(p => p.Second.Count > 0).Select(p => p.First!.Value), cancellationToken);

        var plan = new ImportPlan();
        foreach (var ((line, id), found) in batch.Zip(ids).Zip(differences))
        {
            plan.Outcomes.Add(Repeated(plan, line, $"r{SearchKeys.Number(line.ResidentNumber)}", "宛名番号の行")
                ?? (Doubt(line, id is null ? null : people[id.Value], numbers, integrated) is { } doubt ? Hold(plan, line, doubt)
                : id is null ? Add(plan, line)
                : Change(plan, line, id.Value, found, history)));
        }

        return plan;
    }

    /// <summary>Why a line may not be about the person its number points at.</summary>
    private string? Doubt(
        ResidentLine line, LedgerPerson? person, ILookup<string, PersonNumberRow> numbers, ILookup<string, Guid> integrated)
    {
        if (Context.Choice is not null)
        {
            return null;
        }

        // The city's own register still has two people: what it says of the second is no news of the first.
        if (numbers[SearchKeys.Number(line.ResidentNumber) ?? ""].Any(row => row.IsOfMerged && row.Number == line.ResidentNumber))
        {
            return "この宛名番号の人は、台帳では別の宛名番号の人に統合されています。";
        }

        if (person is null && numbers[SearchKeys.Number(line.ResidentNumber) ?? ""].Any())
        {
            return "0を除くと同じ宛名番号の人が複数います。";
        }

        if (SearchKeys.Number(line[PersonFields.IntegratedNumber]) is { } key && integrated[key].Any(id => id != person?.LedgerPersonId))
        {
            return "同じ統合宛名番号の人が、別の宛名番号で台帳にいます。";
        }

        if (person is null)
        {
            return _withoutNumber![Likeness(FieldText.ToDay("生年月日", line[PersonFields.BirthDate]), line[PersonFields.Kana]!)].Any()
                ? "同じ生年月日とカナ氏名の人が、宛名番号のないまま台帳にいます。"
                : null;
        }

        var otherBirth = line[PersonFields.BirthDate] is { } birth && person.BirthDate is not null && birth != FieldText.Day(person.BirthDate);
        return otherBirth && SearchKeys.Name(line[PersonFields.Name]!).Whole != person.NameKey && SearchKeys.Kana(line[PersonFields.Kana]!).Whole != person.KanaKey
            ? "氏名と生年月日がどちらも台帳と違います。別の人の宛名番号かもしれません。"
            : null;
    }

    private LineOutcome Add(ImportPlan plan, ResidentLine line)
    {
        var person = new LedgerPerson
        {
            LedgerPersonId = Guid.CreateVersion7(Context.Now),
            ResidentNumber = line.ResidentNumber,
            Name = line[PersonFields.Name]!,
            Kana = line[PersonFields.Kana]!,
            Sex = Sex.Unknown,
            ImportRunId = Context.ImportRunId,
            CreatedAt = Context.Now,
        };
        foreach (var (field, value) in line.Items)
        {
            field.Set(person, value);
        }

        person.SetResidence(ResidentMove.Apply([], line.MovedInOn, line.Move));
        person.Residence.ForEach(span => span.LedgerPersonId = person.LedgerPersonId);
        plan.People.Add(person);
        return LineOutcome.New;
    }

    private LineOutcome Change(ImportPlan plan, ResidentLine line, Guid id, List<FieldDifference> differences, ILookup<Guid, Revision> history)
    {
        if (differences.Count == 0)
        {
            return LineOutcome.Same;
        }

        var verdict = Judge(differences, history[id], enteredByHand: false);
        if (verdict.Conflicts.Count > 0)
        {
            return Hold(plan, line, ConflictReason(verdict.Conflicts.Select(c => c.Label)));
        }

        if (verdict.Take.Count == 0)
        {
            return LineOutcome.Same;
        }

        plan.Changes.Add(new(RecordKind.Person, id, id, verdict.Take));
        return LineOutcome.Changed;
    }

    private static List<FieldDifference> Differences(LedgerPerson person, ResidentLine line)
    {
        var residence = ResidenceSpan.ToText(ResidentMove.Apply(person.Residence, line.MovedInOn, line.Move));
        // A number is never rewritten for its zeros, only given to somebody who has none (or another, when staff chose the person).
        var number = SearchKeys.Number(person.ResidentNumber) == SearchKeys.Number(line.ResidentNumber) ? null : line.ResidentNumber;
        var differences = FieldDifference.Of(person,
        [
            (PersonFields.ResidentNumber, number),
            .. line.Items.Select(item => (item.Field, (string?)item.Value)),
            (PersonFields.Residence, residence.Length == 0 ? null : residence),
        ]);
        differences.AddRange(line.Cleared
            .Where(field => field.Get(person) is not null)
            .Select(field => new FieldDifference(field.Key, field.Label, field.Get(person), null)));
        return differences;
    }

    private async Task<ILookup<string, Guid>> FindByIntegratedNumberAsync(List<ResidentLine> lines, CancellationToken cancellationToken)
    {
        var keys = lines.Select(l => SearchKeys.Number(l[PersonFields.IntegratedNumber])).OfType<string>().Distinct().ToList();
        var rows = await InChunksAsync(keys, chunk => Db.People.AsNoTracking()
            .Where(p => p.Status == RecordStatus.Active && EF.Parameter(chunk).Contains(p.IntegratedNumberKey!))
            .Select(p => new { Key = p.IntegratedNumberKey!, LedgerPersonId = p.MergedIntoId ?? p.LedgerPersonId }), cancellationToken);
        return rows.ToLookup(row => row.Key, row => row.LedgerPersonId);
    }

    private async Task<ILookup<(DateOnly?, string), Guid>> PeopleWithoutNumberAsync(CancellationToken cancellationToken)
    {
        var rows = await Db.People.AsNoTracking().Where(p => p.ResidentNumber == null && p.Status == RecordStatus.Active && p.MergedIntoId == null)
            .Select(p => new { p.BirthDate, p.KanaKey, p.LedgerPersonId }).ToListAsync(cancellationToken);
        return rows.ToLookup(row => (row.BirthDate, row.KanaKey), row => row.LedgerPersonId);
    }

    private static (DateOnly?, string) Likeness(DateOnly? birth, string kana) => (birth, SearchKeys.Kana(kana).Whole);
}
